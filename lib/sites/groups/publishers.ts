import { nature } from '../nature'
import { sciencedirect } from '../sciencedirect'
import type { Site } from '../site'
import { springer } from '../springer'
import { usenix } from '../usenix'

/** Publishers of journals, books and proceedings. */
export const publishers: readonly Site[] = [nature, sciencedirect, springer, usenix]
