import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tokenize } from '@/lib/search/analysis'
import {
  type Filter,
  hasFilter,
  parseQuery,
  type Query,
  type QueryPart,
  withFilter,
  withoutPart,
} from '@/lib/search/query'
import { describeShared, readShared } from '../shared'

const WORDS: readonly (readonly [typed: string, text: string, why: string])[] = [
  ['', '', 'nothing'],
  [' \t\n\u00a0', '', 'white space of all kinds'],
  ['graph neural networks', 'graph neural networks', 'words'],
  ['  graph \n neural  ', 'graph neural', 'spaces are tidied'],
  ['GPT-4', 'GPT-4', 'a hyphen inside'],
  ['text-to-image', 'text-to-image', 'hyphens inside'],
  ['a - b -- c', 'a - b -- c', 'dashes that stand alone'],
  ['--graph', '--graph', 'two hyphens'],
  ['-5 degrees', '-5 degrees', 'a negative number'],
  ['-3D', '-3D', 'a digit, though a letter follows'],
  ['−graph', '−graph', 'the sign of mathematics is no hyphen'],
  ['graph-', 'graph-', 'at the end of a word'],
  ['-', '', 'no letter at all'],
  ['?! … 👍', '', 'no letter at all, in more signs'],
  ['https://arxiv.org/abs/2401.00001', 'https://arxiv.org/abs/2401.00001', 'an address has no operator'],
  ['12:30', '12:30', 'a time'],
  ['ratio 3:1', 'ratio 3:1', 'a ratio'],
  ['BERT: Pre-training of Deep', 'BERT: Pre-training of Deep', 'a title and its subtitle'],
  ['foo:bar', 'foo:bar', 'a filter that nobody has'],
  ['arxiv:2401.00001', 'arxiv:2401.00001', 'an identifier with its scheme'],
  ['coauthor:hinton', 'coauthor:hinton', 'a name that ends like an operator'],
  ['x,author:hinton', 'x,author:hinton', 'in the middle of a word'],
  ['(author:hinton)', '(author:hinton)', 'in brackets'],
  ['author hinton', 'author hinton', 'without a colon'],
  ['author :hinton', 'author :hinton', 'a space before the colon'],
  ['author：hinton', 'author：hinton', 'a wide colon is not one'],
  ['a 5" screen of 7"', 'a 5" screen of 7"', 'inches'],
  ['Schr\\"{o}dinger', 'Schr\\"{o}dinger', 'a LaTeX accent'],
  ["the 'best' of l'art", "the 'best' of l'art", 'single quotes are apostrophes'],
  ['$\\alpha$-VAE, $-\\infty$', '$\\alpha$-VAE, $-\\infty$', 'LaTeX'],
  ['""', '', 'a phrase of nothing'],
  ['deep "" learning', 'deep "" learning', 'and between words'],
  ['"!?"', '', 'a phrase without a letter'],
  ['constructor __proto__ toString', 'constructor __proto__ toString', 'names every object has'],
  ['__proto__:x constructor:x', '__proto__:x constructor:x', 'and as operators'],
  ['(a+)+$ [^x]*? \\1 .*', '(a+)+$ [^x]*? \\1 .*', 'what looks like a pattern'],
  ['a\0b \ud800 \udc00', 'a\0b \ud800 \udc00', 'NUL and halves of a character'],
  ['מודלים גדולים للغة', 'מודלים גדולים للغة', 'right to left'],
  ['大语言模型 データ', '大语言模型 データ', 'without spaces'],
]

const phrase = (text: string): Filter => ({ kind: 'phrase', text })
const word = (text: string): Filter => ({ kind: 'word', text })
const author = (text: string): Filter => ({ kind: 'author', text })
const topic = (text: string): Filter => ({ kind: 'topic', text })
const state = (state: (Filter & { kind: 'state' })['state']): Filter => ({ kind: 'state', state })
const published = (from?: string, to?: string): Filter => ({
  kind: 'date',
  ...(from && { from }),
  ...(to && { to }),
})

