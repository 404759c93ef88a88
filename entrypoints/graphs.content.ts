import { defineContentScript } from 'wxt/utils/define-content-script'
import { graphs } from '@/lib/sites/groups/graphs'
import { patternsOf } from '@/lib/sites/recognise'
import { followPage } from './annotate.content/follow'

export default defineContentScript({
  matches: patternsOf(graphs),
  runAt: 'document_start',
  main: ({ signal }) => followPage(graphs, signal),
})
