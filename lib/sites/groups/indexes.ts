import { dblp } from '../dblp'
import { scholar } from '../scholar'
import type { Site } from '../site'

/** Indexes of what others publish. */
export const indexes: readonly Site[] = [dblp, scholar]