const REQUIRED: readonly (readonly [typed: string, filter: Filter, reading: string, why: string])[] = [
  ['author:hinton', author('hinton'), 'by “hinton”', 'a name'],
  ['AUTHOR:Hinton', author('Hinton'), 'by “Hinton”', 'in capitals; the name stays as typed'],
  ['author:"geoffrey  hinton"', author('geoffrey hinton'), 'by “geoffrey hinton”', 'a name in quotes'],
  ['author:“geoffrey hinton”', author('geoffrey hinton'), 'by “geoffrey hinton”', 'in curly quotes'],
  ['author:„geoffrey hinton“', author('geoffrey hinton'), 'by “geoffrey hinton”', 'in German quotes'],
  ['author:«geoffrey hinton»', author('geoffrey hinton'), 'by “geoffrey hinton”', 'in French quotes'],
  ['author:“geoffrey hinton"', author('geoffrey hinton'), 'by “geoffrey hinton”', 'in quotes of two kinds'],
  ["author:o'neil", author("o'neil"), "by “o'neil”", 'an apostrophe'],
  ['author:hinton,', author('hinton'), 'by “hinton”', 'as in a list'],
  ['by:hinton', author('hinton'), 'by “hinton”', 'the other name of author'],
  ['author:李飞飞', author('李飞飞'), 'by “李飞飞”', 'a name in Chinese'],
  ['author:constructor', author('constructor'), 'by “constructor”', 'a name every object has'],
  ['topic:rl', topic('rl'), 'on the topic “rl”', 'a topic'],
  ['tag:c++', topic('c++'), 'on the topic “c++”', 'the other name of topic'],
  ['topic:a:b', topic('a:b'), 'on the topic “a:b”', 'a colon in the value'],
  ['digest:hf-daily', { kind: 'digest', digest: 'hf-daily' }, 'in the digest “hf-daily”', 'a digest'],

  ['year:2024', published('2024-01-01', '2024-12-31'), 'published in 2024', 'a year'],
  ['year:2024-02', published('2024-02-01', '2024-02-29'), 'published in February 2024', 'a month'],
  ['year:2024-12', published('2024-12-01', '2024-12-31'), 'published in December 2024', 'the last month'],
  ['year:2024-5-3', published('2024-05-03', '2024-05-03'), 'published on 3 May 2024', 'a day'],
  ...['2023-2025', '2023..2025', '2023–2025', '2025-2023'].map(
    years =>
      [
        `year:${years}`,
        published('2023-01-01', '2025-12-31'),
        'published from 1 January 2023 to 31 December 2025',
        'years, both included, in either order',
      ] as const,
  ),
  [
    'year:2023-11..2024-02',
    published('2023-11-01', '2024-02-29'),
    'published from 1 November 2023 to 29 February 2024',
    'months, both included',
  ],
  ['year:2023..', published('2023-01-01'), 'published on or after 1 January 2023', 'an open end'],
  [
    'year:..2023',
    published(undefined, '2023-12-31'),
    'published on or before 31 December 2023',
    'open start',
  ],
  ['year:>2023', published('2024-01-01'), 'published on or after 1 January 2024', 'later than the year'],
  ['year:>=2023', published('2023-01-01'), 'published on or after 1 January 2023', 'or the year itself'],
  ['year:<2023', published(undefined, '2022-12-31'), 'published on or before 31 December 2022', 'earlier'],
  ['year:<=2023', published(undefined, '2023-12-31'), 'published on or before 31 December 2023', 'or itself'],
  ['after:2024', published('2024-01-01'), 'published on or after 1 January 2024', 'from the first day'],
  ['after:2024-05', published('2024-05-01'), 'published on or after 1 May 2024', 'of a month'],
  ['after:2024-05-03', published('2024-05-03'), 'published on or after 3 May 2024', 'the day is included'],
  ['since:2024/5/3', published('2024-05-03'), 'published on or after 3 May 2024', 'the other name of after'],
  ['before:2024', published(undefined, '2023-12-31'), 'published on or before 31 December 2023', 'excluded'],
  [
    'before:2024-03',
    published(undefined, '2024-02-29'),
    'published on or before 29 February 2024',
    'a leap day',
  ],
  [
    'before:2024-05-03',
    published(undefined, '2024-05-02'),
    'published on or before 2 May 2024',
    'the day before',
  ],
  ['until:2024', published(undefined, '2024-12-31'), 'published on or before 31 December 2024', 'included'],
  [
    'until:2023-02',
    published(undefined, '2023-02-28'),
    'published on or before 28 February 2023',
    'of a month',
  ],
  [
    'before:1000',
    published(undefined, '0999-12-31'),
    'published on or before 31 December 0999',
    'first year read',
  ],
  [
    'year:>2999',
    published('3000-01-01'),
    'published on or after 1 January 3000',
    'the last year that is read',
  ],

  ['is:saved', state('saved'), 'saved', 'on the list at all'],
  ['is:unread', state('unread'), 'unread', 'not begun'],
  ['is:todo', state('unread'), 'unread', 'not begun, in other words'],
  ['is:to-read', state('unread'), 'unread', 'not begun, as the list has it'],
  ['is:reading', state('reading'), 'being read', 'begun'],
  ['is:done', state('done'), 'done', 'read'],
  ['is:Read', state('done'), 'done', 'read, in other words'],
  ['is:skipped', state('skipped'), 'skipped', 'put aside'],
  ['has:code', { kind: 'has', what: 'code' }, 'with code', 'code'],
  ['has:Project', { kind: 'has', what: 'project' }, 'with a project page', 'a project page'],
  ['has:summary', { kind: 'has', what: 'summary' }, 'with a summary', 'a summary'],

  ['upvotes:50', { kind: 'upvotes', least: 50 }, 'at least 50 upvotes', 'a number is the least'],
  ['upvotes:>50', { kind: 'upvotes', least: 51 }, 'more than 50 upvotes', 'more'],
  ['upvotes:>=50', { kind: 'upvotes', least: 50 }, 'at least 50 upvotes', 'or as many'],
  ['upvotes:<10', { kind: 'upvotes', most: 9 }, 'fewer than 10 upvotes', 'fewer'],
  ['upvotes:<1', { kind: 'upvotes', most: 0 }, 'fewer than 1 upvote', 'none'],
  ['upvotes:<=10', { kind: 'upvotes', most: 10 }, 'at most 10 upvotes', 'or as many'],
  ['upvotes:10-50', { kind: 'upvotes', least: 10, most: 50 }, '10 to 50 upvotes', 'a range'],
  ['upvotes:50..10', { kind: 'upvotes', least: 10, most: 50 }, '10 to 50 upvotes', 'in either order'],
  ['upvotes:50..', { kind: 'upvotes', least: 50 }, 'at least 50 upvotes', 'an open end'],
  ['upvotes:..50', { kind: 'upvotes', most: 50 }, 'at most 50 upvotes', 'an open start'],
  ['upvotes:1-1', { kind: 'upvotes', least: 1, most: 1 }, 'exactly 1 upvote', 'a range of one'],
  ['upvotes:0', { kind: 'upvotes', least: 0 }, 'at least 0 upvotes', 'zero is a number'],

  ['id:2401.00001v2', { kind: 'id', id: 'arxiv:2401.00001' }, 'the paper arxiv:2401.00001', 'with a version'],
  [
    'id:hep-th/9901001',
    { kind: 'id', id: 'arxiv:hep-th/9901001' },
    'the paper arxiv:hep-th/9901001',
    'old style',
  ],
  ...['abs/2401.00001v3', 'pdf/2401.00001.pdf', 'abs/2401.00001/?context=cs#x', 'html/2401.00001v1'].map(
    path =>
      [
        `id:https://arxiv.org/${path}`,
        { kind: 'id', id: 'arxiv:2401.00001' },
        'the paper arxiv:2401.00001',
        'an address',
      ] as const,
  ),
  ['id:10.1145/3292500', { kind: 'id', id: 'doi:10.1145/3292500' }, 'the paper doi:10.1145/3292500', 'a DOI'],
  [
    'id:https://doi.org/10.1145/3292500',
    { kind: 'id', id: 'doi:10.1145/3292500' },
    'the paper doi:10.1145/3292500',
    'the address of a DOI',
  ],
  ['id:P18-1001', { kind: 'id', id: 'acl:P18-1001' }, 'the paper acl:P18-1001', 'of the ACL'],
]

