import type { Body, Followed, Step } from '@/lib/sources/source'
import type { Day } from '@/lib/time'

/** Entries shaped like those of `GET /api/daily_papers`, with text of our own. */
export interface DailyEntry {
  paper: Record<string, unknown>
  [key: string]: unknown
}

/** One entry with every useful key; `paper` and `outer` change or add some. A key that is undefined is left out. */
export function dailyEntry(
  id: unknown,
  paper: Record<string, unknown> = {},
  outer: Record<string, unknown> = {},
): DailyEntry {
  const entry = {
    paper: {
      id,
      authors: [
        { _id: '65f1c0ffee0000000000000a', name: 'Ada Example', hidden: false },
        { _id: '65f1c0ffee0000000000000b', name: 'Bo Sample', hidden: false },
      ],
      publishedAt: '2026-02-25T18:59:59.000Z',
      submittedOnDailyAt: '2026-02-26T00:00:00.000Z',
      submittedOnDailyBy: {
        _id: '65f1c0ffee0000000000000c',
        avatarUrl: '/avatars/c.svg',
        fullname: 'Cleo Lister',
        user: 'cleo',
      },
      title: `Paper ${String(id)} on lanterns`,
      summary: 'We study lanterns.\nThey glow at night.',
      upvotes: 12,
      discussionId: '65f1c0ffee0000000000000d',
      ai_summary: 'Lanterns glow.',
      ai_keywords: ['lanterns', 'night vision'],
      ...paper,
    },
    publishedAt: '2026-02-25T21:59:59.000Z',
    title: `Paper ${String(id)} on lanterns`,
    thumbnail: 'https://cdn.example/thumbnail.png',
    numComments: 2,
    submittedBy: { _id: '65f1c0ffee0000000000000c', fullname: 'Cleo Lister', name: 'cleo', type: 'user' },
    isAuthorParticipating: false,
    ...outer,
  }
  // As on the wire: an absent key is missing.
  return JSON.parse(JSON.stringify(entry)) as DailyEntry
}

/** The `n`-th of a series of identifiers that arXiv can have issued. */
export function arxivNumber(n: number): string {
  return `2602.${String(n).padStart(5, '0')}`
}

/** Hugging Face's digest as it is followed. */
export const huggingFaceDigest: Followed = {
  id: 'hf',
  kind: 'hugging-face',
  url: 'https://huggingface.co/papers',
  title: 'Hugging Face Daily Papers',
}

/** A page of an answer with a list, or whatever else is said in JSON. */
export function answerOf(value: unknown, nextPage = false): Body {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return { text, url: 'https://huggingface.co/api/daily_papers', nextPage }
}

/** The step that asks for these days: for one by itself, or for several at once by `part`. */
export function listStep(days: readonly Day[], part = days[0] ?? ''): Step {
  return { part, days, url: () => 'https://huggingface.co/api/daily_papers' }
}
