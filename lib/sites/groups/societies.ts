import { acm } from '../acm'
import { ieee } from '../ieee'
import type { Site } from '../site'

/** Learned societies. */
export const societies: readonly Site[] = [acm, ieee]
