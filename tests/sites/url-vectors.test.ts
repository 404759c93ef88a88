import { expect, test } from 'vitest'
import { z } from 'zod/mini'
import { paperOfUrl } from '@/lib/papers/paper-url'
import { recognise } from '@/lib/sites/registry'
import { describeShared, readShared } from '../shared'

const vectorsSchema = z.object({
  vectors: z.array(
    z.union([
      z.tuple([z.string(), z.nullable(z.string())]),
      z.tuple([z.string(), z.nullable(z.string()), z.nullable(z.string())]),
    ]),
  ),
})
const tableSchema = z.object({
  good: z.array(z.object({ url: z.string(), arxiv: z.string() })),
  bad: z.array(z.object({ url: z.string() })),
})

describeShared('url-vectors.json', () => {
  const { vectors } = z.parse(vectorsSchema, JSON.parse(readShared('sites/url-vectors.json')))

  test('has all its vectors', () => {
    expect(vectors).toHaveLength(91)
  })

  test.each(vectors.map(([url, site, capture]) => [url, site, capture] as const))(
    '%s is of %s, %s',
    (url, site, capture) => {
      const found = recognise(url)
      // Where the site itself is only linked to.
      if (site === 'doi-link') return expect(paperOfUrl(url)).toBe('arxiv:1706.03762')
      if (site === null) return expect(found?.address.kind ?? 'listing').toBe('listing')
      expect(found?.site.id).toBe(site)
      // Of listings the vectors have no capture; of arXiv's old PDFs it is one group of a pattern, or none.
      if (capture === undefined) return expect(found?.address.kind).toBe('listing')
      const names = [found?.address.native ?? '', ...(found?.address.ids ?? [])]
      const whole = capture ?? ''
      const wanted = site.startsWith('arxiv') ? whole.replace(/\.[A-Z]{2}(?=\/)/, '') : whole
      expect(
        names.some(name => name.toLowerCase().includes(wanted.toLowerCase())),
        names.join(' '),
      ).toBe(true)
      expect(found?.address.kind).not.toBe('listing')
    },
  )
})

describeShared('url-table.json', () => {
  const { good, bad } = z.parse(tableSchema, JSON.parse(readShared('pages/hostile/url-table.json')))

  test.each(good)('$url is $arxiv', ({ url, arxiv }) => {
    expect(recognise(url)?.address.ids[0] ?? paperOfUrl(url)).toBe(`arxiv:${arxiv}`)
  })

  test.each(bad)('$url is no paper', ({ url }) => {
    expect(recognise(url)?.address.ids ?? []).toEqual([])
    expect(paperOfUrl(url)).toBeNull()
  })

  test('are many', () => {
    expect(good.length).toBeGreaterThan(25)
    expect(bad.length).toBeGreaterThan(15)
  })
})
