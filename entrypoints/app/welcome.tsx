import { useState } from 'preact/hooks'
import { BusyLine } from '@/components/busy-line'
import { HUGGING_FACE } from '@/lib/corpus/first-digests'
import { messageOf } from '@/lib/pages/failure'
import { requestHosts } from '@/lib/pages/permissions'
import type { Status } from '@/lib/pages/status'
import { useNow, useSettings } from '@/lib/pages/surroundings'
import { type Choice, choicesFor, isChosen, put, skip } from '@/lib/pages/welcome'
import type { Settings } from '@/lib/settings'
import { addMonths, type Day, dayInWords, dayOfTime } from '@/lib/time'
import type { PageProps } from './app'
import { type Registry, useRegistry } from './registry'

const CATEGORIES: readonly (readonly [category: string, name: string])[] = [
  ['cs.LG', 'Machine learning'],
  ['cs.CL', 'Language'],
  ['cs.CV', 'Vision'],
  ['cs.AI', 'Artificial intelligence'],
  ['cs.RO', 'Robotics'],
  ['stat.ML', 'Statistics'],
]
const ARXIV = 'arxiv.org'
/** The first day of Hugging Face Daily Papers. */
const BEGINNING: Day = '2023-05-04'

/** The first page: which digests, how far back and on which sites, with defaults that are good as they are. */
export function WelcomePage({ status, say }: PageProps) {
  const settings = useSettings()
  const registry = useRegistry()
  if (!settings || !status) return <p class="empty">Loading</p>
  return <Choices settings={settings} status={status} registry={registry} say={say} />
}

interface Props {
  readonly settings: Settings
  readonly status: Status
  readonly registry: Registry | null
  readonly say: (text: string) => void
}

function Choices({ settings, status, registry, say }: Props) {
  const followed = status.digests.map(({ row }) => row)
  const [huggingFace, setHuggingFace] = useState(() =>
    followed.some(row => row.digest === HUGGING_FACE && !row.paused),
  )
  const [categories, setCategories] = useState<readonly string[]>([])
  const [from, setFrom] = useState(settings.syncFrom)
  const [onArxiv, setOnArxiv] = useState(!settings.offHosts.includes(ARXIV))
  const [doing, setDoing] = useState<string | null>(null)
  const offerOf = (typed: string) => registry?.recogniseDigest(typed) ?? null
  const spans = spansUntil(dayOfTime(useNow()), settings.syncFrom)

  const start = () => {
    const offers = categories.flatMap(category => offerOf(category) ?? [])
    // In the click itself: a browser asks the reader for leave then only.
    const asking = requestHosts(offers.map(offer => offer.url))
    const choice: Choice = {
      huggingFace,
      offers,
      from,
      offHosts: [...settings.offHosts.filter(host => host !== ARXIV), ...(onArxiv ? [] : [ARXIV])],
    }
    setDoing(offers.length > 0 ? 'Waiting for your leave to ask arXiv' : 'Putting it in place')
    void (async () => {
      const given = await asking
      const refused = await put({ ...choice, offers: given ? offers : [] }, followed, setDoing)
      if (!given) say('arXiv is not followed, for Gloss may not ask it. The rest is as you chose.')
      else if (refused) say(refused)
      location.hash = '#/today'
    })().catch((error: unknown) => {
      setDoing(null)
      say(messageOf(error))
    })
  }
  return (
    <form
      class="welcome"
      onSubmit={event => {
        event.preventDefault()
        if (doing === null) start()
      }}
    >
      <header>
        <h1>Choose what Gloss follows</h1>
        <p class="prose muted">
          Gloss puts the digest in the margin of every paper you read. It works as it is; all of this can be
          changed later.
        </p>
      </header>
      <fieldset>
        <legend>Which digests</legend>
        <label class="choice">
          <input
            type="checkbox"
            checked={huggingFace}
            onChange={event => setHuggingFace(event.currentTarget.checked)}
          />
          <span>
            <b>Hugging Face Daily Papers</b>
            <span class="muted">A dozen papers a day, picked and upvoted by the community</span>
          </span>
        </label>
        <div class="choice-group">
          <p id="arxiv-categories">
            <b>arXiv, everything new</b>
            <span class="muted">
              A list a night for each; the browser asks you whether Gloss may fetch it
            </span>
          </p>
          <ul class="ticks" aria-labelledby="arxiv-categories">
            {CATEGORIES.map(([category, name]) => {
              const there = isChosen(offerOf(category), followed)
              return (
                <li key={category}>
                  <label class="tick">
                    <input
                      type="checkbox"
                      disabled={there || !registry}
                      checked={there || categories.includes(category)}
                      onChange={event =>
                        setCategories(choicesFor(categories, category, event.currentTarget.checked))
                      }
                    />
                    <span>
                      {name} <span class="faint">{category}</span>
                    </span>
                  </label>
                </li>
              )
            })}
          </ul>
        </div>
      </fieldset>
      <fieldset>
        <legend>How far back</legend>
        <div class="ticks">
          {spans.map(({ name, day }) => (
            <label key={day} class="tick">
              <input type="radio" name="from" checked={from === day} onChange={() => setFrom(day)} />
              <span>{name}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend>On which sites</legend>
        <label class="choice">
          <input
            type="checkbox"
            checked={onArxiv}
            onChange={event => setOnArxiv(event.currentTarget.checked)}
          />
          <span>
            <b>arXiv</b>
            <span class="muted">
              A note beside the abstract. Everywhere else the button in the toolbar searches your digests.
            </span>
          </span>
        </label>
      </fieldset>
      <p class="prose muted">
        What you read, search and save stays on this machine. Gloss asks the hosts of these digests for their
        lists, the same whoever reads, and nobody for anything else.
      </p>
      {doing !== null && <BusyLine text={doing} />}
      <p class="row">
        <button type="submit" class="btn primary start" disabled={doing !== null}>
          Start
        </button>
        <button
          type="button"
          class="btn quiet"
          disabled={doing !== null}
          onClick={() =>
            skip().then(
              () => {
                location.hash = '#/today'
              },
              (error: unknown) => say(messageOf(error)),
            )
          }
        >
          Skip, the defaults will do
        </button>
      </p>
    </form>
  )
}

/** How far back one can go; what is set already is among them. */
function spansUntil(today: Day, set: Day): { readonly name: string; readonly day: Day }[] {
  const spans = [
    { name: 'Everything since May 2023', day: BEGINNING },
    { name: 'One year', day: addMonths(today, -12) },
    { name: 'Three months', day: addMonths(today, -3) },
    { name: 'One month', day: addMonths(today, -1) },
  ]
  return spans.some(({ day }) => day === set)
    ? spans
    : [...spans, { name: `Since ${dayInWords(set)}, as it is now`, day: set }]
}
