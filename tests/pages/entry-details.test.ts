import { describe, expect, test, vi } from 'vitest'
import { blankEntry, withVersion } from '@/lib/entries/entry'
import { listRow } from '@/lib/entries/list-row'
import { dayAt, entryShown, suggestedTags, timeOnDay } from '@/lib/pages/entry-details'
import { paperOf } from '@/lib/papers/merge'

vi.mock('@/lib/pages/context', () => ({ corpus: {} }))

const paper = paperOf({
  ids: ['arxiv:2401.00001', 'doi:10.1000/1'],
  title: 'Glow $\\beta$',
  authors: ['Ada Lovelace'],
  published: '2024-01-02',
  journal: 'J. Glow 3',
  code: 'https://example.org/code',
  seen: 1,
  summaries: [{ digest: 'hf', text: 'It glows.', model: 'a model', seen: 1 }],
  topicLists: [{ digest: 'hf', labels: ['Offline RL', 'glow'], seen: 1 }],
})
if (!paper) throw new Error('No paper')
const STAMP = '00000001a00012345678'
const entry = {
  ...blankEntry('arxiv:2401.00001', paper.ids),
  paper,
  fields: { saved: withVersion(undefined, Date.UTC(2026, 0, 1, 1), STAMP) },
}
const row = listRow([entry])
if (!row) throw new Error('No row')

describe('a paper of the list in words', () => {
  test('with all that is known', () => {
    expect(entryShown(row, { paper, merged: [] }, 'UTC')).toMatchObject({
      title: 'Glow β',
      url: 'https://arxiv.org/abs/2401.00001',
      facts: ['2024', 'arXiv', 'J. Glow 3'],
      saved: '1 Jan 2026',
      summary: { text: 'It glows.', by: 'Digest summary · a model' },
      links: [
        { name: 'arXiv', url: 'https://arxiv.org/abs/2401.00001' },
        { name: 'DOI', url: 'https://doi.org/10.1000/1' },
        { name: 'Code', url: 'https://example.org/code' },
      ],
    })
  })

  test('with its row alone, and in the days of its reader', () => {
    const said = { ...row, read: Date.UTC(2026, 0, 1, 1), from: 'omnibox' }
    const shown = entryShown(said, { merged: [] }, 'America/New_York')
    expect(shown).toMatchObject({
      facts: ['2024', 'arXiv', 'J. Glow 3'],
      readOn: '2025-12-31',
      from: 'the address bar',
    })
    expect(shown).not.toHaveProperty('abstract')
    expect(shown).not.toHaveProperty('summary')
  })
})

test.each([
  [['to cite', 'offline RL'], ['offline RL', 'glow', 'to cite'], 'topics first, spelt as the tag is'],
  [[], ['Offline RL', 'glow'], 'topics alone'],
])('with the tags %j are suggested %j: %s', (all, expected) => {
  expect(suggestedTags(row, paper, all)).toEqual(expected)
  expect(suggestedTags(row, undefined, all)).toEqual(expected)
})

test.each(['2026-02-03', '2026-03-29', '2025-10-26'])('a time on %s is of that day', day => {
  const time = timeOnDay(day)
  expect(time && dayAt(time, Intl.DateTimeFormat().resolvedOptions().timeZone)).toBe(day)
})

test.each(['', 'yesterday', '2026-13-01', '+002026-01-01'])('%j is no day', day => {
  expect(timeOnDay(day)).toBeNull()
})
