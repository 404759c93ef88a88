import { gzipSync } from 'node:zlib'
import type { Limits } from '@/lib/http'
import { addDays, MINUTE, SECOND } from '@/lib/time'
import { type Answer, type Asked, archive, type Extent, type Fault, NOON, TODAY, textAnswer } from './faults'

export const WHOLE: Extent = { days: 14, shards: 5 }
export const NEW_DAY = addDays(TODAY, -1)

/** What a fault hits: each is asked for once in a run that begins with what there was two days before. */
export const TARGETS = {
  'a day': asked => asked.part === NEW_DAY && asked.page === 0,
  'its second page': asked => asked.part === NEW_DAY && asked.page === 1,
  'a week': asked => asked.part === '2026-W08' && asked.page === 0,
  'the manifest': asked => asked.part === 'digest.json',
  'a shard': asked => asked.part === 'c.json',
} satisfies Record<string, (asked: Asked) => boolean>
export type Target = keyof typeof TARGETS
/** How a run ends: it stops until later, it leaves the part for later and goes on, or it is not disturbed. */
export interface End {
  readonly ends: 'stops' | 'leaves it' | 'goes on'
  /** What the reader is told, HOST for the host; where there is nothing, nothing is told. */
  readonly says?: string
  readonly wait?: number
}

export interface Row extends End {
  readonly name: string
  readonly fault: Fault
  readonly limits?: Partial<Limits>
  /** Where it is another end, or none worth the name. */
  readonly but?: Partial<Record<Target, End | 'not there'>>
}

const status =
  (code: number, headers: Answer['headers'] | ((now: number) => Answer['headers']) = {}): Fault =>
  ({ headers: right }) => {
    const now = Date.parse(right.date ?? '')
    return textAnswer('', code, typeof headers === 'function' ? headers(now) : headers)
  }

const bytes =
  (change: (body: Buffer) => string | Uint8Array, headers: Answer['headers'] = {}): Fault =>
  right => ({
    ...right,
    headers: { ...right.headers, ...headers },
    body: new Uint8Array(Buffer.from(change(Buffer.from(right.body)))),
  })

const cut =
  (after: NonNullable<Answer['after']>): Fault =>
  right => ({ ...right, after })

/** Changes the entries of a list, of a shard, or the shards of a manifest. */
const entries = (change: (list: Entry[]) => unknown[]): Fault =>
  bytes(body => {
    const value = JSON.parse(String(body)) as Entry[] | Record<string, Entry[]>
    if (Array.isArray(value)) return JSON.stringify(change(value))
    const key = value.shards ? 'shards' : 'papers'
    return JSON.stringify({ ...value, [key]: change(value[key] ?? []) })
  })
type Entry = Record<string, unknown> & { paper?: Record<string, unknown> }

const lostZero = (id: unknown): Fault =>
  entries(([first, ...rest]) => [
    ...rest,
    first?.paper ? { ...first, paper: { ...first.paper, id } } : { ...first, id },
  ])

const slow = (says: string): End & Pick<Row, 'limits'> => ({
  ends: 'stops',
  says,
  wait: MINUTE,
  limits: { timeout: 300, stall: 100 },
})
const left = (says: string): End => ({ ends: 'leaves it', says })
const said = (says: string): End => ({ ends: 'goes on', says })
export const fine: End = { ends: 'goes on' }
const throttled = (wait: number): End => ({ ends: 'stops', says: 'HOST asks Gloss to slow down', wait })
const broken = left('HOST sent data that breaks off or is not JSON')
const oneLeft = {
  ...said(`One entry of ${NEW_DAY} could not be read and was left out`),
  but: {
    'a week': said('One entry of 2026-W08 could not be read and was left out'),
    'the manifest': said('One entry could not be read and was left out'),
    'a shard': said('One entry could not be read and was left out'),
  },
} satisfies End & Pick<Row, 'but'>

