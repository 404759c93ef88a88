import { defineContentScript } from 'wxt/utils/define-content-script'
import { readers } from '@/lib/sites/groups/readers'
import { patternsOf } from '@/lib/sites/recognise'
import { followPage } from './annotate.content/follow'

export default defineContentScript({
  matches: patternsOf(readers),
  runAt: 'document_start',
  main: ({ signal }) => followPage(readers, signal),
})
