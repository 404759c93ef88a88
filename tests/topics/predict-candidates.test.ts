import { describe, expect, it } from 'vitest'
import { candidatesOf, type TextWord, wordsOf } from '@/lib/topics/candidates'

const content = (word: TextWord) => !/^(?:a|an|and|by|for|in|is|of|on|or|the|to|we|with)$/.test(word.lower)
const rules = { begins: content, ends: content, inside: () => true }

/** The clauses of a text, its words joined by spaces. */
function clausesOf(text: string): string[] {
  const clauses = new Map<number, string[]>()
  for (const word of wordsOf('', text))
    clauses.set(word.clause, [...(clauses.get(word.clause) ?? []), word.text])
  return [...clauses.values()].map(words => words.join(' '))
}

describe('The clauses of a text', () => {
  it.each<[text: string, expected: string[], why: string]>([
    ['We learn, and we forget.', ['We learn', 'and we forget'], 'a comma ends one'],
    ['low-rank adaptation (LoRA) is small', ['low-rank adaptation', 'LoRA', 'is small'], 'brackets end one'],
    ['We use e.g. GPT-4.1 and Q*.', ['We use e.g', 'GPT-4.1 and Q*'], 'points and stars of names stay'],
    [
      'perception/recognition in 1/f noise',
      ['perception', 'recognition in 1/f noise'],
      'a slash between words',
    ],
    ['honesty alignment-the ability to', ['honesty alignment', 'the ability to'], 'a dash typed as a hyphen'],
    [
      'the state-of-the-art in-the-wild',
      ['the state-of-the-art in-the-wild'],
      'hyphens before "the" that are none',
    ],
    ['Vision--language models', ['Vision-language models'], 'the dash of LaTeX'],
    ["of CLIP's visual encoder", ['of CLIP', 'visual encoder'], 'what a method has is not its name'],
    ["by Maxwell's equations", ["by Maxwell's equations"], 'what is named after someone is'],
    [`${'-'.repeat(200)} end`, ['end'], 'a rule is no word'],
  ])('%j', (text, expected) => expect(clausesOf(text)).toEqual(expected))

  it('know the title, the first of a sentence, and what stands in brackets', () => {
    const words = wordsOf('On bees', 'Bees fly (BF). They sting.')
    expect(words.filter(word => word.inTitle).map(word => word.text)).toEqual(['On', 'bees'])
    expect(words.filter(word => word.opens).map(word => word.text)).toEqual(['On', 'Bees', 'They'])
    expect(words.filter(word => word.bracketed).map(word => word.text)).toEqual(['BF'])
    expect(words.map(word => word.sentence)).toEqual([0, 0, 1, 1, 1, 2, 2])
  })
})

describe('The candidates of a text', () => {
  const keysOf = (title: string, abstract: string) =>
    candidatesOf(wordsOf(title, abstract), rules).map(({ key, starts }) => `${key}: ${starts}`)

  it('are runs within a clause, by their stems, with their places', () => {
    expect(keysOf('Sparse rewards', 'A sparse reward, the critic')).toEqual([
      'spars: 0,3',
      'spars reward: 0,3',
      'reward: 1,4',
      'critic: 6',
    ])
  })

  it('hold at most five words', () => {
    const keys = keysOf('', 'one two three four five six').map(key => key.split(':')[0]?.split(' ').length)
    expect(Math.max(...keys.map(Number))).toBe(5)
  })

  it('neither begin nor end where they must not', () => {
    expect(keysOf('', 'theory of games')).toEqual(['theori: 0', 'theori of game: 0', 'game: 2'])
  })
})
