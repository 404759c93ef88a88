import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod/mini'
import { sites } from '@/lib/sites/registry'
import { missingAnchors } from '@/lib/sites/self-check'
import { readPage } from './saved'

const FOLDER = join(import.meta.dirname, '../pages')

/** What a fixture, `<site>.html` or `<site>.<what>.html`, must be read as; stands beside it as JSON. */
const expectedSchema = z.strictObject({
  url: z.string(),
  paper: z.optional(z.record(z.string(), z.unknown())),
  rows: z.optional(z.array(z.record(z.string(), z.unknown()))),
  links: z.optional(z.array(z.record(z.string(), z.unknown()))),
  /** The class or id of the element that the panel goes into, and of the one it goes before. */
  place: z.optional(z.string()),
  theme: z.optional(z.enum(['light', 'dark'])),
  /** What the self-check misses here. */
  missing: z.optional(z.array(z.string())),
})

const fixtures = globSync('*.json', { cwd: FOLDER }).sort()

describe('Every site', () => {
  const covered = new Set(fixtures.map(file => file.replace(/\..*$/, '')))

  test.each(sites.map(site => site.id))('%s has a page to be tested with', id => {
    expect([...covered]).toContain(id)
  })

  test.each(fixtures)('%s is read as it says', file => {
    const { url, ...expected } = z.parse(expectedSchema, JSON.parse(readFileSync(join(FOLDER, file), 'utf8')))
    const html = readFileSync(join(FOLDER, `${basename(file, '.json')}.html`))
    const { site, document, paper, rows, links } = readPage(url, html)
    expect(site.id).toBe(file.replace(/\..*$/, ''))
    expect({ paper, rows, links }).toEqual({
      paper: expected.paper ?? null,
      rows: expected.rows ?? [],
      links: expected.links ?? [],
    })
    const place = site.panelPlace(document)
    const named = (element: Element | null | undefined) =>
      element ? element.id || element.className || element.localName : 'end'
    expect(place ? `${named(place.parent)} < ${named(place.before)}` : undefined).toBe(expected.place)
    expect(site.theme(document)).toBe(expected.theme ?? 'light')
    expect(missingAnchors(site, document, new URL(url))).toEqual(expected.missing ?? [])
  })
})
