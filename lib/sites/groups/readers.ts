import { alphaxiv } from '../alphaxiv'
import { hfList } from '../hf-list'
import { hfPaper } from '../hf-paper'
import { scirate } from '../scirate'
import type { Site } from '../site'

/** Sites that show arXiv's papers in their own way. */
export const readers: readonly Site[] = [alphaxiv, hfList, hfPaper, scirate]
