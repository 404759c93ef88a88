import { HOUR } from '../time'
import { isDue, isWaiting } from './daily'
import { readRanking } from './hugging-face-entry'
import type { Source } from './source'

const REFRESH = 2 * HOUR
const ADDRESS = 'https://huggingface.co/papers/trending'
const LIST = 'https://huggingface.co/api/daily_papers?sort=trending&limit=100'

/** Hugging Face's trending papers: one ranking over all days, without scores. */
export const huggingFaceTrending: Source = {
  kind: 'hugging-face-trending',
  name: 'Hugging Face trending',
  accept: 'application/json',
  recognise: typed =>
    /^(?:https?:\/\/)?(?:www\.)?huggingface\.co\/papers\/trending\/?$/i.test(typed) ||
    /^hugging ?face trending$/i.test(typed)
      ? { kind: 'hugging-face-trending', url: ADDRESS, title: 'Hugging Face trending', homepage: ADDRESS }
      : null,
  plan({ marks, now }) {
    const mark = marks.get('')
    if (isWaiting(mark?.retryAt, now) || !isDue(mark?.fetched, REFRESH, now)) return null
    return { part: '', url: () => LIST }
  },
  read: (body, _, digest, seen) => readRanking(body, digest.id, seen),
  discussionUrl: nativeId => `https://huggingface.co/papers/${nativeId}`,
}
