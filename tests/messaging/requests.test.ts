import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MessageType } from '@/lib/messaging/protocol'
import { isOwnPage, mayAsk, parseRequest, type Sender } from '@/lib/messaging/requests'

const ACT = { id: 'a5b7c0de-1f2a-4b3c-8d4e-5f6071829304', papers: 2 }
const MENTION = { ids: ['arxiv:2602.00001'] }
const FULL_MENTION = {
  ids: ['arxiv:2602.00001', 'doi:10.1000/lamps', 'title:lanternsthatglowatnight'],
  title: 'Lanterns that glow at night',
  abstract: 'On lamps.\nThey glow.',
  authors: ['Ada Example', 'Bo Sample'],
  published: '2026-02-25',
}

const REQUESTS: readonly { readonly type: string; readonly [key: string]: unknown }[] = [
  { type: 'annotate', paper: MENTION },
  { type: 'annotate', paper: FULL_MENTION },
  { type: 'related', paper: FULL_MENTION, topics: ['lanterns', 'night'] },
  { type: 'save', paper: FULL_MENTION, saved: true },
  { type: 'save', paper: MENTION, saved: false },
  { type: 'save', paper: MENTION, saved: true, state: 'reading', from: 'popup', act: ACT },
  { type: 'annotate', paper: { ids: [], title: 'Lanterns that glow at night', page: 'pmlr v1/lamps' } },
  { type: 'badges', papers: [] },
  { type: 'badges', papers: [MENTION, { ids: [], title: 'L' }, { ...MENTION, page: 'arxiv 2602.00001' }] },
  { type: 'wake', ids: [] },
  { type: 'wake', ids: ['arxiv:2602.00001'] },
  { type: 'not-same', paper: { ids: [], title: 'Lanterns' }, other: 'arxiv:2602.00001', same: false },
  { type: 'cite', paper: MENTION, format: 'bibtex' },
  { type: 'cite', paper: MENTION },
  { type: 'signal', paper: MENTION, kind: 'read' },
  { type: 'signal', paper: FULL_MENTION, kind: null },
  { type: 'open', route: '#/today' },
  { type: 'sync' },
]

/** A request as it arrives: copied from another context. */
function sent(message: unknown): unknown {
  return structuredClone(message)
}

const annotate = (paper: unknown) => ({ type: 'annotate', paper })
const open = (route: unknown) => ({ type: 'open', route })

describe('a request', () => {
  test.each(REQUESTS)('of type $type is taken as it is: %j', request => {
    expect(parseRequest(sent(request))).toEqual(request)
  })

  test('loses what the protocol does not know', () => {
    const paper = { ...MENTION, html: '<b>', fieldSeen: { title: 1 } }
    expect(parseRequest({ type: 'annotate', paper, sender: 'me' })).toEqual({
      type: 'annotate',
      paper: MENTION,
    })
  })
})

