import { describe, expect, test } from 'vitest'
import type { Citable } from '@/lib/cite/format'
import { markdownNote, noteName } from '@/lib/cite/markdown-note'
import { yamlList, yamlText } from '@/lib/cite/yaml'

const paper: Citable = {
  ids: ['arxiv:2001.00001', 'doi:10.1000/lamp.7'],
  title: 'Lamps: A "Study" of $\\alpha$',
  authors: ['Ada Lovelace', 'Laurens van der Berg'],
  year: 2020,
  month: 3,
  day: 5,
  abstract: 'We *light* lamps.',
  journal: 'Journal of Lamps',
  topics: ['oil lamps'],
  summary: 'Lamps glow.',
  code: 'https://github.com/lamps/wicks',
  own: {
    state: 'reading',
    tags: ['to cite', '#lamps', '2020', 'a/b', '???'],
    note: 'Read **again**:\n\n---\n- [ ] wicks',
    rating: 4,
    priority: 0,
    saved: Date.UTC(2026, 0, 2),
  },
}

test('one paper is a note with front matter, each property on one line', () => {
  expect(markdownNote.format([paper])).toBe(`---
title: "Lamps: A \\"Study\\" of α"
authors: [Ada Lovelace, Laurens van der Berg]
year: 2020
published: 2020-03-05
journal: Journal of Lamps
arxiv: "2001.00001"
doi: "10.1000/lamp.7"
url: "https://arxiv.org/abs/2001.00001"
code: "https://github.com/lamps/wicks"
citekey: lovelace2020lamps
topics: [oil lamps]
tags: [to-cite, lamps, "_2020", a/b]
status: reading
rating: 4
saved: 2026-01-02
---

# [Lamps: A "Study" of α](https://arxiv.org/abs/2001.00001)

> Lamps glow.

## Abstract

We \\*light\\* lamps.

## Notes

Read **again**:

---
- [ ] wicks
`)
})

test('several papers are sections of one file', () => {
  const text = markdownNote.format([paper, { ...paper, title: 'Wicks', own: {} }])
  expect(text).not.toMatch(/^---/)
  expect(text.match(/^## .*/gm)).toEqual([
    '## [Lamps: A "Study" of α](https://arxiv.org/abs/2001.00001)',
    '## [Wicks](https://arxiv.org/abs/2001.00001)',
  ])
  expect(text).toContain('- Tags: #to-cite #lamps #_2020 #a/b\n- Status: reading\n- Rating: 4\n')
  expect(text).toContain('### Notes\n\nRead **again**:\n\n---\n- [ ] wicks\n')
})

describe('texts of YAML', () => {
  const TABLE: readonly (readonly [text: string, expected: string, why: string])[] = [
    ['Lamps and wicks', 'Lamps and wicks', 'plain'],
    ['Jean-Luc O’Hara', 'Jean-Luc O’Hara', 'a name'],
    ['灯', '灯', 'Chinese'],
    ['a: b', '"a: b"', 'a colon begins a value'],
    ['a #b', '"a #b"', 'a hash begins a comment'],
    ['a, b', '"a, b"', 'a comma parts a list'],
    ['[a]', '"[a]"', 'a list'],
    ['- a', '"- a"', 'an item'],
    ['No', '"No"', 'a word of YAML'],
    ['null', '"null"', 'another'],
    ['2001.00001', '"2001.00001"', 'a number'],
    ['2020-03', '"2020-03"', 'part of a date'],
    ['', '""', 'nothing'],
    ['ends ', '"ends "', 'a space at the end'],
    ['say "a" \\ b', '"say \\"a\\" \\\\ b"', 'quotes and backslashes'],
    ['a\nb', '"a\\nb"', 'a line break'],
    ['a\u0085\u2028\ufeff', '"a\\u0085\\u2028\\ufeff"', 'what YAML takes for a line break or a mark'],
    ['😀', '"😀"', 'beyond the basic plane'],
  ]

  test.each(TABLE)('%j is %s: %s', (text, expected) => {
    expect(yamlText(text)).toBe(expected)
  })

  test('a list', () => {
    expect(yamlList(['a', 'b, c'])).toBe('[a, "b, c"]')
  })
})

describe('the name of a file', () => {
  const TABLE: readonly (readonly [title: string, expected: string, why: string])[] = [
    ['Lamps', 'Lamps', 'the title'],
    ['Lamps: a/b|c? <x> [y] #z^', 'Lamps a b c x y z', 'signs that systems or links take'],
    ['...hidden.', 'hidden', 'no dot at either end'],
    ['CON', 'lovelace2020con', 'a device of Windows'],
    ['???', 'lovelace2020paper', 'nothing left: the key'],
    [`${'a'.repeat(119)}😀`, 'a'.repeat(119), 'cut, but not within a character'],
  ]

  test.each(TABLE)('%j is %j: %s', (title, expected) => {
    expect(noteName({ ...paper, title })).toBe(expected)
  })
})
