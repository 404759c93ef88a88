import { acl } from '../acl'
import { rss } from '../rss'
import type { Site } from '../site'

/** What whole fields have published, in one place each. */
export const anthologies: readonly Site[] = [acl, rss]