describe('a route of the app', () => {
  test.each([
    '#/today',
    '#/today?day=2026-08-17',
    '#/search?q=text-to-3D+generation',
    `#/search?${new URLSearchParams({ q: `α-BN (it's "all" 50 % new!) ~ 漢字 & <x> #1` })}`,
    '#/library',
    '#/topics',
    '#/settings',
  ])('%s is opened', route => {
    expect(parseRequest(open(route))).toEqual(open(route))
  })

  test.each<[unknown, string]>([
    ['https://evil.example/', 'another site'],
    ['//evil.example/', 'another host'],
    ['javascript:alert(1)', 'a script'],
    ['', 'nothing'],
    ['#', 'no path'],
    ['#/', 'an empty path'],
    ['today', 'no hash'],
    ['#today', 'no slash'],
    ['/app.html#/today', 'an address'],
    ['?x=1#/today', 'parameters of the page'],
    ['#/nowhere', 'a page that is none'],
    ['#/todayish', 'a page that only begins so'],
    ['#/today/../settings', 'a path'],
    ['#/settings/', 'a slash more'],
    ['#/constructor', 'a property of every object'],
    ['#/search?q=<img src=x>', 'signs that were not encoded'],
    ['#/search?q=a b', 'a space'],
    ['#/search?q=a\n', 'a line break at the end'],
    ['\n#/search?q=a', 'and at the start'],
    [`#/search?q=${'x'.repeat(2001)}`, 'too long'],
    [7, 'a number'],
    [['#/today'], 'a list'],
    [undefined, 'none'],
  ])('%j is not: %s', route => {
    expect(parseRequest(open(route))).toBeNull()
  })
})

describe('junk', () => {
  test.each<[string, unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['a text', 'sync'],
    ['a number', 7],
    ['a list', [{ type: 'sync' }]],
    ['an empty object', {}],
    ['an unknown type', { type: 'delete-everything' }],
    ['a message that is no request', { type: 'library-changed', ids: ['arxiv:2602.00001'], saved: true }],
    ['the question to a page', { type: 'which-paper' }],
    ['a property of every object for a type', { type: 'constructor' }],
    ['__proto__ for a type', { type: '__proto__' }],
    ['a list for a type', { type: ['sync'] }],
    ['a paper without identifiers', annotate({ ids: [] })],
    ['a paper without identifiers and with an empty title', annotate({ ids: [], title: ' \n' })],
    ['a row without identifiers or title', { type: 'badges', papers: [MENTION, { ids: [] }] }],
    ['rows that are none', { type: 'badges', papers: MENTION }],
    ['an identifier to wake for that is none', { type: 'wake', ids: ['2602.00001'] }],
    ['another paper that is none', { type: 'not-same', paper: MENTION, other: 'x', same: false }],
    ['a paper that is none', annotate('arxiv:2602.00001')],
    ['no paper', { type: 'annotate' }],
    ['topics that are none', { type: 'related', paper: MENTION, topics: [1] }],
    ['more topics than any note has', { type: 'related', paper: MENTION, topics: Array(21).fill('x') }],
    ['an identifier without its scheme', annotate({ ids: ['2602.00001'] })],
    ['an identifier with a version', annotate({ ids: ['arxiv:2602.00001v3'] })],
    ['one good identifier and a bad one', annotate({ ids: ['arxiv:2602.00001', 'x'] })],
    ['an unknown scheme', annotate({ ids: ['isbn:9780000000000'] })],
    ['a script for an identifier', annotate({ ids: ['javascript:alert(1)'] })],
    ['identifiers that are a text', annotate({ ids: 'arxiv:2602.00001' })],
    ['a title that is a number', annotate({ ...MENTION, title: 7 })],
    ['authors with holes', annotate({ ...MENTION, authors: ['Ada Example', null] })],
    ['a day that does not exist', annotate({ ...MENTION, published: '2026-02-30' })],
    ['saved that is a text', { type: 'save', paper: MENTION, saved: 'true' }],
    ['saved that is missing', { type: 'save', paper: MENTION }],
    ['a state that is none', { type: 'save', paper: MENTION, saved: true, state: 'lost' }],
    ['an act without a name', { type: 'save', paper: MENTION, saved: true, act: { ...ACT, id: 'all' } }],
    ['an act of no papers', { type: 'save', paper: MENTION, saved: true, act: { ...ACT, papers: 0 } }],
    ['a format that is none', { type: 'cite', paper: MENTION, format: null }],
  ])('%s is refused', (_, message) => {
    expect(parseRequest(message)).toBeNull()
  })

  test.each<[string, number, (size: number) => unknown]>([
    ['a title', 5000, size => annotate({ ...MENTION, title: 'x'.repeat(size) })],
    ['an abstract', 100_000, size => annotate({ ...MENTION, abstract: 'x'.repeat(size) })],
    ['an author', 500, size => annotate({ ...MENTION, authors: ['x'.repeat(size)] })],
    ['a list of authors', 10_000, size => annotate({ ...MENTION, authors: Array(size).fill('x') })],
    ['a list of identifiers', 20, size => annotate({ ids: Array(size).fill('arxiv:2602.00001') })],
    ['an identifier', 2000, size => annotate({ ids: [`doi:10.1000/${'x'.repeat(size - 12)}`] })],
    ['the name of a page', 500, size => annotate({ ...MENTION, page: 'x'.repeat(size) })],
    ['a list of rows', 10_000, size => ({ type: 'badges', papers: Array(size).fill(MENTION) })],
    ['a format', 40, size => ({ type: 'cite', paper: MENTION, format: 'x'.repeat(size) })],
  ])('%s may have a size of %i and no more', (_, size, request) => {
    expect(parseRequest(request(size))).toEqual(request(size))
    expect(parseRequest(request(size + 1))).toBeNull()
  })

  test('of any kind is refused, and never throws', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withMap: true, withDate: true }), message => {
        expect(parseRequest(message)).toBeNull()
      }),
    )
  })

  test('in the place of any part of a request is refused', () => {
    const paths: readonly [unknown, (value: unknown) => unknown][] = [
      ['object', annotate],
      ['object', ids => annotate({ ids })],
      ['string', title => annotate({ ...MENTION, title })],
      ['boolean', saved => ({ type: 'save', paper: MENTION, saved })],
      ['string', format => ({ type: 'cite', paper: MENTION, format })],
      ['string', open],
    ]
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...paths), (value, [kind, request]) => {
        fc.pre(typeof value !== kind || value === null || kind === 'object')
        expect(parseRequest(request(value))).toBeNull()
      }),
    )
  })
})

