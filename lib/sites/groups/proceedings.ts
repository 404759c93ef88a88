import { jmlr } from '../jmlr'
import { neurips } from '../neurips'
import { pmlr } from '../pmlr'
import type { Site } from '../site'

/** Proceedings and journals that are free for all. */
export const proceedings: readonly Site[] = [jmlr, neurips, pmlr]
