import { defineContentScript } from 'wxt/utils/define-content-script'
import { publishers } from '@/lib/sites/groups/publishers'
import { patternsOf } from '@/lib/sites/recognise'
import { followPage } from './annotate.content/follow'

export default defineContentScript({
  matches: patternsOf(publishers),
  runAt: 'document_start',
  main: ({ signal }) => followPage(publishers, signal),
})