const EXCLUDED: readonly (readonly [typed: string, filter: Filter, reading: string, why: string])[] = [
  ['-survey', word('survey'), 'not “survey”', 'a word'],
  ['-综述', word('综述'), 'not “综述”', 'a word in Chinese'],
  ['-text-to-image', word('text-to-image'), 'not “text-to-image”', 'a word with hyphens'],
  ['-foo:bar', word('foo:bar'), 'not “foo:bar”', 'no operator'],
  ['-"a survey of"', phrase('a survey of'), 'not “a survey of”', 'a phrase'],
  ['-„a survey of“', phrase('a survey of'), 'not “a survey of”', 'in German quotes'],
  ['-author:x', author('x'), 'not by “x”', 'an author'],
  ['-author:"x y"', author('x y'), 'not by “x y”', 'an author in quotes'],
  ['-is:saved', state('saved'), 'not saved', 'a state'],
  ['-has:code', { kind: 'has', what: 'code' }, 'without code', 'what a paper has'],
  ['-year:2024', published('2024-01-01', '2024-12-31'), 'not published in 2024', 'a year'],
  ['-upvotes:>50', { kind: 'upvotes', least: 51 }, 'not more than 50 upvotes', 'upvotes'],
]

const ODD: readonly (readonly [typed: string, reading: string, why: string])[] = [
  ['is:foo', 'no such state: foo', 'a state that nobody has'],
  ['is:constructor', 'no such state: constructor', 'a name every object has'],
  ['has:__proto__', 'not code, project or summary: __proto__', 'another one'],
  ['year:abc', 'no such date: abc', 'no number'],
  ['year:2024-13', 'no such date: 2024-13', 'month 13'],
  ['year:202', 'no such date: 202', 'three digits'],
  ['year:20244', 'no such date: 20244', 'five digits'],
  ['year:0999', 'no such date: 0999', 'before the first year'],
  ['year:..', 'no such date: ..', 'a range of nothing'],
  ['year:2020..2021..2022', 'no such date: 2020..2021..2022', 'two ranges'],
  ['year:2020..x', 'no such date: 2020..x', 'half a range'],
  ['year:>', 'no such date: >', 'more than nothing'],
  ['year:>2020..2021', 'no such date: >2020..2021', 'more than a range'],
  ['after:2024-02-31', 'no such date: 2024-02-31', 'a day that is not on the calendar'],
  ['after:2023-02-29', 'no such date: 2023-02-29', 'no leap year'],
  ['before:yesterday', 'no such date: yesterday', 'a word'],
  ['upvotes:many', 'no number of upvotes: many', 'a word'],
  ['upvotes:<0', 'no number of upvotes: <0', 'fewer than none'],
  ['upvotes:-5', 'no number of upvotes: -5', 'a number below zero'],
  ['upvotes:9999999999', 'no number of upvotes: 9999999999', 'ten digits'],
  ['upvotes:1e3', 'no number of upvotes: 1e3', 'no whole number'],
  ['id:foo', 'no identifier: foo', 'a word'],
  ['id:https://example.org/abs/2401.00001', 'no identifier: https://example.org/abs/2401.00001', 'elsewhere'],
  ['author:', 'nothing after “author:”', 'nothing at the end'],
  ['Topic:', 'nothing after “Topic:”', 'nothing, and the name as typed'],
  ['author:""', 'nothing after “author:”', 'empty quotes'],
  ['author:!?', 'no name: !?', 'no letter'],
  ['topic:+', 'no topic: +', 'no letter'],
  ['-is:foo', 'no such state: foo', 'excluded: what is not understood excludes nothing'],
]

