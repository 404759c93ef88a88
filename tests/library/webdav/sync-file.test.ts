import { describe, expect, test } from 'vitest'
import { seal, unseal } from '@/lib/library/sealed'
import {
  contentText,
  HEAD_BYTES,
  headOf,
  readFile,
  type Writing,
  writeFile,
} from '@/lib/library/webdav/sync-file'
import { entryOf } from '../entry'

const encode = (text: string) => new TextEncoder().encode(text)
const decode = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes)
const WRITING: Writing = {
  file: 'library.json',
  device: 'abcd1234',
  writer: '0'.repeat(32),
  now: 1000,
  name: 'Läptop',
}
const entries = [entryOf({ id: 'arxiv:2601.00002' }), entryOf({ id: 'arxiv:2601.00001' })]
const many = Array.from({ length: 30 }, (_, n) => entryOf({ id: `doi:10.1000/${n + 100}` }))

describe('a file', () => {
  test.each([
    ['small and plain', entries, {}],
    ['compressed', many, {}],
    ['sealed', entries, { passphrase: 'seven lamps' }],
  ])('%s comes back as it was', async (kind, list, more) => {
    const { bytes, head } = await writeFile(contentText({ entries: list }), { ...WRITING, ...more })
    const read = await readFile(bytes, WRITING.file, 'passphrase' in more ? more.passphrase : undefined)
    expect(read).toMatchObject({ kind: 'whole', head, content: { rules: {}, strange: [] } })
    expect(read.kind === 'whole' && read.content.entries.map(({ key }) => key)).toEqual(
      list.map(({ key }) => key).sort(),
    )
    expect(headOf(bytes.slice(0, HEAD_BYTES))).toEqual(head)
    expect(head.name).toBe(kind === 'sealed' ? undefined : 'Läptop')
    expect(decode(bytes).includes('2601.00001')).toBe(kind === 'small and plain')
  })

  test('says that it is damaged wherever it is cut off or changed', async () => {
    for (const passphrase of [undefined, 'seven lamps']) {
      const { bytes } = await writeFile(contentText({ entries }), { ...WRITING, passphrase })
      for (let length = 0; length < bytes.length; length += 7) {
        const cut = await readFile(bytes.slice(0, length), WRITING.file, passphrase)
        expect(cut.kind, `cut off after ${length} bytes`).toBe('damaged')
      }
      const wrong = bytes.slice()
      wrong[bytes.length - 5] = (wrong[bytes.length - 5] ?? 0) ^ 1
      expect((await readFile(wrong, WRITING.file, passphrase)).kind).toBe('damaged')
    }
    expect((await readFile(new Uint8Array(500), WRITING.file, undefined)).kind).toBe('damaged')
  })

  test.each([
    ['{"format":"gloss-sync/2","parts":[]}\n', 'newer'],
    ['{\n  "made": 1,\n  "format": "gloss-sync/17"\n}', 'newer'],
    ['{"format":"gloss-sync/1","device":5}\n{}', 'damaged'],
    ['<!doctype html><title>Sign in</title>', 'web page'],
    ['{"books":[]}', 'not ours'],
    ['PK\u0003\u0004', 'not ours'],
  ])('%j is %s', async (text, kind) => {
    expect((await readFile(encode(text), WRITING.file, undefined)).kind).toBe(kind)
  })

  test('opens with its passphrase alone, and in its place alone', async () => {
    const plain = (await writeFile(contentText({ entries }), WRITING)).bytes
    const { bytes } = await writeFile(contentText({ entries }), { ...WRITING, passphrase: 'ü' })
    const kind = async (file: Uint8Array<ArrayBuffer>, name: string, passphrase?: string) =>
      (await readFile(file, name, passphrase)).kind
    expect(await kind(bytes, 'library.json', 'u\u0308')).toBe('whole')
    expect(await kind(bytes, 'library.json', 'u')).toBe('other passphrase')
    expect(await kind(bytes, 'device-abcd1234.json', 'ü')).toBe('other passphrase')
    expect(await kind(bytes, 'library.json')).toBe('sealed')
    expect(await kind(plain, 'library.json', 'ü')).toBe('not sealed')
  })

  test('refuses a seal that was made cheap to break', async () => {
    const { bytes } = await writeFile(contentText({ entries }), { ...WRITING, passphrase: 'lamps' })
    const weak = decode(bytes).replace('"rounds":600000', '"rounds":100000')
    const file = Uint8Array.from(weak, letter => letter.charCodeAt(0))
    expect((await readFile(file, WRITING.file, 'lamps')).kind).toBe('damaged')
  })

  test('keeps what it does not understand apart', async () => {
    const strange = { key: 'arxiv:2601.00003', wonders: 7 }
    const { bytes } = await writeFile(contentText({ entries, strange: [strange] }), WRITING)
    const read = await readFile(bytes, WRITING.file, undefined)
    expect(read).toMatchObject({ kind: 'whole', content: { strange: [strange] } })
    expect(read.kind === 'whole' && read.content.entries.length).toBe(2)
  })
})

test('the same bytes are never sealed the same twice', async () => {
  const [one, two] = await Promise.all(
    [1, 2].map(() => seal(encode('lamp'), 'p', 'AAAAAAAAAAAAAAAAAAAAAA==', 'x')),
  )
  expect(one?.seal.iv).not.toBe(two?.seal.iv)
  expect(one?.bytes).not.toEqual(two?.bytes)
  for (const sealed of [one, two])
    expect(sealed && (await unseal(sealed.bytes, 'p', sealed.seal, 'x'))).toEqual(encode('lamp'))
})
