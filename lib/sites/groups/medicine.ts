import { biorxiv } from '../biorxiv'
import { pmc } from '../pmc'
import { pubmed } from '../pubmed'
import type { Site } from '../site'

/** Preprints and archives of biology and medicine. */
export const medicine: readonly Site[] = [biorxiv, pmc, pubmed]
