import { defineContentScript } from 'wxt/utils/define-content-script'
import { anthologies } from '@/lib/sites/groups/anthologies'
import { patternsOf } from '@/lib/sites/recognise'
import { followPage } from './annotate.content/follow'

export default defineContentScript({
  matches: patternsOf(anthologies),
  runAt: 'document_start',
  main: ({ signal }) => followPage(anthologies, signal),
})
