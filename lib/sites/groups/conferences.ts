import { cvf } from '../cvf'
import { openreview } from '../openreview'
import type { Site } from '../site'
import { virtual } from '../virtual'

/** Conferences: their reviews, their virtual sites, their papers. */
export const conferences: readonly Site[] = [cvf, openreview, virtual]