/** Everything that can be wrong with an answer. */
export const ROWS: readonly Row[] = [
  {
    name: 'nobody at the port',
    fault: 'dead',
    ends: 'stops',
    says: 'HOST could not be reached',
    wait: MINUTE,
  },
  { name: 'no answer at all', fault: cut('silence'), ...slow('HOST did not answer in') },
  { name: 'a body that stalls', fault: cut('stall'), ...slow('HOST stopped in the middle of its answer') },
  {
    name: 'a body that drips',
    fault: cut('drip'),
    ...slow('HOST did not finish its answer in'),
    limits: { timeout: 300, stall: 10 * SECOND },
  },
  { name: 'a reset in mid-body', fault: cut('reset'), ...left('The answer of HOST broke off') },
  {
    name: 'a redirect to another host',
    fault: (_, { url }) =>
      textAnswer('', 301, { location: `https://elsewhere.example${new URL(url).pathname}?moved=1` }),
    ...left('HOST sends Gloss to another address, which it does not follow'),
    but: {
      'the manifest': left('HOST sends Gloss on to elsewhere.example. Remove the digest'),
      'a shard': left('HOST sends Gloss on to elsewhere.example. Remove the digest'),
    },
  },
  {
    name: 'a redirect within the host',
    fault: (_, { url }) => textAnswer('', 301, { location: `${new URL(url).pathname}?moved=1` }),
    ...left('HOST sends Gloss to another address, which it does not follow'),
    but: { 'the manifest': fine, 'a shard': fine },
  },
  {
    name: '304 that was not asked for',
    fault: status(304),
    ...left('HOST says that nothing has changed since it was last asked'),
    // It was asked for: the manifest was read before.
    but: { 'the manifest': fine },
  },
  { name: '400', fault: status(400), ...left('HOST refused the request (error 400)') },
  { name: '401', fault: status(401), ...left('HOST asks for a sign-in') },
  { name: '403', fault: status(403), ...left('HOST does not let Gloss read this (error 403)') },
  { name: '404', fault: status(404), ...left('HOST has nothing at this address (error 404)') },
  { name: '410', fault: status(410), ...left('HOST has taken this down for good (error 410)') },
  { name: '429', fault: status(429), ...throttled(5 * MINUTE) },
  {
    name: '429 with Retry-After in seconds',
    fault: status(429, { 'retry-after': '90' }),
    ...throttled(90 * SECOND),
  },
  {
    name: '429 with Retry-After as a date',
    fault: () => textAnswer('', 429, { 'retry-after': new Date(NOON + 10 * MINUTE).toUTCString() }),
    ...throttled(10 * MINUTE),
  },
  {
    name: '429 with RateLimit',
    fault: status(429, { ratelimit: '"api";r=0;t=120' }),
    ...throttled(120 * SECOND),
  },
  {
    name: '429 with RateLimit of draft 06',
    fault: status(429, { ratelimit: 'limit=500, remaining=0, reset=50' }),
    ...throttled(50 * SECOND),
  },
  {
    name: '429 with RateLimit-Reset',
    fault: status(429, { 'ratelimit-remaining': '0', 'ratelimit-reset': '70' }),
    ...throttled(70 * SECOND),
  },
  {
    name: '429 with X-RateLimit-Reset',
    fault: () => textAnswer('', 429, { 'x-ratelimit-reset': String(NOON / SECOND + 200) }),
    ...throttled(200 * SECOND),
  },
  ...[500, 502, 503].map(
    (code): Row => ({
      name: String(code),
      fault: status(code),
      ends: 'stops',
      says: `HOST is having trouble (error ${code})`,
      wait: MINUTE,
    }),
  ),
  {
    name: '503 with Retry-After',
    fault: status(503, { 'retry-after': '600' }),
    ends: 'stops',
    says: 'HOST is having trouble (error 503)',
    wait: 600 * SECOND,
  },
  { name: 'JSON that breaks off', fault: bytes(body => body.subarray(0, body.length - 20)), ...broken },
  { name: 'an empty body', fault: bytes(() => ''), ...broken },
  {
    name: 'a web page',
    fault: bytes(() => '<!doctype html><title>Sign in</title>', { 'content-type': 'text/html' }),
    ...left('HOST sent a web page instead of data'),
  },
  {
    name: 'JSON of another shape',
    fault: bytes(() => '{"error":"no"}'),
    ...left('Hugging Face answered something that is not a list of papers'),
    but: {
      'the manifest': left('The feed is not in the format gloss-digest/1'),
      'a shard': left('The shard has no "papers"'),
    },
  },
  {
    name: 'Latin-1 that calls itself UTF-8',
    fault: bytes(body => Buffer.from(String(body).replace('light', 'lumière'), 'latin1')),
    ...left('HOST sent text in an encoding that does not fit it'),
    but: { 'the manifest': 'not there' },
  },
  {
    name: 'UTF-16 with its mark',
    fault: bytes(body => Buffer.from(`\ufeff${body}`, 'utf16le')),
    ...fine,
  },
  { name: 'UTF-8 with its mark', fault: bytes(body => `\ufeff${body}`), ...fine },
  {
    name: 'a body that was packed',
    fault: bytes(body => gzipSync(body), { 'content-encoding': 'gzip' }),
    ...fine,
  },
  {
    name: 'a small body that unpacks without end',
    fault: bytes(() => gzipSync(' '.repeat(4 * 1024 * 1024)), { 'content-encoding': 'gzip' }),
    ...left('HOST sent more than Gloss reads in one answer'),
  },
  {
    name: 'a body that is too large',
    fault: bytes(body => `${body}${' '.repeat(300 * 1024)}`),
    ...left('HOST sent more than Gloss reads in one answer'),
  },
  {
    name: 'a body that is too large and does not say so',
    fault: right => ({
      ...right,
      body: new Uint8Array(300 * 1024).fill(32),
      after: 'end without a length',
    }),
    ...left('HOST sent more than Gloss reads in one answer'),
  },
  { name: 'every entry twice', fault: entries(list => list.flatMap(one => [one, one])), ...fine },
  {
    name: 'the first page again as the second',
    fault: right => ({ ...right, body: new TextEncoder().encode(JSON.stringify(firstPage())) }),
    ...fine,
    but: { 'a day': 'not there', 'a week': 'not there', 'the manifest': 'not there', 'a shard': 'not there' },
  },
  {
    name: 'most days of several missing',
    fault: entries(list => list.slice(0, 1)),
    ...left(''),
    but: {
      'a day': 'not there',
      'its second page': 'not there',
      'the manifest': 'not there',
      'a shard': 'not there',
    },
  },
  {
    name: 'an identifier that lost its zero, as a number',
    fault: lostZero(2602.1234),
    ...oneLeft,
    // Without its day an entry of a week could be of any.
    but: { ...oneLeft.but, 'the manifest': 'not there', 'a week': fine },
  },
  {
    name: 'an identifier that lost its zero',
    fault: lostZero('arxiv:2602.1234'),
    ...oneLeft,
    but: { ...oneLeft.but, 'the manifest': 'not there' },
  },
  {
    name: 'one entry that is none',
    fault: entries(list => [...list.slice(1), {}]),
    ...oneLeft,
    but: { ...oneLeft.but, 'a week': fine },
  },
  {
    name: 'no entry that is one',
    fault: entries(list => list.map(() => ({}))),
    ...left(`Hugging Face listed 8 entries for ${NEW_DAY} and none could be read`),
    but: {
      'its second page': left(`Hugging Face listed 4 entries for ${NEW_DAY} and none could be read`),
      'the manifest': left('None of its shards can be followed: Shard 1'),
      'a shard': left('None of its papers could be read: Entry 1'),
    },
  },
  { name: 'an empty list', fault: entries(() => []), ...fine },
]

function firstPage(): unknown[] {
  return (
    archive(WHOLE)[0]
      .find(([day]) => day === NEW_DAY)?.[1]
      .slice(0, 8) ?? []
  )
}
