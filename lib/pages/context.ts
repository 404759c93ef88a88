import { Corpus } from '../corpus/corpus'
import { database } from '../corpus/database'
import { ensureStarter } from '../corpus/starter'
import { readStarterFile } from '../extension'

/** The corpus of this page. Pages share the extension's origin and read the database themselves. */
export const corpus = new Corpus(database())

/** Resolves when the corpus can be read: on a first run the starter digest has been put into it. */
export const ready = ensureStarter(corpus.db, readStarterFile)
