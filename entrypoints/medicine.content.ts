import { defineContentScript } from 'wxt/utils/define-content-script'
import { medicine } from '@/lib/sites/groups/medicine'
import { patternsOf } from '@/lib/sites/recognise'
import { followPage } from './annotate.content/follow'

export default defineContentScript({
  matches: patternsOf(medicine),
  runAt: 'document_start',
  main: ({ signal }) => followPage(medicine, signal),
})
