import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { GlossDatabase } from '@/lib/corpus/database'
import { textOf } from '@/lib/entries/join'
import { clearBrowserSync, syncThroughBrowser } from '@/lib/library/browser-sync/browser-sync'
import { packItem } from '@/lib/library/browser-sync/item'
import { bucketOf } from '@/lib/library/browser-sync/wanted'
import { type Edit, editEntries } from '@/lib/library/edit'
import { wholeParcel } from '@/lib/library/replica'
import { setRule, tagRules } from '@/lib/library/rules'
import type { PaperId } from '@/lib/papers/identifier'
import { paperOf } from '@/lib/papers/merge'
import type { PaperRecord } from '@/lib/papers/paper'
import { MemoryArea } from './browser-area'
import { Random } from './model/random'

const NOW = Date.UTC(2026, 2, 1)

let count = 0
let clock = NOW
let area: MemoryArea
let [a, b]: [GlossDatabase, GlossDatabase] = [new GlossDatabase('none'), new GlossDatabase('none')]

beforeEach(() => {
  count += 1
  clock = NOW
  area = new MemoryArea()
  a = new GlossDatabase(`browser-sync-a${count}`)
  b = new GlossDatabase(`browser-sync-b${count}`)
})

afterEach(async () => {
  await a.delete()
  await b.delete()
})

const idOf = (n: number): PaperId => `arxiv:2601.${String(n).padStart(5, '0')}`

function saving(n: number, record: Partial<PaperRecord> = {}): Edit {
  const ids = [idOf(n)]
  const words = ['Lanterns', 'harbours', 'tides', 'orchards', 'kites', 'glaciers', 'looms', 'quarries']
  const title = Array.from({ length: 8 }, (_, k) => words[(n * 7 + k * k * n) % 8]).join(' ')
  // Names of which no compressor can make much.
  const random = new Random(n)
  const word = () => random.below(2 ** 32).toString(36)
  const authors = Array.from({ length: 12 }, () => `${word()} ${word()}`)
  const paper = paperOf({
    ids,
    title: `${title} ${n}`,
    authors,
    published: '2026-01-02',
    seen: 100,
    ...record,
  })
  return { ids, paper, set: { from: 'arxiv.org' } }
}

async function edit(db: GlossDatabase, ...edits: Edit[]): Promise<void> {
  for (let from = 0; from < edits.length; from += 100) {
    clock += 12_345
    await editEntries(db, edits.slice(from, from + 100), { now: clock })
  }
}

const many = (length: number, from = 1) => Array.from({ length }, (_, n) => saving(from + n))
const sync = (db: GlossDatabase) => syncThroughBrowser(db, area)
const rows = (db: GlossDatabase) => db.library.toArray()
const texts = async (db: GlossDatabase) => (await wholeParcel(db)).entries.map(textOf).sort()

/** Rounds of both until neither writes any more. */
async function meet(): Promise<void> {
  for (let n = 0; n < 6; n += 1) {
    const before = area.writes
    for (const db of [a, b]) expect(await sync(db)).toMatchObject({ ok: true })
    if (area.writes === before) return
  }
  throw new Error('The devices go on writing')
}

describe('two devices', () => {
  test('have the same list after a round each, and then write nothing', async () => {
    await edit(a, saving(1), saving(2), saving(3))
    await edit(a, { ids: [idOf(1)], tags: { nlp: true }, note: 'Read **this**.', set: { rating: 4 } })
    await edit(a, { ids: [idOf(2)], set: { state: 'done', priority: 3, place: 'a1' } })
    await edit(a, { ids: [idOf(3)], remove: true })
    await setRule(a, 'one', { query: 'topic:diffusion', tag: 'images' }, clock)
    expect(await sync(a)).toEqual({ ok: true, changed: [], said: [] })
    const came = await sync(b)
    expect(came).toMatchObject({ ok: true, said: [] })
    expect(came.changed?.toSorted()).toEqual([idOf(1), idOf(2), idOf(3)])
    expect(await rows(b)).toEqual(await rows(a))
    expect(await tagRules(b)).toEqual(await tagRules(a))
    expect(area.writes).toBe(1)
    await meet()
    expect(area.writes).toBe(1)
    expect(await texts(b)).toEqual(await texts(a))
  })

  test('keep both texts where both wrote a note', async () => {
    await edit(a, saving(1))
    await meet()
    await edit(a, { ids: [idOf(1)], note: 'From a.' })
    await edit(b, { ids: [idOf(1)], note: 'From b.' })
    await meet()
    for (const db of [a, b]) expect((await rows(db))[0]?.notes).toEqual(['From a.', 'From b.'])
  })

  test('heal what one wrote over of the other', async () => {
    await edit(a, ...many(20))
    await edit(b, ...many(20, 21))
    await sync(a)
    const written = await area.get()
    await clearBrowserSync(area)
    await sync(b)
    // What a wrote arrives last, and is all that the items say.
    for (const [key, value] of Object.entries(written)) area.items.set(key, value)
    await meet()
    for (const db of [a, b]) expect(await rows(db)).toHaveLength(40)
  })

  test('that know the authors of a paper in part and in full stop writing, and none forgets any', async () => {
    const authors = Array.from({ length: 600 }, (_, n) => `Author ${n}`)
    await edit(a, saving(1, { authors, seen: 200 }))
    await edit(b, saving(1, { authors: ['Author 0', 'Author 1'], seen: 100 }))
    await meet()
    expect((await rows(a))[0]?.authors).toHaveLength(600)
    expect((await rows(b))[0]?.authors).toEqual(['Author 0', 'Author 1'])
  })

  test('do not tell what the other would refuse to read, and go on with all else', async () => {
    await edit(a, saving(1), saving(2), { ids: [idOf(2)], tags: { ['x'.repeat(300)]: true } })
    await meet()
    expect((await rows(b)).map(({ id }) => id)).toEqual([idOf(1)])
    expect(await sync(a)).toMatchObject({
      said: [expect.stringContaining('1 of 2 papers do not fit')],
    })
  })
})

