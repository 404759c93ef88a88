import { type PaperId, parseCatalogued } from '../../papers/catalogued'
import { oneLine } from '../../papers/one-line'
import { paperOfUrl } from '../../papers/paper-url'
import { dayOfIso } from '../../time'
import type { PaperReading } from '../site'
import { givenNameFirst } from './highwire'
import { MAX_TEXT } from './text'

/** What a page says of a thing in JSON-LD, as it stands there: nothing of it is known to be as it should. */
type Thing = Readonly<Record<string, unknown>>

const [MAX_SCRIPTS, MAX_CHARACTERS, MAX_THINGS, MAX_DEPTH] = [20, 1_000_000, 200, 6] as const
/** Properties that lead on to what a page is about. */
const INWARD = ['@graph', 'mainEntity'] as const

/** The things that a page says it is about, with their types ("Dataset"). JSON that is broken or too long says nothing. */
export function thingsOf(document: Document): { readonly thing: Thing; readonly types: readonly string[] }[] {
  const things: Thing[] = []
  const scripts = document.querySelectorAll('script[type="application/ld+json" i]')
  for (const script of [...scripts].slice(0, MAX_SCRIPTS))
    collect(parsed(script.textContent ?? ''), things, 0)
  return things.map(thing => ({ thing, types: list(thing['@type']).map(shortName) }))
}

/** The one scholarly article that a page describes; null where it describes none, or several. */
export function articleOf(document: Document): PaperReading | null {
  const articles = thingsOf(document)
    .filter(({ types }) => types.some(isScholarly))
    .map(({ thing }) => readArticle(thing))
  const [article] = articles
  return article && articles.every(({ title }) => title === article.title) ? article : null
}

/** Whether a type of schema.org is one of papers. */
export function isScholarly(type: string): boolean {
  return /^(?:Medical)?ScholarlyArticle$|^Thesis$/.test(type)
}

function collect(value: unknown, things: Thing[], depth: number): void {
  if (depth > MAX_DEPTH || things.length >= MAX_THINGS || typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    for (const item of value.slice(0, MAX_THINGS)) collect(item, things, depth + 1)
    return
  }
  const thing = value as Thing
  if (thing['@type'] !== undefined) things.push(thing)
  for (const property of INWARD) collect(thing[property], things, depth + 1)
}

function parsed(json: string): unknown {
  if (json.length > MAX_CHARACTERS) return null
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}

function readArticle(thing: Thing): PaperReading {
  const title = textIn(thing.headline) || textIn(thing.name)
  const abstract = textIn(thing.abstract)
  const authors = list(thing.author).map(nameOf).filter(Boolean)
  const published = dayOfIso(textIn(thing.datePublished))
  const ids = ['identifier', 'doi', 'sameAs', '@id', 'url'].flatMap(property =>
    list(thing[property]).flatMap(identifierIn),
  )
  return {
    ids: [...new Set(ids)],
    ...(title && { title }),
    ...(abstract && { abstract }),
    ...(authors.length > 0 && { authors }),
    ...(published && { published }),
  }
}

/** "https://schema.org/Dataset", "schema:Dataset" as "Dataset". */
function shortName(type: unknown): string {
  return textIn(type).replace(/^.*[/:#]/, '')
}

function nameOf(author: unknown): string {
  const { name, givenName, familyName } = Object(author) as Thing
  return givenNameFirst(textIn(author) || textIn(name) || `${textIn(givenName)} ${textIn(familyName)}`)
}

/** The paper that a property names: an address, a DOI, or a value that says it is one. */
function identifierIn(value: unknown): PaperId[] {
  const text = textIn(value) || textIn((Object(value) as Thing).value)
  const id = paperOfUrl(text) ?? (/^(?:doi:\s*)?10\./i.test(text) ? parseCatalogued(text) : null)
  return id ? [id] : []
}

/** A text, also one with its language beside it, or an empty one. */
function textIn(value: unknown): string {
  const [first] = list(value)
  const text = typeof first === 'object' && first !== null ? (first as Thing)['@value'] : first
  return typeof text === 'string' ? oneLine(text.slice(0, MAX_TEXT)) : ''
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, 5000) : value === undefined ? [] : [value]
}
