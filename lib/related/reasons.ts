import { latexToText } from '../papers/latex'
import { oneLine } from '../papers/one-line'
import { type Paper, topicLabels } from '../papers/paper'
import { foldText } from '../papers/title-key'
import { stem, termsOf } from '../search/analysis'
import { countIn } from '../search/fields'
import { TOPIC_MARK } from '../search/segment'
import { topicKey } from '../search/topic-key'
import { type RootedToken, rootedTokens, sharedPhrases } from './phrases'
import { bodyOf, type Neighbour, type Related } from './related'
import type { RelatedQuery, TellingWord } from './telling-words'

/** Why a neighbour is shown, as parts of a sentence: what it shares with what was asked about. */
export interface Reason {
  readonly kind: 'topics' | 'authors' | 'words' | 'organization'
  readonly shared: readonly string[]
}

/** Who is behind what was asked about. */
export interface Makers {
  readonly authors?: readonly string[]
  readonly organization?: string
}

const MAX_SHARED = 3
/** A key word is one that a fair share of the papers holding it have in the title or topics, and that is not everywhere. */
const MIN_KEYNESS = 0.2
const MAX_SHARE = 0.08
/** What few papers that hold it have in the title says how something is done, not what is: "outperforms", "novel". */
const MIN_TITLED = 0.06
/** A hyphenated word in more papers is a manner of speaking: "open-sourced", "pre-trained". */
const MAX_COMPOUND_SHARE = 0.02
/** The second half of a compound: "mesh-based" says something, "based simulation" does not. */
const HALF = /^(?:aware|based|driven|free|guided|level|oriented|wise)[\s\-‐‑]/i
/** Words that titles are full of and that nothing is about. */
const EMPTY = new Set(
  'about across against all beyond between do does how new no novel one only over report revisit rethink technical through toward two under use using what which who why without'
    .split(' ')
    .map(word => stem(word)),
)

/**
 * The best reason for a neighbour of one of the texts: topics both carry, else authors of both, else phrases or words of
 * both that titles and topics are made of, else the organisation. With `any`, for want of those, the most telling words
 * of both. Undefined where there is none.
 */
export function reasonFor(
  related: Related,
  makers: Makers,
  neighbour: Neighbour,
  any = false,
  of = 0,
): Reason | undefined {
  const { paper } = neighbour
  const topics = sharedTopics(related, paper, of)
  if (topics.length > 0) return { kind: 'topics', shared: topics.slice(0, MAX_SHARED) }
  const asked = new Set((makers.authors ?? []).map(foldText))
  const authors = (paper.authors ?? []).filter(author => asked.has(foldText(author)))
  if (authors.length > 0) return { kind: 'authors', shared: authors.slice(0, MAX_SHARED) }
  const words = sharedWords(related, neighbour, any, of)
  if (words.length > 0) return { kind: 'words', shared: words.slice(0, MAX_SHARED) }
  const { organization } = paper
  const same = organization && foldText(organization) === foldText(makers.organization ?? '')
  return same ? { kind: 'organization', shared: [organization] } : undefined
}

/** Topics of a text that a paper carries or names, the rarest first. */
function sharedTopics({ queries, lists }: Related, paper: Paper, of: number): string[] {
  const theirs = new Set(topicLabels(paper).map(topicKey))
  const text = ` ${topicKey(oneLine(`${paper.title} ${bodyOf(paper)}`))} `
  const frequency = (label: string) => lists.count(TOPIC_MARK + topicKey(label))
  return firstOfEachKey(queries[of]?.topics ?? [])
    .filter(label => theirs.has(topicKey(label)) || text.includes(` ${topicKey(label)} `))
    .sort((a, b) => frequency(a) - frequency(b))
}

