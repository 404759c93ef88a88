import { defineContentScript } from 'wxt/utils/define-content-script'
import { anyPage } from '@/lib/sites/any-page'
import { followPage } from './follow'

/** For pages that no site knows: where the reader asks for it, and on hosts where the reader wants it always. */
export default defineContentScript({
  registration: 'runtime',
  matches: [],
  runAt: 'document_start',
  main({ signal }) {
    followPage([anyPage], signal)
  },
})
