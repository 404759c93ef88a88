import { acl } from '../acl'
import { jmlr } from '../jmlr'
import { neurips } from '../neurips'
import { pmlr } from '../pmlr'
import { rss } from '../rss'
import type { Site } from '../site'

/** Proceedings and journals that are free for all. */
export const proceedings: readonly Site[] = [acl, jmlr, neurips, pmlr, rss]
