import { defineContentScript } from 'wxt/utils/define-content-script'
import { societies } from '@/lib/sites/groups/societies'
import { patternsOf } from '@/lib/sites/recognise'
import { followPage } from './annotate.content/follow'

export default defineContentScript({
  matches: patternsOf(societies),
  runAt: 'document_start',
  main: ({ signal }) => followPage(societies, signal),
})
