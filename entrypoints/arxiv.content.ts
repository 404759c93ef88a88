import { defineContentScript } from 'wxt/utils/define-content-script'
import { arxiv } from '@/lib/sites/groups/arxiv'
import { patternsOf } from '@/lib/sites/recognise'
import { followPage } from './annotate.content/follow'

export default defineContentScript({
  matches: patternsOf(arxiv),
  runAt: 'document_start',
  main: ({ signal }) => followPage(arxiv, signal),
})
