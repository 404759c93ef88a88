import { beforeEach, expect, test, vi } from 'vitest'
import type { PaperMention } from '@/lib/messaging/protocol'
import { copyCitation, setSaved } from '@/lib/pages/actions'
import { paperOf } from '@/lib/papers/merge'

const state = vi.hoisted(() => ({ requests: [] as unknown[], copied: [] as string[] }))
vi.mock('@/lib/messaging/client', () => ({
  ask: async (type: string, request: object) => {
    state.requests.push({ type, ...request })
    return { text: '@misc{lanterns}', formats: [{ id: 'ris', label: 'RIS' }] }
  },
}))

beforeEach(() => {
  state.requests = []
  state.copied = []
  vi.stubGlobal('navigator', {
    clipboard: { writeText: async (text: string) => void state.copied.push(text) },
  })
})

const MENTION: PaperMention = {
  ids: ['acl:P18-1001'],
  title: 'Lanterns at Sea',
  abstract: 'On lanterns.',
  authors: ['Ada Example'],
  published: '2026-02-25',
  page: 'aclanthology:P18-1001',
}
const STORED = paperOf({
  ids: ['arxiv:2602.00001'],
  title: 'Lanterns at Sea',
  listings: [{ digest: 'hf', day: '2026-02-26', seen: 1 }],
  seen: 1,
})

test.each([
  ['a mention with the page that it is from', MENTION, MENTION],
  ['of a stored paper only what names it', STORED, { ids: ['arxiv:2602.00001'], title: 'Lanterns at Sea' }],
])('what is saved and cited is %s', async (_, paper, expected) => {
  await setSaved(paper, true)
  await setSaved(paper, true, 'done')
  expect(await copyCitation(paper)).toBe('RIS')
  expect(state.requests).toEqual([
    { type: 'save', paper: expected, saved: true },
    { type: 'save', paper: expected, saved: true, state: 'done' },
    { type: 'cite', paper: expected },
  ])
  expect(state.copied).toEqual(['@misc{lanterns}'])
})
