import { type PaperId, parseIdentifier } from '../papers/identifier'
import { paperOfUrl } from '../papers/paper-url'
import { recognise } from '../sites/registry'
import type { Corpus } from './corpus'
import type { PaperRow } from './database'

/** What a reader named by its identifier or address, and the paper where the corpus has it. */
export interface NamedPaper {
  readonly ids: readonly PaperId[]
  readonly paper?: PaperRow
}

/** No identifier and no address of a paper is longer. */
const MAX_LENGTH = 500
/** An address as people copy it from the address bar, which hides the scheme: "arxiv.org/abs/2401.00001". */
const BARE_ADDRESS = /^(?:[a-z0-9-]+\.)+[a-z]{2,}\/\S/i

/**
 * The identifiers that a text is, where all of it is one: `2401.00001v2`, `doi:10.1145/3292500`, an address of a known
 * site. Empty for anything else, titles among them: those are searched.
 */
export function identifiersIn(typed: string): readonly PaperId[] {
  const text = typed.trim()
  if (!text || text.length > MAX_LENGTH || /^title:/i.test(text)) return []
  const address = /^https?:\/\//i.test(text) ? text : BARE_ADDRESS.test(text) ? `https://${text}` : null
  const whole = address && !/\s/.test(address) ? address : ''
  const id =
    recognise(whole)?.address.ids[0] ??
    paperOfUrl(whole) ??
    parseIdentifier(text) ??
    (address && parseIdentifier(address))
  return id ? [id] : []
}

/** The paper that a text names by identifier or address; null where it names none. Asks the database, nothing else. */
export async function findNamed(corpus: Corpus, typed: string): Promise<NamedPaper | null> {
  const ids = identifiersIn(typed)
  if (ids.length === 0) return null
  const found = await corpus.find(ids)
  return found ? { ids, paper: found.paper } : { ids }
}
