import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../..')
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\n')
  .filter(file => /\.(ts|tsx|mjs|md|json|jsonc|html|css|yml)$/.test(file) || file === '.ci/run')
  .filter(file => file !== 'tests/repo/language.test.ts')

describe('The project speaks of itself alone', () => {
  it.each([
    ['a path of one machine', /(?<![\w.@/-])\/(?:home|root|Users|work)\/[a-z]/],
    ['the address of a package registry', /registry\.(?:npmjs|yarnpkg)\./],
    ['a type or a rule switched off', /@ts-(?:ignore|nocheck)|\bas any\b|:\s*any\b/],
    ['something left undone', /\b(?:TODO|FIXME|XXX)\b/],
    ['text that becomes HTML', /\.(?:inner|outer)HTML\b|insertAdjacentHTML|dangerouslySetInnerHTML/],
  ])('no file holds %s', (_, pattern) => {
    const found = tracked
      .filter(file => !file.endsWith('.json'))
      .filter(file => pattern.test(readFileSync(resolve(ROOT, file), 'utf8')))
    expect(found).toEqual([])
  })
})