const MIXED: readonly (readonly [typed: string, expected: Partial<Query>, why: string])[] = [
  [
    'graph author:hinton networks -survey "deep learning" year:2024',
    {
      text: 'graph networks deep learning',
      required: [author('hinton'), phrase('deep learning'), published('2024-01-01', '2024-12-31')],
      excluded: [word('survey')],
    },
    'all together, the words in their order',
  ],
  [
    'after:2024 before:2025',
    { text: '', required: [published('2024-01-01'), published(undefined, '2024-12-31')] },
    'two dates both hold',
  ],
  ['author: hinton', { text: 'author: hinton', required: [] }, 'a space after the colon ends the value'],
  ['"a b""c d"', { text: 'a b c d', required: [phrase('a b'), phrase('c d')] }, 'phrases side by side'],
  ['author:"a b"c', { text: 'c', required: [author('a b')] }, 'a word beside a value in quotes'],
  [
    '"Why Should I Trust You?": Explaining',
    { text: 'Why Should I Trust You? : Explaining', required: [phrase('Why Should I Trust You?')] },
    'a title that begins with a quote',
  ],
  [
    'BERT ("bidirectional encoder")',
    { text: 'BERT ( bidirectional encoder )', required: [phrase('bidirectional encoder')] },
    'a phrase in brackets',
  ],
  [
    '"chain-of-thought"-style prompts',
    { text: 'chain-of-thought -style prompts', required: [phrase('chain-of-thought')], excluded: [] },
    'a hyphen after a quote is no minus',
  ],
  ['"author:x -y"', { text: 'author:x -y', required: [phrase('author:x -y')] }, 'a phrase holds no filters'],
  ['author:hinton -', { text: '', required: [author('hinton')] }, 'a sign alone is no word'],
  ['is:foo bar', { text: 'is:foo bar', required: [] }, 'odd ones are words in their place'],
  ['a\u2003is:saved\nb', { text: 'a b', required: [state('saved')] }, 'any white space parts words'],
]

