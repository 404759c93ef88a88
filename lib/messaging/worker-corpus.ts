import { Corpus } from '../corpus/corpus'
import { database } from '../corpus/database'
import { ensureStarter } from '../corpus/starter'
import { readStarterFile } from '../extension'

/** The background's corpus, opened on first use and shared by all that answers there. `mend` mends its index. */
export function workerCorpus(mend: () => void): () => Promise<Corpus> {
  let corpus: Corpus | undefined
  return async () => {
    corpus ??= new Corpus(database(), mend)
    await ensureStarter(corpus.db, readStarterFile)
    return corpus
  }
}
