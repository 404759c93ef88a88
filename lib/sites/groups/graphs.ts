import { connectedpapers } from '../connectedpapers'
import { semanticscholar } from '../semanticscholar'
import type { Site } from '../site'

/** Maps of who cites whom. */
export const graphs: readonly Site[] = [connectedpapers, semanticscholar]