const TYPING: readonly (readonly [typed: string, typing: boolean, why: string])[] = [
  ['graph neu', true, 'a word at the end'],
  ['graph neu ', false, 'a space after it'],
  ['graph.', false, 'a sign after it'],
  ['GPT-4', true, 'a digit is part of a word'],
  ['foo:bar', true, 'no operator'],
  ['语言', true, 'Chinese'],
  ['भाषा', true, 'a vowel sign is part of a word'],
  ['', false, 'nothing'],
  ['author:hin', false, 'the value of an operator'],
  ['author:"geoffrey hin', false, 'the same in a quote that is not closed'],
  ['is:unr', false, 'of an operator that cannot be read yet'],
  ['-surv', false, 'an excluded word'],
  ['"deep learning"', false, 'a closed phrase'],
  ['"deep lear', true, 'a phrase that is being typed'],
  ['"deep ', false, 'and a space after its word'],
  ['-"deep lear', false, 'an excluded phrase that is being typed'],
  ['is:saved graph', true, 'a word after a filter'],
  ['graph is:saved', false, 'a filter after a word'],
]

const texts = (query: Query) => query.parts.map(part => part.text)
/** What a query asks for, whatever the order of its filters and the signs between its words. */
const selection = ({ text, required, excluded }: Query) => ({
  words: text.match(/[\p{L}\p{N}]+/gu),
  required: new Set(required.map(filter => JSON.stringify(filter))),
  excluded: new Set(excluded.map(filter => JSON.stringify(filter))),
})

const signs = [...'ab9é語 \t"“”„«»-:(.,<>\0', '\ud800', '😀']
const tokens = [
  'author:',
  'is:saved',
  'IS:nope',
  'year:2020..2021',
  '-',
  '"',
  '”',
  ' ',
  '  ',
  'graph',
  '-word',
  'topic:"a b"',
  'has:code',
  'upvotes:>5',
  '(',
  'x:y',
]
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: fc.constantFrom(...signs), maxLength: 40 }),
  fc.array(fc.constantFrom(...tokens), { maxLength: 16 }).map(found => found.join('')),
  fc.array(fc.constantFrom(...tokens), { maxLength: 16 }).map(found => found.join(' ')),
)

