import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LIST_ORDERS, parseSettings, type Settings } from '@/lib/settings'

const DEFAULTS: Settings = {
  theme: 'system',
  offHosts: [],
  collapsedHosts: [],
  edgeHosts: [],
  openHosts: [],
  allowedHosts: [],
  everyRow: false,
  dimSeen: false,
  hideSkipped: false,
  markLinks: true,
  notSame: [],
  followedTopics: [],
  mutedTopics: [],
  syncFrom: '2023-05-04',
  syncOn: true,
  syncMetered: false,
  ownSummaries: false,
  learning: true,
  history: false,
  listOrder: 'upvotes',
  libraryOrder: 'saved',
  libraryGroup: 'none',
  citeFormat: 'bibtex',
  snapshots: 'weekly',
  welcomed: false,
}

const CHOSEN: Settings = {
  theme: 'dark',
  offHosts: ['example.org'],
  collapsedHosts: ['arxiv.org', 'example.com'],
  edgeHosts: ['aclanthology.org'],
  openHosts: ['openreview.net'],
  allowedHosts: ['journal.example'],
  everyRow: true,
  dimSeen: true,
  hideSkipped: true,
  markLinks: false,
  notSame: ['cvf:a arxiv:2401.00001'],
  followedTopics: ['flow matching', 'cs.LG'],
  mutedTopics: ['large language models'],
  syncFrom: '2025-01-01',
  syncOn: false,
  syncMetered: true,
  ownSummaries: true,
  learning: false,
  history: true,
  listOrder: 'for-you',
  libraryOrder: 'title',
  libraryGroup: 'tag',
  citeFormat: 'ris',
  snapshots: 'daily',
  welcomed: true,
}

describe('stored settings', () => {
  test('are what the reader chose', () => {
    expect(parseSettings(CHOSEN)).toEqual(CHOSEN)
    expect(parseSettings(JSON.parse(JSON.stringify(CHOSEN)))).toEqual(CHOSEN)
  })

  test.each<[string, unknown]>([
    ['nothing stored', undefined],
    ['null', null],
    ['a text', 'dark'],
    ['a number', 7],
    ['a list', ['dark']],
    ['an empty object', {}],
    ['keys of another version', { colour: 'red', version: 3 }],
  ])('are as by default for %s', (_, stored) => {
    expect(parseSettings(stored)).toEqual(DEFAULTS)
  })

  test.each<[keyof Settings, unknown, unknown, string]>([
    ['theme', 'light', 'light', 'a theme'],
    ['theme', 'pink', 'system', 'no theme'],
    ['theme', 1, 'system', 'no text'],
    ['offHosts', 'example.org', [], 'no list'],
    ['offHosts', ['example.org', 7, null, ['x']], ['example.org'], 'a list with other things'],
    ['collapsedHosts', { 0: 'arxiv.org', length: 1 }, [], 'like a list, but none'],
    ['followedTopics', 'flow matching', [], 'no list of topics'],
    ['mutedTopics', ['LLMs', 7, {}], ['LLMs'], 'topics among other things'],
    ['syncFrom', '2025-1-1', '2023-05-04', 'a day written otherwise'],
    ['syncFrom', '2025-01-01T00:00:00Z', '2023-05-04', 'a time'],
    ['syncFrom', '2025-01-01\n', '2023-05-04', 'a line break after it'],
    ['syncFrom', 20250101, '2023-05-04', 'a number'],
    ['syncFrom', '', '2023-05-04', 'an emptied date field'],
    ['syncOn', false, false, 'off'],
    ['syncOn', null, true, 'only off is off'],
    ['syncOn', 0, true, 'and nothing like it'],
    ['syncMetered', 1, false, 'only on is on'],
    ['syncMetered', undefined, false, 'not stored: an older version did not know it'],
    ['ownSummaries', 1, false, 'off unless it was turned on'],
    ['ownSummaries', undefined, false, 'as before it was there'],
    ['learning', false, false, 'off'],
    ['learning', 0, true, 'only off is off'],
    ['listOrder', 'list', 'list', 'an order'],
    ['listOrder', 'newest', 'upvotes', 'no order of lists'],
    ['libraryOrder', 7, 'saved', 'a number'],
    ['welcomed', 'yes', false, 'only true is true'],
  ])('with %s = %j are read as %j, and the others stay: %s', (key, value, expected) => {
    expect(parseSettings({ ...CHOSEN, [key]: value })).toEqual({ ...CHOSEN, [key]: expected })
  })

  test('of any kind are settings, and settings stay as they are', () => {
    const anyValue = fc.oneof(
      fc.anything(),
      fc.record(
        {
          theme: fc.oneof(fc.constantFrom('light', 'dark', 'system'), fc.anything()),
          offHosts: fc.oneof(fc.array(fc.oneof(fc.string(), fc.anything())), fc.anything()),
          collapsedHosts: fc.oneof(fc.array(fc.string()), fc.anything()),
          followedTopics: fc.oneof(fc.array(fc.oneof(fc.string(), fc.anything())), fc.anything()),
          mutedTopics: fc.oneof(fc.array(fc.string()), fc.anything()),
          syncFrom: fc.oneof(fc.constant('2025-02-03'), fc.string(), fc.anything()),
          syncOn: fc.oneof(fc.boolean(), fc.anything()),
        },
        { requiredKeys: [] },
      ),
    )
    fc.assert(
      fc.property(anyValue, stored => {
        const settings = parseSettings(stored)
        expect(Object.keys(settings).sort()).toEqual(Object.keys(DEFAULTS).sort())
        expect(['system', 'light', 'dark']).toContain(settings.theme)
        const { offHosts, collapsedHosts, followedTopics, mutedTopics } = settings
        for (const list of [offHosts, collapsedHosts, followedTopics, mutedTopics])
          expect(list.every(item => typeof item === 'string')).toBe(true)
        expect(LIST_ORDERS).toContain(settings.listOrder)
        expect(settings.syncFrom).toMatch(/^\d{4}-\d{2}-\d{2}$/)
        for (const choice of [settings.learning, settings.syncOn, settings.syncMetered, settings.welcomed])
          expect(typeof choice).toBe('boolean')
        expect(parseSettings(settings)).toEqual(settings)
      }),
    )
  })

  test('do not share their lists with the defaults', () => {
    expect(parseSettings({}).offHosts).not.toBe(parseSettings({}).offHosts)
  })
})