describe('a list that does not fit', () => {
  test('goes as far as there is room, what is to be read and the newest first, and says so', async () => {
    await edit(
      a,
      ...many(800).map((one, n) => (n % 4 ? one : { ...one, set: { ...one.set, state: 'done' as const } })),
    )
    const outcome = await sync(a)
    expect(outcome).toMatchObject({
      ok: true,
      said: [
        expect.stringMatching(
          /^[\d,]+ of 800 papers do not fit into the browser's sync \(100 kB\); they stay on this device\. WebDAV has room for all\.$/,
        ),
      ],
    })
    expect(area.bytes).toBeLessThanOrEqual(102_400)
    expect(area.bytes).toBeGreaterThan(90_000)
    await sync(b)
    const got = await rows(b)
    expect(got.length).toBeGreaterThan(300)
    expect(await rows(a)).toHaveLength(800)
    const states = new Set(got.map(({ state }) => state))
    expect([...states]).toEqual(['to-read'])
    // Buckets are cut each at its own place, so the border is not sharp.
    const newest = got.filter(({ id }) => Number(id.slice(-5)) > 800 - (4 / 3) * got.length).length
    expect(newest / got.length).toBeGreaterThan(0.9)
    await meet()
  })

  test('of each device its own: the newest of both are shared, and writing comes to an end', async () => {
    await edit(a, ...many(400))
    await edit(b, ...many(400, 401))
    await meet()
    const shared = (await rows(a)).filter(({ id }) => Number(id.slice(-5)) > 400)
    expect(shared.length).toBeGreaterThan(200)
    expect((await rows(b)).length).toBeGreaterThanOrEqual(400)
    await edit(a, { ids: [idOf(5)], remove: true }, { ids: [idOf(800)], note: 'A note on the newest.' })
    await meet()
    expect((await b.library.get(idOf(800)))?.notes).toEqual(['A note on the newest.'])
  })

  test('tells of a removal, and corrects what others still tell of it', async () => {
    await edit(a, ...many(600))
    await meet()
    const shared = (await rows(b)).map(({ id }) => id)
    await edit(a, ...shared.map((id): Edit => ({ ids: [id], remove: true })))
    await meet()
    expect((await rows(b)).filter(({ id }) => shared.includes(id))).toEqual([])
  })

  test('says so where it cannot tell of all removals', async () => {
    const limits = { bytes: 8000, itemBytes: 300 }
    await edit(a, ...many(300))
    await edit(a, ...many(300).map(({ ids }): Edit => ({ ids, remove: true })))
    expect(await syncThroughBrowser(a, area, { limits })).toMatchObject({
      said: [expect.stringMatching(/^Other devices may not hear of \d+ older removals: there is no room/)],
    })
  })

  test('has its long notes stay behind where they would take the room of others', async () => {
    const noise = (n: number) =>
      Array.from({ length: 700 }, (_, k) => ((n * 31 + k) * 2_654_435_761).toString(36)).join(' ')
    await edit(a, ...many(60))
    await edit(a, ...Array.from({ length: 40 }, (_, n): Edit => ({ ids: [idOf(n + 1)], note: noise(n) })))
    const outcome = await sync(a)
    await sync(b)
    const got = new Set((await rows(b)).map(({ id }) => id))
    for (let n = 41; n <= 60; n += 1) expect(got.has(idOf(n))).toBe(true)
    expect(got.size).toBeGreaterThan(20)
    expect(got.size).toBeLessThan(60)
    expect(outcome).toMatchObject({
      said: [
        `${60 - got.size} of 60 papers do not fit into the browser's sync (100 kB); they stay on this device. WebDAV has room for all.`,
        `Of these, ${60 - got.size} have long notes.`,
      ],
    })
    await meet()
  })

  test('leaves alone what else is kept in the browser’s sync, and its room', async () => {
    for (let n = 0; n < 6; n += 1) area.items.set(`other-${n}`, 'x'.repeat(8000))
    await edit(a, ...many(500))
    expect(await sync(a)).toMatchObject({ ok: true })
    expect(area.bytes).toBeLessThanOrEqual(102_400)
    expect(area.items.get('other-3')).toBe('x'.repeat(8000))
  })
})

