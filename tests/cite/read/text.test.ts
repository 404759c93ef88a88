import { describe, expect, test } from 'vitest'
import { readReferences } from '@/lib/cite/read/registry'

const TITLE = 'Lanterns that glow at night'
const read = (text: string) => readReferences('', text)

describe('a line', () => {
  const TABLE: readonly (readonly [line: string, ids: readonly string[], title: string | undefined])[] = [
    ['2401.00001', ['arxiv:2401.00001'], undefined],
    [
      '2401.00001v2, hep-th/9901001; 10.1000/X',
      ['arxiv:2401.00001', 'arxiv:hep-th/9901001', 'doi:10.1000/x'],
      undefined,
    ],
    ['- https://arxiv.org/abs/2401.00001', ['arxiv:2401.00001'], undefined],
    [`2401.00001 ${TITLE}`, ['arxiv:2401.00001'], TITLE],
    [`2401.00001\t${TITLE}`, ['arxiv:2401.00001'], TITLE],
    [`${TITLE} 2401.00001`, ['arxiv:2401.00001'], TITLE],
    [`1. ${TITLE} (arXiv:2401.00001)`, ['arxiv:2401.00001'], TITLE],
    [`- [ ] ${TITLE} — https://arxiv.org/abs/2401.00001`, ['arxiv:2401.00001'], TITLE],
    [`* [${TITLE}](https://arxiv.org/abs/2401.00001)`, ['arxiv:2401.00001'], TITLE],
    [`**${TITLE}**: <https://doi.org/10.1000/X>`, ['doi:10.1000/x'], TITLE],
    [`[2401.00001] ${TITLE}`, ['arxiv:2401.00001'], TITLE],
    [
      `${TITLE}, https://arxiv.org/abs/2401.00001, https://arxiv.org/pdf/2401.00001`,
      ['arxiv:2401.00001'],
      TITLE,
    ],
    [`${TITLE} arXiv:2401.00001 and arXiv:2401.00002`, ['arxiv:2401.00001', 'arxiv:2401.00002'], undefined],
    ['We should read arXiv:2401.00001. It is about lanterns. Bo likes it.', ['arxiv:2401.00001'], undefined],
    ['See arXiv:2401.00001', ['arxiv:2401.00001'], undefined],
    ['<li><a href="https://arxiv.org/abs/2401.00001">x</a></li>', ['arxiv:2401.00001'], undefined],
    ['title:lanternsthatglowatnight', ['title:lanternsthatglowatnight'], undefined],
  ]

  test.each(TABLE)('%j names %j, %j', async (line, ids, title) => {
    const { format, papers, notUnderstood } = await read(line)
    expect(format).toBe('Text')
    expect(papers.map(paper => paper.ids)).toEqual(ids.map(id => [id]))
    expect(papers[0]?.title).toBe(title)
    expect(notUnderstood).toEqual([])
  })
})

test('lines that name none are counted, and a paper named twice is one', async () => {
  const { papers, notUnderstood } = await read(
    `Papers for Tuesday\n\n2401.00001\r\nBring lanterns\r\n---\n${TITLE} https://arxiv.org/abs/2401.00001v3\n`,
  )
  expect(papers).toEqual([{ ids: ['arxiv:2401.00001'], title: TITLE }])
  expect(notUnderstood).toEqual(['2 lines name no paper by an identifier or an address.'])
})

test('a number within a sentence is a number', async () => {
  await expect(read('We sold 1234.56789 lanterns, and 2401.00001 lamps at night')).rejects.toThrow(
    'names no paper',
  )
})