test('a row is taken without what no badge needs', () => {
  const papers = [FULL_MENTION]
  const { ids, title } = FULL_MENTION
  expect(parseRequest({ type: 'badges', papers })).toEqual({ type: 'badges', papers: [{ ids, title }] })
})

describe('who may ask', () => {
  const OWN = 'chrome-extension://gloss/'
  const senders: readonly (readonly [who: string, sender: Sender, own: boolean])[] = [
    ['the popup', { url: `${OWN}popup.html`, origin: 'chrome-extension://gloss' }, true],
    ['the app in a tab, of a browser that names no origin', { url: `${OWN}app.html#/today` }, true],
    ['a page', { url: 'https://arxiv.org/abs/2602.00001', origin: 'https://arxiv.org' }, false],
    ['a page that names Gloss', { url: `https://evil.example/${OWN}popup.html` }, false],
    ['another extension of a name that begins alike', { url: 'chrome-extension://glossy/popup.html' }, false],
    [
      'a frame that got hold of the address',
      { url: `${OWN}popup.html`, origin: 'https://evil.example' },
      false,
    ],
    ['a page without an origin', { url: `${OWN}popup.html`, origin: 'null' }, false],
    ['nobody', {}, false],
  ]
  const any: readonly MessageType[] = [
    'annotate',
    'related',
    'badges',
    'wake',
    'not-same',
    'save',
    'signal',
    'cite',
    'open',
  ]
  const own: readonly MessageType[] = [
    'sync',
    'preview',
    'follow',
    'change-digest',
    'order-digests',
    'remove-digest',
    'wipe',
    'mend',
  ]

  test.each(senders)('%s', (_, sender, isOwn) => {
    expect(isOwnPage(sender, OWN)).toBe(isOwn)
    expect(any.filter(type => !mayAsk(type, sender, OWN))).toEqual([])
    expect(own.filter(type => mayAsk(type, sender, OWN))).toEqual(isOwn ? own : [])
  })
})

describe('a key named __proto__', () => {
  const polluting = '{"isAdmin":true,"saved":true,"type":"sync"}'

  test.each<[string, string, unknown]>([
    ['beside a type', `{"__proto__":${polluting},"type":"sync"}`, { type: 'sync' }],
    ['instead of a type', `{"__proto__":${polluting}}`, null],
    [
      'in a paper',
      `{"type":"annotate","paper":{"__proto__":${polluting},"ids":["arxiv:2602.00001"]}}`,
      { type: 'annotate', paper: MENTION },
    ],
    [
      'that hides a missing part',
      `{"type":"save","paper":{"ids":["arxiv:2602.00001"]},"__proto__":${polluting}}`,
      null,
    ],
    ['through the constructor', `{"type":"sync","constructor":{"prototype":${polluting}}}`, { type: 'sync' }],
  ])('%s changes nothing', (_, json, expected) => {
    const request = parseRequest(JSON.parse(json))
    expect(request).toEqual(expected)
    expect(Reflect.has(Object.prototype, 'isAdmin')).toBe(false)
    if (request) {
      expect(Object.getPrototypeOf(request)).toBe(Object.prototype)
      expect('isAdmin' in request).toBe(false)
    }
  })
})
