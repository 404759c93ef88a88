import { describe, expect, test } from 'vitest'
import type { Citable } from '@/lib/cite/format'
import { citationStyles, formatStyle } from '@/lib/cite/styles'

const preprint: Citable = {
  ids: ['arxiv:2001.00001'],
  title: 'A study of LoRA lamps',
  authors: ['Ada Lovelace', 'Laurens van der Berg'],
  year: 2020,
  month: 3,
  day: 5,
}
const article: Citable = {
  ids: ['arxiv:2001.00002', 'doi:10.1000/lamp.7'],
  title: 'Wicks and oils',
  authors: ['Martin King Jr.', 'Lamp Collaboration', 'Bo Li', 'Cy Roe', 'Di Fox', 'Ed Low', 'Fay Hill'],
  year: 2019,
  month: 11,
  journal: 'Journal of Lamps',
}

const LAMPS = 'A study of LoRA lamps'
const TABLE: readonly (readonly [style: string, preprint: string, article: string])[] = [
  [
    'apa',
    `Lovelace, A., & van der Berg, L. (2020). ${LAMPS} (arXiv:2001.00001). arXiv. https://doi.org/10.48550/arXiv.2001.00001`,
    'King, M., Jr., Lamp Collaboration, Li, B., Roe, C., Fox, D., Low, E., & Hill, F. (2019). Wicks and oils. Journal of Lamps. https://doi.org/10.1000/lamp.7',
  ],
  [
    'ieee',
    `[1] A. Lovelace and L. van der Berg, “${LAMPS},” Mar. 2020, arXiv:2001.00001.`,
    '[1] M. King Jr. et al., “Wicks and oils,” Journal of Lamps, Nov. 2019, doi: 10.1000/lamp.7.',
  ],
  [
    'acm',
    `[1] Ada Lovelace and Laurens van der Berg. 2020. ${LAMPS}. arXiv:2001.00001. https://doi.org/10.48550/arXiv.2001.00001`,
    '[1] Martin King Jr., Lamp Collaboration, Bo Li, Cy Roe, Di Fox, Ed Low, and Fay Hill. 2019. Wicks and oils. Journal of Lamps (Nov. 2019). https://doi.org/10.1000/lamp.7',
  ],
  [
    'chicago',
    'Lovelace, Ada, and Laurens van der Berg. 2020. “A Study of LoRA Lamps.” Preprint, arXiv, March 5. https://doi.org/10.48550/arXiv.2001.00001.',
    'King, Martin, Jr., Lamp Collaboration, Bo Li, Cy Roe, Di Fox, Ed Low, and Fay Hill. 2019. “Wicks and Oils.” Journal of Lamps, November. https://doi.org/10.1000/lamp.7.',
  ],
  [
    'mla',
    'Lovelace, Ada, and Laurens van der Berg. “A Study of LoRA Lamps.” arXiv, 5 Mar. 2020, https://doi.org/10.48550/arXiv.2001.00001.',
    'King, Martin, Jr., et al. “Wicks and Oils.” Journal of Lamps, Nov. 2019, https://doi.org/10.1000/lamp.7.',
  ],
  [
    'nature',
    `1. Lovelace, A. & van der Berg, L. ${LAMPS}. Preprint at https://doi.org/10.48550/arXiv.2001.00001 (2020).`,
    '1. King, M., Jr. et al. Wicks and oils. Journal of Lamps https://doi.org/10.1000/lamp.7 (2019).',
  ],
  [
    'vancouver',
    `1. Lovelace A, van der Berg L. ${LAMPS} [Internet]. arXiv; 2020. Available from: https://arxiv.org/abs/2001.00001 doi:10.48550/arXiv.2001.00001`,
    '1. King M Jr, Lamp Collaboration, Li B, Roe C, Fox D, Low E, et al. Wicks and oils. Journal of Lamps. 2019 Nov. doi:10.1000/lamp.7',
  ],
  [
    'harvard',
    `Lovelace, A. and van der Berg, L. (2020) “${LAMPS}.” arXiv. Available at: https://doi.org/10.48550/arXiv.2001.00001.`,
    'King, M., Jr. et al. (2019) “Wicks and oils,” Journal of Lamps [Preprint]. Available at: https://doi.org/10.1000/lamp.7.',
  ],
]

test('the table has every style', () => {
  expect(TABLE.map(([id]) => id)).toEqual(citationStyles.map(({ id }) => id))
})

test.each(TABLE)('%s', async (style, ofPreprint, ofArticle) => {
  expect(await formatStyle([preprint], style)).toBe(`${ofPreprint}\n`)
  expect(await formatStyle([article], style)).toBe(`${ofArticle}\n`)
})

describe('several papers', () => {
  test('are a paragraph each, numbered as they come', async () => {
    const text = await formatStyle([preprint, article], 'ieee')
    expect(text.split('\n\n').map(entry => entry.slice(0, 8))).toEqual(['[1] A. L', '[2] M. K'])
  })

  test('or by author, where the style says so', async () => {
    const text = await formatStyle([preprint, article], 'chicago')
    expect(text.split('\n\n').map(entry => entry.split(',')[0])).toEqual(['King', 'Lovelace'])
  })

  test('the same paper twice stays two entries', async () => {
    expect((await formatStyle([preprint, preprint], 'apa')).split('\n\n')).toHaveLength(2)
  })

  test('none are nothing', async () => {
    expect(await formatStyle([], 'apa')).toBe('')
  })
})

test.each(citationStyles)('$id takes a paper of which only the title is known', async ({ id }) => {
  const text = await formatStyle([{ ids: ['title:lamps'], title: 'Lamps & "wicks"', authors: [] }], id)
  expect(text).toMatch(/Lamps & [“‘]wicks[.,]?[”’]/)
})

test('six hundred authors are cut as the style says', async () => {
  const authors = Array.from({ length: 600 }, (_, index) => `Given${index} Family${index}`)
  expect(await formatStyle([{ ...preprint, authors }], 'nature')).toContain('1. Family0, G. et al.')
  expect(await formatStyle([{ ...preprint, authors }], 'apa')).toContain(
    'Family18, G., … Family599, G. (2020)',
  )
})

test('a style that is not there is refused', async () => {
  await expect(formatStyle([preprint], 'constructor')).rejects.toThrow(RangeError)
})
