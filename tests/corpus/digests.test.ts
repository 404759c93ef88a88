import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { GlossDatabase } from '@/lib/corpus/database'
import { beginRemoval, changeDigest, followDigest, followedDigests, orderDigests } from '@/lib/corpus/digests'
import { PAGES_DIGEST } from '@/lib/corpus/first-digests'

let count = 0
let db: GlossDatabase

beforeEach(() => {
  db = new GlossDatabase(`digests-${++count}`)
})

afterEach(() => db.close())

const lab = { kind: 'gloss-digest', url: 'https://lab.example/digest.json', title: 'Lab' }
const names = async () => (await followedDigests(db)).map(row => row.digest)

describe('digests', () => {
  test('begin with Hugging Face and the starter digest', async () => {
    expect(await names()).toEqual(['hf', 'starter'])
  })

  test('are followed once, under a name that is theirs alone', async () => {
    const first = await followDigest(db, lab, 5)
    expect(first).toMatch(/^[a-z0-9-]{1,64}$/)
    expect(await followDigest(db, { ...lab, title: 'Again' }, 6)).toBe(first)
    const other = await followDigest(db, { ...lab, url: 'https://lab.example/other.json' }, 7)
    expect(other).not.toBe(first)
    expect(await names()).toEqual(['hf', 'starter', first, other])
    expect(await db.digests.get(first ?? '')).toEqual({
      ...lab,
      digest: first,
      order: 2,
      paused: false,
      added: 5,
    })
  })

  test('of which there is one go by their own names, whatever their address', async () => {
    expect(
      await followDigest(db, { kind: 'hugging-face', url: 'https://huggingface.co/papers/', title: 'X' }, 1),
    ).toBe('hf')
    expect(
      await followDigest(
        db,
        { kind: 'arxiv-details', url: 'https://export.arxiv.org/api/query', title: 'D' },
        1,
      ),
    ).toBe('arxiv-details')
  })

  test('come before saved pages, which stay last', async () => {
    await db.digests.put(PAGES_DIGEST)
    const digest = await followDigest(db, lab, 5)
    expect(await names()).toEqual(['hf', 'starter', digest, 'pages'])
  })

  test('are put in order; those not named come after, as they were', async () => {
    const digest = (await followDigest(db, lab, 5)) ?? ''
    await orderDigests(db, [digest, 'gone'])
    expect(await names()).toEqual([digest, 'hf', 'starter'])
    await orderDigests(db, ['starter', 'hf', digest])
    expect(await names()).toEqual(['starter', 'hf', digest])
  })

  test('are changed in what is named, and only that', async () => {
    await changeDigest(db, 'hf', { title: 'Papers of the day', keepMonths: 6 })
    expect(await db.digests.get('hf')).toMatchObject({
      title: 'Papers of the day',
      keepMonths: 6,
      paused: false,
    })
    await changeDigest(db, 'hf', { paused: true })
    expect(await db.digests.get('hf')).toMatchObject({
      title: 'Papers of the day',
      keepMonths: 6,
      paused: true,
    })
    await changeDigest(db, 'hf', { keepMonths: null })
    expect(await db.digests.get('hf')).not.toHaveProperty('keepMonths')
    await changeDigest(db, 'gone', { paused: true })
    expect(await db.digests.get('gone')).toBeUndefined()
  })

  test('that are being removed are not followed, nor followed again meanwhile', async () => {
    const digest = (await followDigest(db, lab, 5)) ?? ''
    await beginRemoval(db, digest, 'remove papers')
    expect(await names()).toEqual(['hf', 'starter'])
    expect(await followDigest(db, lab, 6)).toBeNull()
    expect((await db.digests.get(digest))?.removing).toBe('remove papers')
  })
})