describe('parseQuery', () => {
  test.each(WORDS)('%j is searched for %j: %s', (typed, text) => {
    const query = parseQuery(typed)
    expect(query).toMatchObject({ typed, text, required: [], excluded: [] })
    expect(query.parts.map(part => part.kind)).toEqual(typed.trim() ? ['words'] : [])
  })

  test.each(REQUIRED)('%j requires %j, "%s": %s', (typed, filter, reading) => {
    const part = { start: 0, end: typed.length, kind: filter.kind, excluded: false, text: reading }
    expect(parseQuery(typed)).toEqual({
      typed,
      text: '',
      typing: false,
      required: [filter],
      excluded: [],
      parts: [part],
    })
    expect(parseQuery(`a ${typed} b`)).toMatchObject({ text: 'a b', required: [filter], excluded: [] })
  })

  test.each(EXCLUDED)('%j excludes %j, "%s": %s', (typed, filter, reading) => {
    const part = { start: 0, end: typed.length, kind: filter.kind, excluded: true, text: reading }
    expect(parseQuery(typed)).toEqual({
      typed,
      text: '',
      typing: false,
      required: [],
      excluded: [filter],
      parts: [part],
    })
  })

  test.each(ODD)('%j is odd, "%s": %s', (typed, reading) => {
    const part = {
      start: 0,
      end: typed.length,
      kind: 'odd',
      excluded: false,
      text: `${reading} (searched as words)`,
    }
    expect(parseQuery(typed)).toEqual({
      typed,
      text: typed,
      typing: false,
      required: [],
      excluded: [],
      parts: [part],
    })
  })

  test.each(MIXED)('%j gives %j: %s', (typed, expected) => {
    const query = parseQuery(typed)
    for (const [key, value] of Object.entries(expected)) expect(query).toHaveProperty(key, value)
  })

  test.each(TYPING)('%j is being typed: %j: %s', (typed, typing) => {
    expect(parseQuery(typed).typing).toBe(typing)
  })

  test('says where each part stands and how it was read', () => {
    const typed = ' deep nets -"a survey" is:new by:"ann lee" "not clo'
    expect(
      parseQuery(typed).parts.map(part => [typed.slice(part.start, part.end), part.kind, part.text]),
    ).toEqual([
      ['deep nets', 'words', 'deep nets'],
      ['-"a survey"', 'phrase', 'not “a survey”'],
      ['is:new', 'odd', 'no such state: new (searched as words)'],
      ['by:"ann lee"', 'author', 'by “ann lee”'],
      ['"not clo', 'phrase', 'phrase, not closed yet'],
    ])
  })

  test('a quote that is not closed is searched as words and requires nothing yet', () => {
    const open = parseQuery('a "deep author:x lear')
    expect(open).toMatchObject({ text: 'a deep author:x lear', typing: true, required: [] })
    const excluded = parseQuery('a -"deep lear')
    expect(excluded).toMatchObject({ text: 'a', required: [], excluded: [] })
    expect(texts(excluded)).toEqual(['a', 'excluded phrase, not closed yet'])
    const value = parseQuery('author:"geoffrey hin')
    expect(value.required).toEqual([author('geoffrey hin')])
    expect(texts(value)).toEqual(['by “geoffrey hin” (quote not closed yet)'])
  })

  test('past fifty filters they are words', () => {
    const query = parseQuery(Array.from({ length: 60 }, (_, i) => `${i % 2 ? '-' : ''}by:a${i}`).join(' '))
    expect(query.required.length + query.excluded.length).toBe(50)
    expect(query.parts.slice(50).map(part => part.kind)).toEqual(Array(10).fill('odd'))
    expect(query.text).toBe('by:a50 -by:a51 by:a52 -by:a53 by:a54 -by:a55 by:a56 -by:a57 by:a58 -by:a59')
    expect(texts(query).at(-1)).toBe('more than 50 filters (searched as words)')
  })

  test('of more than 2,000 characters the rest is left aside, cut at a word', () => {
    const typed = `  ${'word '.repeat(398)}beginning end author:x `
    const query = parseQuery(typed)
    expect(query.text).toBe(`${'word '.repeat(398)}beginning`)
    expect(query).toMatchObject({ typed, typing: false, required: [] })
    const rest = query.parts.at(-1)
    expect(rest).toMatchObject({ kind: 'odd', text: 'not read: all after the first 2,000 characters' })
    expect(typed.slice(rest?.start, rest?.end)).toBe('end author:x')
    expect(parseQuery('word '.repeat(400)).parts.map(part => part.kind)).toEqual(['words'])
    expect(parseQuery('w'.repeat(5000)).text).toBe('w'.repeat(2000))
    expect(parseQuery(`w${'😀'.repeat(1500)}`).text).toBe(`w${'😀'.repeat(999)}`)
    expect(parseQuery(`${' '.repeat(5000)}word`)).toMatchObject({ text: 'word', typing: true })
    expect(parseQuery(`word${' '.repeat(5000)}`).parts).toHaveLength(1)
  })

  test.each([
    ['letters', 'a'],
    ['spaces before a word', ' '],
    ['words', 'word '],
    ['quotes', '"'],
    ['quotes of two kinds', '“"'],
    ['minus signs', '-'],
    ['excluded quotes', '-"'],
    ['brackets', '('],
    ['brackets and quotes', '("'],
    ['colons', ':'],
    ['operators', 'author:'],
    ['operators one by one', 'author: '],
    ['commas of a value', 'is:,,,,'],
    ['identifiers', 'id:10.1234/)))) '],
    ['addresses', 'id:arxiv.org/abs/.pdf.pdf/'],
    ['ranges', 'year:2020..'],
    ['slashes', '/'],
    ['dollars', '$\\'],
    ['halves of characters', '\ud800'],
    ['marks', '\u0301'],
  ])('100 kB of %s are read at once', (_, unit) => {
    const typed = `${unit.repeat(Math.ceil(100_000 / unit.length))}x`
    const begin = performance.now()
    const query = parseQuery(typed)
    withFilter(typed, 'author', 'x')
    hasFilter(typed, 'topic', typed)
    expect(performance.now() - begin).toBeLessThan(500)
    expect(query.text.length).toBeLessThanOrEqual(2200)
    expect(query.required.length + query.excluded.length).toBeLessThanOrEqual(50)
  })

  test('10,000 texts are read in good time, each the same way twice', () => {
    const many = fc.sample(anyText, { numRuns: 10_000, seed: 1 })
    const begin = performance.now()
    const first = many.map(typed => parseQuery(typed))
    expect(performance.now() - begin).toBeLessThan(3000)
    expect(many.map(typed => parseQuery(typed))).toEqual(first)
  })

  test('parts are in order, do not overlap, and only white space is between them', () => {
    fc.assert(
      fc.property(anyText, typed => {
        const { parts } = parseQuery(typed)
        let last = 0
        for (const { start, end, text } of parts) {
          expect(typed.slice(last, start)).toMatch(/^\s*$/)
          expect(end).toBeGreaterThan(start)
          expect(typed.slice(start, end)).toBe(typed.slice(start, end).trim())
          expect(text).not.toBe('')
          last = end
        }
        expect(typed.slice(last)).toMatch(/^\s*$/)
      }),
      { numRuns: 3000 },
    )
  })

  test('no word is lost where nothing is an operator, a quote or a minus', () => {
    fc.assert(
      fc.property(anyText, input => {
        const typed = input.replace(/["“”„«»:-]/g, ' ')
        const query = parseQuery(typed)
        expect(query.text.match(/[\p{L}\p{N}]+/gu)).toEqual(typed.match(/[\p{L}\p{N}]+/gu))
        expect(parseQuery(query.text).text).toBe(query.text)
      }),
      { numRuns: 2000 },
    )
  })

  test('filters and words mean the same in any case of the operator and with any spaces', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...REQUIRED.map(([typed]) => typed)), { maxLength: 8 }), found => {
        const loud = found.map(typed => typed.replace(/^[a-z]+/, name => name.toUpperCase()))
        expect(selection(parseQuery(loud.join(' \n ')))).toEqual(selection(parseQuery(found.join(' '))))
      }),
    )
  })
})

