import { defineContentScript } from 'wxt/utils/define-content-script'
import { fullTexts } from '@/lib/sites/groups/full-texts'
import { patternsOf } from '@/lib/sites/recognise'
import { followPage } from './annotate.content/follow'

export default defineContentScript({
  matches: patternsOf(fullTexts),
  runAt: 'document_start',
  main: ({ signal }) => followPage(fullTexts, signal),
})
