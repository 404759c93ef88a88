import { defineContentScript } from 'wxt/utils/define-content-script'
import { conferences } from '@/lib/sites/groups/conferences'
import { patternsOf } from '@/lib/sites/recognise'
import { followPage } from './annotate.content/follow'

export default defineContentScript({
  matches: patternsOf(conferences),
  runAt: 'document_start',
  main: ({ signal }) => followPage(conferences, signal),
})