describe('withFilter and hasFilter', () => {
  test.each([
    ['', 'topic', 'rl', 'topic:rl', 'alone'],
    ['graph neu', 'topic', 'rl', 'topic:rl graph neu', 'in front: the last word is still being typed'],
    ['graph ', 'topic', 'rl', 'topic:rl graph ', 'the space at the end says that it is not'],
    ['a "deep lea', 'topic', 'rl', 'topic:rl a "deep lea', 'not swallowed by a quote that is not closed'],
    ['', 'author', 'Geoffrey Hinton', 'author:"Geoffrey Hinton"', 'spaces are quoted'],
    ['', 'topic', 'the “lottery” "ticket"', 'topic:"the lottery ticket"', 'quotes inside are dropped'],
    ['', '-topic', 'rl', '-topic:rl', 'an operator with a minus'],
    ['', 'year', '2023..2025', 'year:2023..2025', 'a range'],
    ['topic:rl graph', 'topic', 'rl', 'graph', 'taken out'],
    ['graph  TAG:"RL"  neural ', 'topic', 'rl', 'graph neural ', 'taken out however it is written'],
    ['topic:rl a topic:rl', 'topic', 'rl', 'a', 'taken out wherever it stands'],
    ['year:2023-2025', 'year', '2023..2025', '', 'the same range, written differently'],
    ['-topic:rl', 'topic', 'rl', 'topic:rl -topic:rl', 'an excluded one is another'],
    ['topic:rl', 'topic', 'rlhf', 'topic:rlhf topic:rl', 'a longer one is another'],
    ['graph', 'is', 'nonsense', 'graph', 'what cannot be read changes nothing'],
    ['graph', 'topic', '""', 'graph', 'nor does an empty value'],
    ['graph', 'nosuch', 'x', 'graph', 'nor does an operator that nobody has'],
  ])('%j with %s:%s is %j: %s', (typed, operator, value, expected) => {
    expect(withFilter(typed, operator, value)).toBe(expected)
  })

  test.each([
    ['author:"geoffrey hinton"', 'author', 'Geoffrey Hinton', true, 'case and quotes do not matter'],
    ['by:Müller', 'author', 'muller', true, 'nor do accents and the other name'],
    ['-author:hinton', 'author', 'hinton', false, 'it is excluded'],
    ['-author:hinton', '-author', 'hinton', true, 'which is what is asked'],
    ['"author:hinton"', 'author', 'hinton', false, 'inside a phrase'],
    ['is:todo', 'is', 'unread', true, 'another name of the value'],
    ['upvotes:>49', 'upvotes', '50', true, 'the same numbers'],
    ['is:nonsense', 'is', 'nonsense', false, 'it is no filter'],
    ['x:y', 'x', 'y', false, 'nor is this'],
    ['', '', '', false, 'nothing'],
  ])('%j has %s:%s: %j: %s', (typed, operator, value, expected) => {
    expect(hasFilter(typed, operator, value)).toBe(expected)
  })

  const facet = fc.oneof(
    fc.tuple(fc.constantFrom('author', 'topic', '-topic', 'digest'), fc.oneof(anyText, fc.constant('a b'))),
    fc.constantFrom(['is', 'saved'], ['has', 'code'], ['year', '2020-2021'], ['upvotes', '>5'], ['is', 'x']),
  )

  test('put in, it is there and the rest is as it was; taken out again, all is', () => {
    fc.assert(
      fc.property(anyText, facet, (typed, [operator = '', value = '']) => {
        const once = withFilter(typed, operator, value)
        const twice = withFilter(once, operator, value)
        expect(selection(parseQuery(twice))).toEqual(selection(parseQuery(typed)))
        if (once === typed) return
        expect(hasFilter(once, operator, value)).toBe(!hasFilter(typed, operator, value))
        if (hasFilter(typed, operator, value)) return
        expect(parseQuery(once)).toMatchObject({
          text: parseQuery(typed).text,
          typing: parseQuery(typed).typing,
        })
        expect(texts(parseQuery(once)).slice(1)).toEqual(texts(parseQuery(typed)))
        expect(twice).toBe(typed.trimStart())
      }),
      { numRuns: 3000 },
    )
  })
})

