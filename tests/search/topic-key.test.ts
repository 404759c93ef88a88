import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { topicKey } from '@/lib/search/topic-key'

const SAME: readonly (readonly [a: string, b: string, why: string])[] = [
  ['Large Language Models (LLMs)', 'large-language model', 'case, hyphens, a plural, an acronym in brackets'],
  ['LLMs', 'LLM', 'the plural of an acronym'],
  ['RNNs', 'rnn', 'the same in lower case'],
  ['GANs', 'GAN', 'an acronym with a vowel'],
  ['text–to–image', 'text to image', 'dashes'],
  ['  diffusion\n models ', 'diffusion model', 'white space'],
  ['Schrödinger bridge', 'Schrodinger bridges', 'accents'],
  ['$\\beta$-VAE', 'β-VAE', 'Greek in LaTeX'],
  ['β-VAE', 'beta vae', 'Greek by name'],
  ['policies', 'policy', 'a plural in -ies'],
  ['capabilities', 'capability', 'of a word that is not stemmed'],
  ['encoders', 'encoder', 'of one who does'],
  ['reward modeling', 'reward models', 'an ending of a few letters'],
]

const DIFFERENT: readonly (readonly [a: string, b: string, why: string])[] = [
  ['C++', 'C', 'the plus is part of a name'],
  ['A*', 'A', 'so is the star'],
  ['GPT-4', 'GPT-5', 'numbers tell apart'],
  ['3D', '2D', 'also alone'],
  ['reinforcement learning', 'learning', 'a part is not the whole'],
  ['语言模型', '模型', 'in Chinese too'],
  ['general agents', 'generative agents', 'words of one root'],
  ['generalization', 'generation', 'long endings of one root'],
  ['decoder', 'decoding', 'what does and what is done'],
  ['CLIP', 'clipping', 'a name and a word'],
]

describe('topicKey', () => {
  test.each(SAME)('%j and %j are one: %s', (a, b) => {
    expect(topicKey(a)).toBe(topicKey(b))
    expect(topicKey(a)).not.toBe('')
  })

  test.each(DIFFERENT)('%j and %j are two: %s', (a, b) => {
    expect(topicKey(a)).not.toBe(topicKey(b))
  })

  test.each(['', '   ', '!?', '()', '(LLMs)', '++', '*', '🙂'])('of %j is empty', label => {
    expect(topicKey(label)).toBe('')
  })

  test('holds words with single spaces between, and changes with neither case nor hyphens', () => {
    const label = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(label, words => {
        const key = topicKey(words.join(' '))
        expect(key.split(' ')).toHaveLength(words.length)
        expect(topicKey(words.join('-').toUpperCase())).toBe(key)
      }),
    )
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        expect(topicKey(text)).toMatch(/^(?:[\p{L}\p{N}\p{M}+*]+(?: [\p{L}\p{N}\p{M}+*]+)*)?$/u)
      }),
    )
  })

  test('a hundred thousand brackets or spaces are read in a moment', () => {
    const started = performance.now()
    expect(topicKey(`a${' '.repeat(100_000)}b`)).toBe('a b')
    expect(topicKey(`a ${'('.repeat(100_000)}`)).toBe('a')
    expect(performance.now() - started).toBeLessThan(1000)
  })
})
