import { defineContentScript } from 'wxt/utils/define-content-script'
import { indexes } from '@/lib/sites/groups/indexes'
import { patternsOf } from '@/lib/sites/recognise'
import { followPage } from './annotate.content/follow'

export default defineContentScript({
  matches: patternsOf(indexes),
  runAt: 'document_start',
  main: ({ signal }) => followPage(indexes, signal),
})