describe('withoutPart', () => {
  const without = (typed: string, found: string) => {
    const part = parseQuery(typed).parts.find(({ start, end }) => typed.slice(start, end) === found)
    return part && withoutPart(typed, part)
  }

  test.each([
    ['graph is:saved neural', 'is:saved', 'graph neural', 'between words'],
    ['graph   is:saved   neural', 'is:saved', 'graph neural', 'with the spaces around it'],
    ['is:saved neural ', 'is:saved', 'neural ', 'at the start; the space at the end stays'],
    ['graph is:saved ', 'is:saved', 'graph', 'at the end'],
    [' is:saved ', 'is:saved', '', 'alone'],
    ['a b is:saved c', 'a b', 'is:saved c', 'words'],
    ['is:odd c', 'is:odd', 'c', 'what was odd'],
    ['a -"b c" d', '-"b c"', 'a d', 'an excluded phrase'],
    ['by:"a b"c', 'by:"a b"', 'c', 'without a space after it'],
    ['"chain"-style -x', '"chain"', 'style -x', 'its hyphen does not become a minus'],
    ['a "b c', '"b c', 'a', 'a quote that is not closed'],
  ])('%j without %j is %j: %s', (typed, found, expected) => {
    expect(without(typed, found)).toBe(expected)
  })

  test('takes away what was left aside', () => {
    const typed = `${'a'.repeat(1999)} bcd efg`
    const rest = parseQuery(typed).parts.at(-1)
    expect(rest && withoutPart(typed, rest)).toBe('a'.repeat(1999))
  })

  test('the part is gone and the other filters are not', () => {
    const readings = (parts: readonly QueryPart[]) =>
      parts.filter(({ kind }) => kind !== 'words').map(({ text }) => text)
    fc.assert(
      fc.property(anyText, fc.nat(), (typed, index) => {
        const { parts } = parseQuery(typed)
        const part = parts[index % Math.max(1, parts.length)]
        if (!part) return
        const after = parseQuery(withoutPart(typed, part))
        expect(readings(after.parts)).toEqual(readings(parts.filter(other => other !== part)))
        expect(after.text.length).toBeLessThanOrEqual(parseQuery(typed).text.length)
      }),
      { numRuns: 5000 },
    )
  })
})

describeShared('Titles of real papers', () => {
  test('are searched for all their words, but for a few that have a stray minus or operator', () => {
    const titles = readShared('data/arxiv-100k.jsonl.gz')
      .split('\n', 20_000)
      .map(line => String(JSON.parse(line).title))
    const terms = (text: string) => tokenize(text).map(token => token.term)
    const misread = titles.filter(title => terms(parseQuery(title).text).join() !== terms(title).join())
    expect(misread.length, misread.join('\n')).toBeLessThanOrEqual(5)
  })
})
