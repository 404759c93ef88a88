import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mendLink, mendRepository } from '@/lib/papers/links'

const LINKS: readonly (readonly [raw: string, expected: string | undefined, why: string])[] = [
  ['https://example.org/a', 'https://example.org/a', 'as it is'],
  [
    ' https://sites.google.com/view/adc-robot',
    'https://sites.google.com/view/adc-robot',
    'a space before it',
  ],
  ['https://example.org/\nproject', 'https://example.org/project', 'a line break inside'],
  ['https://example.org/ \r\n  project', 'https://example.org/project', 'a line break with spaces around it'],
  ['example.org/project', 'https://example.org/project', 'no scheme'],
  ['HTTP://Example.ORG', 'http://example.org/', 'upper case'],
  ['https://example.org/a b', undefined, 'a space inside: two texts'],
  ['see example.org', undefined, 'a sentence'],
  ['', undefined, 'nothing'],
  [' \n ', undefined, 'white space'],
  ['javascript:alert(1)', undefined, 'a script'],
  ['java\nscript:alert(1)', undefined, 'a script, broken to slip through'],
  ['data:text/html,<script>alert(1)</script>', undefined, 'a page in the address'],
  ['file:///etc/passwd', undefined, 'a file'],
  ['https://user:secret@example.org/', undefined, 'credentials'],
  ['https://user@example.org/', undefined, 'half of them'],
  ['http://localhost/', undefined, 'a host without a dot'],
  ['N/A', undefined, 'no address'],
  ['https://', undefined, 'no host'],
]

const REPOSITORIES: readonly (readonly [raw: string, expected: string | undefined, why: string])[] = [
  ['https://github.com/owner/name', 'https://github.com/owner/name', 'as it is'],
  [
    'https://github.com/Chenyu-Wang567/All-Angles-Bench/tree/main',
    'https://github.com/Chenyu-Wang567/All-Angles-Bench',
    'a branch',
  ],
  ['https://github.com/microsoft/LMOps/tree/main/opo', 'https://github.com/microsoft/LMOps', 'a folder'],
  ['https://github.com/RUC-NLPIR/ARPO/blob/main/', 'https://github.com/RUC-NLPIR/ARPO', 'a file'],
  [
    'https://github.com/Alibaba-NLP/WebAgent//',
    'https://github.com/Alibaba-NLP/WebAgent',
    'slashes at the end',
  ],
  [
    'https://github.com/MYVAE/SmartSearch?tab=readme-ov-file',
    'https://github.com/MYVAE/SmartSearch',
    'a tab',
  ],
  [
    'https://github.com/\nFightingFighting/NeuroAda.git',
    'https://github.com/FightingFighting/NeuroAda',
    'a line break, and .git',
  ],
  [
    'https://github.com/sirano1004/\nMargin-Apative-Direct-Preference-Optimization',
    'https://github.com/sirano1004/Margin-Apative-Direct-Preference-Optimization',
    'a line break',
  ],
  ['http://www.github.com/owner/name', 'https://github.com/owner/name', 'another spelling of the host'],
  ['https://github.com/DFIR-Metric', undefined, 'an organisation'],
  ['https://github.com/orgs/owner/repositories', undefined, 'an organisation, the other address'],
  ['https://github.com/', undefined, 'GitHub itself'],
  ['https://github.com/owner/.git', undefined, 'a repository without a name'],
  [
    'https://gitlab.com/owner/name/-/tree/main',
    'https://gitlab.com/owner/name/-/tree/main',
    'another host stays as it is',
  ],
  [
    'https://github.com.evil.example/owner/name',
    'https://github.com.evil.example/owner/name',
    'not GitHub: left alone',
  ],
  ['javascript:alert(1)//github.com/owner/name', undefined, 'a script'],
]

describe('mendLink', () => {
  test.each(LINKS)('%j becomes %j: %s', (raw, expected) => {
    expect(mendLink(raw)).toBe(expected)
  })

  test('what comes out is http(s), without credentials, and comes out again', () => {
    const raw = fc.oneof(
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
      fc
        .tuple(fc.constantFrom('https://', 'http:', 'javascript:', '//', ''), fc.string())
        .map(parts => parts.join('')),
    )
    fc.assert(
      fc.property(raw, text => {
        const link = mendLink(text)
        if (link === undefined) return
        const { protocol, username, password } = new URL(link)
        expect(['https:', 'http:']).toContain(protocol)
        expect(username + password).toBe('')
        expect(mendLink(link)).toBe(link)
      }),
    )
  })
})

describe('mendRepository', () => {
  test.each(REPOSITORIES)('%j becomes %j: %s', (raw, expected) => {
    expect(mendRepository(raw)).toBe(expected)
  })
})
