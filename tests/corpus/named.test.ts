import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Corpus } from '@/lib/corpus/corpus'
import { GlossDatabase } from '@/lib/corpus/database'
import { findNamed, identifiersIn } from '@/lib/corpus/named'
import { storeBatch } from '@/lib/corpus/store'
import { paperOf } from '@/lib/papers/merge'
import type { TestUrls } from '@/lib/sites/site'

const files = import.meta.glob<{ readonly testUrls?: TestUrls }>('../../lib/sites/*.ts', { eager: true })

describe('a text that is an identifier', () => {
  test.each([
    ['2401.00001', 'arxiv:2401.00001', 'a bare number'],
    [' 2401.00001v3 ', 'arxiv:2401.00001', 'a version, spaces around'],
    ['arXiv:hep-th/9901001', 'arxiv:hep-th/9901001', 'the old style'],
    ['10.48550/arXiv.2401.00001', 'arxiv:2401.00001', 'a DOI of arXiv'],
    ['doi:10.1145/3292500.3330701', 'doi:10.1145/3292500.3330701', 'a DOI'],
    ['https://doi.org/10.1145/3292500', 'doi:10.1145/3292500', 'a DOI as an address'],
    ['doi.org/10.1145/3292500', 'doi:10.1145/3292500', 'the same as address bars copy it'],
    ['https://arxiv.org/abs/2401.00001v2', 'arxiv:2401.00001', 'an address'],
    ['http://export.arxiv.org/pdf/2401.00001v2.pdf', 'arxiv:2401.00001', 'a PDF on another host'],
    ['arxiv.org/pdf/2401.00001', 'arxiv:2401.00001', 'an address without its scheme'],
    ['P18-1001', 'acl:P18-1001', 'an ACL number'],
    [
      'https://www.pnas.org/doi/10.1073/pnas.1',
      'doi:10.1073/pnas.1',
      'a DOI in the address of a site that is none',
    ],
  ])('%s', (typed, expected) => {
    expect(identifiersIn(typed)).toEqual([expected])
  })

  test.each([
    ['', 'nothing'],
    ['attention is all you need', 'a title'],
    ['title: attention is all you need', 'a title said to be one'],
    ['see 2401.00001', 'more than a number'],
    ['2401.00001 2401.00002', 'two numbers'],
    ['https://arxiv.org/abs/2401.00001 is good', 'an address and more'],
    ['https://example.org/abs/2401.00001', 'a site that is not known'],
    ['https://arxiv.org/', 'no paper'],
    ['id:2401.00001', 'an operator, which the query reads'],
    ['2.5', 'a number'],
    ['a.bc/d', 'something with a dot and a slash'],
  ])('not %j: %s', typed => {
    expect(identifiersIn(typed)).toEqual([])
  })

  test('is every address that a site is tested with', () => {
    const urls = Object.values(files).flatMap(({ testUrls }) => testUrls ?? [])
    expect(urls.length).toBeGreaterThan(5)
    for (const [url, expected] of urls)
      if (expected?.ids?.[0]) expect(identifiersIn(url), url).toEqual(expected.ids.slice(0, 1))
  })

  test('is looked for without failing, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), typed => {
        expect(identifiersIn(typed).length).toBeLessThanOrEqual(1)
      }),
    )
  })
})

test('its paper is found by any of its names, and said to be missing where it is', async () => {
  const db = new GlossDatabase('named')
  const paper = paperOf({
    ids: ['arxiv:2401.00001', 'doi:10.1000/lamps'],
    title: 'Lanterns that glow at night',
    seen: 1,
  })
  await storeBatch(db, { papers: [paper] })
  const corpus = new Corpus(db)
  for (const typed of ['2401.00001v2', 'https://arxiv.org/pdf/2401.00001', '10.1000/LAMPS'])
    expect((await findNamed(corpus, typed))?.paper?.title, typed).toBe('Lanterns that glow at night')
  expect(await findNamed(corpus, '2401.00002')).toEqual({ ids: ['arxiv:2401.00002'] })
  expect(await findNamed(corpus, 'lanterns')).toBeNull()
  db.close()
})
