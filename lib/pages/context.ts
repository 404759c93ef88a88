import { Corpus } from '../corpus/corpus'
import { database } from '../corpus/database'
import { ensureStarter } from '../corpus/starter'
import { readShipped, readStarterFile } from '../extension'
import { ask } from '../messaging/client'
import { shippedModels } from '../notes/models'

/** The corpus of this page. Pages share the extension's origin and read the database themselves. */
export const corpus = new Corpus(database(), () => void ask('mend', {}).catch(() => undefined))

/** The models that this page tells topics and key sentences by. */
export const models = shippedModels(readShipped)

/**
 * Resolves when the corpus can be read: on a first run the starter digest has been put into it. Never rejects: what
 * could not be written, as on a full disk, keeps nobody from reading what is there.
 */
export const ready = ensureStarter(corpus.db, readStarterFile).catch((error: unknown) =>
  console.error('Gloss: the starter digest could not be stored', error),
)

let opening: Promise<unknown> | undefined

/**
 * Reads the index ahead of the first search, while it is made sure that the starter digest is in it. Never rejects: what
 * is wrong with either, the search will say.
 */
export function openIndex(): Promise<unknown> {
  opening ??= Promise.allSettled([ready, corpus.index()])
  return opening
}
