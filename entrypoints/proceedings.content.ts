import { defineContentScript } from 'wxt/utils/define-content-script'
import { proceedings } from '@/lib/sites/groups/proceedings'
import { patternsOf } from '@/lib/sites/recognise'
import { followPage } from './annotate.content/follow'

export default defineContentScript({
  matches: patternsOf(proceedings),
  runAt: 'document_start',
  main: ({ signal }) => followPage(proceedings, signal),
})
