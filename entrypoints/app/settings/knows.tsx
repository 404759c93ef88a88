import { useEffect, useState } from 'preact/hooks'
import { signals } from '@/lib/corpus/signals'
import { vocabularyOf } from '@/lib/corpus/vocabulary'
import { corpus, ready } from '@/lib/pages/context'
import { type KnownPapers, knownPapers, type ShippedModel, shippedFiles } from '@/lib/pages/knows'
import { number, paperCount } from '@/lib/pages/status-words'
import { ReadingFailed } from '../reading-failed'

/** What each thing Gloss says is worked out from. */
const METHODS: readonly (readonly [what: string, how: string])[] = [
  [
    'Summary',
    'A digest’s own words where it has summarised the paper, with its name. Otherwise the sentence of the abstract that says best what the paper does: a model weighs where each sentence stands, how it begins and what it shares with the title and the rest. Asides may be left out of it; no word is added.',
  ],
  [
    'Topics',
    'A digest’s own keywords where it has given some. Otherwise phrases of the title and the abstract that a model takes for keywords, by where they stand, how rare they are among your papers and what such phrases look like; those it is not sure of are not shown. Chips with a dashed edge were found this way.',
  ],
  [
    'Related papers',
    'Papers of your corpus that share rare words and topics with this one, and that are near to it in meaning: every paper is a point in a space in which words that appear in the same places lie close together. Other versions of the same paper are left out.',
  ],
  [
    'For you',
    'What you saved, read and put aside, compared with the papers of your corpus: words, phrases and directions of that space that your papers have more often than others. It begins with ten signals, stays on this machine, and can be looked at and reset in the settings.',
  ],
]

/** What Gloss knows about itself: its papers and topics, and how what it says is worked out. */
export function KnowsPage() {
  const [known, setKnown] = useState<Known | Error | null>(null)
  useEffect(() => {
    let gone = false
    readKnown().then(
      value => gone || setKnown(value),
      error => gone || setKnown(error instanceof Error ? error : new Error(String(error))),
    )
    return () => {
      gone = true
    }
  }, [])
  if (known instanceof Error) return <ReadingFailed error={known} />
  return (
    <>
      <header class="page-head">
        <div>
          <p class="muted">
            <a href="#/settings">Settings</a>
          </p>
          <h1>What Gloss knows</h1>
        </div>
      </header>
      <section class="setting" aria-labelledby="knows-papers">
        <h2 id="knows-papers">Papers and topics</h2>
        {known ? <Counts known={known} /> : <p class="muted">Counting</p>}
      </section>
      <section class="setting" aria-labelledby="knows-how">
        <h2 id="knows-how">How it comes to what it says</h2>
        <dl class="methods">
          {METHODS.map(([what, how]) => (
            <div key={what}>
              <dt>{what}</dt>
              <dd class="prose muted">{how}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section class="setting" aria-labelledby="knows-models">
        <h2 id="knows-models">What it learned before it came to you</h2>
        <p class="prose muted">
          These files came with Gloss and never change by themselves. They hold numbers, no papers; nothing of
          yours goes into them, and nothing is sent to use them.
        </p>
        {known && <Models models={known.models} />}
      </section>
    </>
  )
}

interface Known {
  readonly papers: KnownPapers
  /** Left out until topics were counted. */
  readonly topics?: { readonly count: number; readonly spellings: number }
  readonly signals: number
  readonly models: readonly ShippedModel[]
}

async function readKnown(): Promise<Known> {
  await ready
  const [index, models, vocabulary, told] = await Promise.all([
    corpus.index(),
    shippedFiles(),
    vocabularyOf(corpus.db),
    signals(corpus.db),
  ])
  const topics = vocabulary?.topics.filter(({ kind }) => kind === 'topic')
  const spellings = topics?.reduce((sum, topic) => sum + 1 + (vocabulary?.spellingsOf(topic).length ?? 0), 0)
  return {
    papers: knownPapers(index),
    ...(topics && { topics: { count: topics.length, spellings: spellings ?? 0 } }),
    signals: told.length,
    models,
  }
}

function Counts({ known: { papers, topics, signals } }: { readonly known: Known }) {
  const { years } = papers
  const rows: (readonly [name: string, value: string])[] = [
    ['Papers', number(papers.papers)],
    ['Summarised by a digest', share(papers.summarised, papers.papers)],
    ['With code, by a digest’s word', share(papers.code, papers.papers)],
    [
      'Topics',
      topics ? `${number(topics.count)}, in ${number(topics.spellings)} spellings` : 'not counted yet',
    ],
    ['Papers that you saved, opened or put aside', number(signals)],
  ]
  return (
    <>
      <dl class="use" aria-label="Papers and topics">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd class="num">{value}</dd>
          </div>
        ))}
      </dl>
      {years && (
        <p class="faint">
          {paperCount(papers.papers)} from {years[0] === years[1] ? years[0] : `${years[0]} to ${years[1]}`}.
        </p>
      )}
    </>
  )
}

function Models({ models }: { readonly models: readonly ShippedModel[] }) {
  return (
    <table class="models">
      <thead>
        <tr>
          <th scope="col">File</th>
          <th scope="col">Size</th>
          <th scope="col">SHA-256</th>
        </tr>
      </thead>
      <tbody>
        {models.map(({ file, bytes, fingerprint }) => (
          <tr key={file}>
            <td>{file}</td>
            <td class="num">{Math.round(bytes / 1000).toLocaleString('en')} kB</td>
            <td class="num">{fingerprint}…</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function share(some: number, all: number): string {
  return all === 0 ? '0' : `${number(some)} (${Math.round((100 * some) / all)} %)`
}