/** Phrases of both, then single words of both that are in none of the phrases. */
function sharedWords(related: Related, neighbour: Neighbour, any: boolean, of: number): string[] {
  const { space, words } = related
  const asked = questionOf(related, of)
  const theirTitle = new Set(termsOf(neighbour.paper.title).map(term => stem(term)))
  const titles = new Set([...asked.titleRoots, ...theirTitle])
  const isGood = (root: string) => {
    if (EMPTY.has(root)) return false
    const titled = asked.titled.get(root)
    const inBoth = theirTitle.has(root) && asked.titleRoots.includes(root)
    return inBoth || (titled === undefined ? titles.has(root) : titled >= MIN_TITLED)
  }
  const phrases = sharedPhrases(asked.text, asked.tokens, space, neighbour.point, isGood)
    .filter(({ label }) => !HALF.test(label) && !isCommonCompound(label, related))
    .filter(({ roots }) => roots.some(root => asked.keys.has(root)) || roots.every(root => titles.has(root)))
    .sort((a, b) => b.roots.length - a.roots.length)
    .slice(0, MAX_SHARED)
  const used = new Set(phrases.flatMap(({ roots }) => roots))
  const theirs = new Set(neighbour.point.words.features)
  const single = words.filter(({ root, form, documents }) => {
    if (used.has(root) || !asked.forms.has(form) || !theirs.has(space.wordOf(root) ?? -1)) return false
    if (any || asked.keys.has(root)) return true
    return titles.has(root) && form.length > 3 && isGood(root) && documents <= mostHolders(related)
  })
  const ordered = [...single].sort((a, b) => Number(asked.keys.has(b.root)) - Number(asked.keys.has(a.root)))
  return [...phrases.map(({ label }) => label), ...ordered.map(({ form }) => form)]
}

/** Whether a single hyphenated word is in so many papers that sharing it tells nothing, as "fine-grained" is. */
function isCommonCompound(label: string, { index }: Related): boolean {
  if (/\s/.test(label)) return false
  const joined = label.toLowerCase().replace(/[-‐‑]/g, '')
  return index.documentFrequency(joined) > Math.max(8, index.live * MAX_COMPOUND_SHARE)
}

/** What is known of one of the texts that were asked about. */
interface Question {
  readonly text: string
  readonly tokens: readonly RootedToken[]
  /** Its words as they stand in it: "videotoaudio" does not. */
  readonly forms: ReadonlySet<string>
  readonly titleRoots: readonly string[]
  /** Of each telling word the share of its holders that have it in the title or topics. */
  readonly titled: ReadonlyMap<string, number>
  /** Words that titles and topics are made of. */
  readonly keys: ReadonlySet<string>
}

const questions = new WeakMap<RelatedQuery, Question>()

function questionOf(related: Related, of: number): Question {
  const query = related.queries[of] ?? { title: '', text: '', topics: [] }
  const known = questions.get(query)
  if (known) return known
  const text = latexToText(`${query.title}\n${query.text}`)
  const tokens = rootedTokens(text)
  const titled = new Map(related.words.map(word => [word.root, titledShare(word, related)]))
  const keys = related.words.filter(
    ({ root, form, documents }) =>
      form.length > 3 &&
      !EMPTY.has(root) &&
      documents <= mostHolders(related) &&
      (titled.get(root) ?? 0) >= MIN_KEYNESS,
  )
  const question = {
    text,
    tokens,
    forms: new Set(tokens.map(({ term }) => term)),
    titleRoots: termsOf(query.title).map(term => stem(term)),
    titled,
    keys: new Set(keys.map(({ root }) => root)),
  }
  questions.set(query, question)
  return question
}

function mostHolders({ index }: Related): number {
  return Math.max(8, index.live * MAX_SHARE)
}

function titledShare({ forms }: TellingWord, { lists }: Related): number {
  let [all, headings] = [0, 0]
  for (const term of forms)
    lists.visit(term, (_, fields) => {
      all++
      if (countIn(fields, 'title') + countIn(fields, 'topics') > 0) headings++
    })
  return all === 0 ? 0 : headings / all
}

function firstOfEachKey(labels: readonly string[]): string[] {
  return [...new Map(labels.toReversed().map(label => [topicKey(label), label])).values()].toReversed()
}
