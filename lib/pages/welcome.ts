import type { DigestRow } from '../corpus/database'
import { HUGGING_FACE } from '../corpus/first-digests'
import { ask } from '../messaging/client'
import { changeSettings } from '../settings'
import type { Offer } from '../sources/source'
import type { Day } from '../time'
import { messageOf } from './failure'

/** What was chosen on the first page. */
export interface Choice {
  readonly huggingFace: boolean
  /** Digests to follow beside it. */
  readonly offers: readonly Offer[]
  readonly from: Day
  readonly offHosts: readonly string[]
}

const HUGGING_FACE_PAPERS = {
  kind: 'hugging-face',
  url: 'https://huggingface.co/papers',
  title: 'Hugging Face Daily Papers',
  homepage: 'https://huggingface.co/papers',
}

/**
 * Puts a choice in place, telling how far it has come. Settings come first, so that what is being fetched already goes
 * no further back than is wanted. Returns a sentence about what could not be followed; null where all was.
 */
export async function put(
  choice: Choice,
  followed: readonly DigestRow[],
  tell: (doing: string) => void,
): Promise<string | null> {
  await changeSettings(() => ({ syncFrom: choice.from, offHosts: choice.offHosts, welcomed: true }))
  const { huggingFace, offers } = choice
  const known = followed.find(row => row.digest === HUGGING_FACE)
  if (known && known.paused === huggingFace)
    await ask('change-digest', { digest: HUGGING_FACE, paused: !huggingFace })
  if (!known && huggingFace) await ask('follow', HUGGING_FACE_PAPERS)
  const refused: string[] = []
  for (const [i, offer] of offers.entries()) {
    tell(`Following ${i + 1} of ${offers.length}: ${offer.title}`)
    const { kind, url, title, homepage } = offer
    await ask('follow', { kind, url, title, ...(homepage && { homepage }) }).catch((error: unknown) =>
      refused.push(`${title} is not followed: ${messageOf(error)}`),
    )
  }
  // So that a full disk does not cost the reading list. A browser that refuses keeps working as before.
  await navigator.storage.persist().catch(() => false)
  return refused.length > 0 ? refused.join(' ') : null
}

/** Leaves everything as it is. */
export async function skip(): Promise<void> {
  await changeSettings(() => ({ welcomed: true }))
}

/** `chosen` with or without `one`. */
export function choicesFor(chosen: readonly string[], one: string, wanted: boolean): readonly string[] {
  const others = chosen.filter(other => other !== one)
  return wanted ? [...others, one] : others
}

/** Whether an offer is followed already. */
export function isChosen(offer: Offer | null, followed: readonly DigestRow[]): boolean {
  return offer !== null && followed.some(row => row.kind === offer.kind && row.url === offer.url)
}