describe('what is refused or damaged', () => {
  beforeEach(() => edit(a, saving(1), saving(2)))

  test.each([
    ['QUOTA_BYTES quota exceeded', 'when told', undefined, 'WebDAV has room for all'],
    ['QUOTA_BYTES_PER_ITEM quota exceeded', 'when told', undefined, 'no room left'],
    ['MAX_ITEMS quota exceeded', 'when told', undefined, 'no room left'],
    [
      'QuotaExceededError: storage.sync API call exceeded its quota limitations.',
      'when told',
      undefined,
      'no room',
    ],
    [
      'This request exceeds the MAX_WRITE_OPERATIONS_PER_MINUTE quota.',
      'later',
      60_000,
      'tries again by itself',
    ],
    [
      'This request exceeds the MAX_WRITE_OPERATIONS_PER_HOUR quota.',
      'later',
      3_600_000,
      'tries again by itself',
    ],
    ['IO error: no space on device.', 'later', undefined, '(IO error: no space on device)'],
  ])('a write refused with %j', async (words, again, retryAfter, part) => {
    const before = await texts(a)
    area.refuse = new Error(words)
    const outcome = await sync(a)
    expect(outcome).toMatchObject({ ok: false, again, message: expect.stringContaining(part) })
    expect(outcome).toMatchObject({ message: expect.stringContaining('whole on this device') })
    expect('retryAfter' in outcome ? outcome.retryAfter : undefined).toBe(retryAfter)
    expect(await texts(a)).toEqual(before)
    area.refuse = undefined
    await meet()
    expect(await rows(b)).toHaveLength(2)
  })

  test('an area that cannot be read', async () => {
    area.get = () => Promise.reject(new Error('Sync is off.'))
    expect(await sync(a)).toMatchObject({
      ok: false,
      again: 'later',
      message: expect.stringContaining('(Sync is off)'),
    })
  })

  test.each([
    ['gloss', { format: 2 }],
    ['list-7', '2:AAAA'],
    ['rules', '12:AAAA'],
  ])('%s of a newer format: nothing is touched', async (key, value) => {
    await edit(b, saving(3))
    await sync(b)
    area.items.set(key, value)
    const before = await area.get()
    const list = await texts(a)
    expect(await sync(a)).toMatchObject({
      ok: false,
      again: 'when told',
      message: expect.stringContaining('Update Gloss'),
    })
    expect(await area.get()).toEqual(before)
    expect(await texts(a)).toEqual(list)
  })

  test.each([
    ['is cut off', async (text: string) => text.slice(0, 60)],
    ['is no text', async () => ({ list: [] })],
    ['is no Base64', async () => '1:ä'],
    ['is of no format', async (text: string) => text.slice(2)],
    ['is not deflated', async () => '1:AAAA'],
    ['holds something else', () => packItem({ papers: [] })],
    ['holds an entry that is none', () => packItem({ d: [], t: 0, e: [['no paper']] })],
    ['would fill the memory', () => packItem('x'.repeat(3_000_000))],
  ])('an item that %s is written anew, and the list stays whole', async (_, damage) => {
    await meet()
    const list = await texts(a)
    const key = `list-${bucketOf(idOf(1))}`
    const whole = area.items.get(key)
    area.items.set(key, await damage(String(whole)))
    expect(await sync(a)).toMatchObject({ ok: true, said: [expect.stringContaining('damaged')] })
    expect(area.items.get(key)).toBe(whole)
    expect(await texts(a)).toEqual(list)
    expect(await sync(a)).toEqual({ ok: true, changed: [], said: [] })
  })

  test('rules that are damaged are written anew, and too many of them stay here', async () => {
    await setRule(a, 'one', { query: 'topic:diffusion', tag: 'images' }, clock)
    await meet()
    area.items.set('rules', 'broken')
    expect(await sync(a)).toMatchObject({ ok: true, said: [expect.stringContaining('damaged')] })
    await meet()
    for (let n = 0; n < 300; n += 1) {
      const query = `author:${(n * 2_654_435_761).toString(36)}${(n * 40_503).toString(36)}`
      await setRule(a, `rule-${n}`, { query, tag: `${n}` }, clock)
    }
    expect(await sync(a)).toMatchObject({
      ok: true,
      said: [expect.stringContaining('rules for tags do not fit')],
    })
    expect(await sync(b)).toEqual({ ok: true, changed: [], said: [] })
    expect(await tagRules(a)).toHaveLength(301)
    expect(await tagRules(b)).toHaveLength(1)
  })

  test('what is taken out of the browser’s sync stays on the devices', async () => {
    await meet()
    area.items.set('other', 1)
    await clearBrowserSync(area)
    expect([...area.items.keys()]).toEqual(['other'])
    for (const db of [a, b]) expect(await rows(db)).toHaveLength(2)
  })
})
