import { useRef, useState } from 'preact/hooks'
import { BusyLine } from '@/components/busy-line'
import { DigestPreview, type PreviewShown } from '@/components/digest-preview'
import { ask } from '@/lib/messaging/client'
import type { Preview } from '@/lib/messaging/protocol'
import { messageOf } from '@/lib/pages/failure'
import { hostOf, originOf, typedAddress } from '@/lib/pages/origins'
import { giveBackHost, requestHosts } from '@/lib/pages/permissions'
import type { Status } from '@/lib/pages/status'
import { number, paperCount } from '@/lib/pages/status-words'
import type { Registry } from '../registry'
import { openSuggestions } from './suggestions'

interface Props {
  readonly status: Status | undefined
  readonly registry: Registry | null
  readonly say: (text: string) => void
}

type Step =
  | { readonly at: 'typing'; readonly problem?: string }
  | { readonly at: 'looking'; readonly doing: string; readonly address: string }
  | { readonly at: 'preview'; readonly preview: Preview; readonly asked: string; readonly problem?: string }
  | { readonly at: 'following'; readonly preview: Preview; readonly asked: string }

const NO_ADDRESS =
  'That is neither an address nor an arXiv category such as cs.LG. Nothing was asked of anyone.'
const NOT_HTTPS = 'Gloss asks hosts over https only, so this address cannot be followed. Nothing was stored.'

/** What is said of kinds that list no papers of their own. */
const EMPTY: Readonly<Record<string, string>> = {
  'arxiv-details': 'adds categories, versions and journals to papers you have',
}

/** Looks at an address that was typed and, if the reader likes what is there, follows it. */
export function AddDigest({ status, registry, say }: Props) {
  const [typed, setTyped] = useState('')
  const [step, setStep] = useState<Step>({ at: 'typing' })
  const turn = useRef(0)
  const field = useRef<HTMLInputElement>(null)
  const rows = status?.digests.map(({ row }) => row) ?? []
  const fail = (problem: string) => setStep({ at: 'typing', problem })

  /** Called in a click: the browser asks the reader for leave at once, or not at all. */
  const look = (text: string) => {
    const offer = registry?.recogniseDigest(text)
    const address = offer?.url ?? typedAddress(text)
    if (!address) return fail(NO_ADDRESS)
    if (!originOf(address)) return fail(NOT_HTTPS)
    const host = hostOf(address) ?? address
    const mine = ++turn.current
    const asking = requestHosts([address])
    setStep({ at: 'looking', doing: `Waiting for your leave to ask ${host}`, address })
    void asking
      .then(async given => {
        // Stopped while the browser still asked for leave.
        if (mine !== turn.current) return giveBackHost(address)
        if (!given) return fail(`Gloss was not allowed to ask ${host}, so it did not. Nothing was stored.`)
        setStep({ at: 'looking', doing: `Asking ${host}`, address })
        const preview = await ask('preview', { typed: offer ? text.trim() : address })
        if (mine === turn.current) setStep({ at: 'preview', preview, asked: address })
      })
      .catch((error: unknown) => {
        if (mine === turn.current) fail(messageOf(error))
        void giveBackHost(address)
      })
  }
  const backToField = () => {
    turn.current++
    setStep({ at: 'typing' })
    field.current?.focus()
  }
  const stop = (address: string) => {
    backToField()
    void giveBackHost(address)
  }
  const follow = (preview: Preview, asked: string, title: string) => {
    const { kind, url, homepage } = preview
    setStep({ at: 'following', preview, asked })
    ask('follow', { kind, url, title, ...(homepage && { homepage }) }).then(
      () => {
        setTyped('')
        backToField()
        say(`Following ${title}`)
      },
      (error: unknown) => setStep({ at: 'preview', preview, asked, problem: messageOf(error) }),
    )
  }
  const problem = step.at === 'typing' || step.at === 'preview' ? step.problem : undefined
  return (
    <div class="add-digest">
      <h3>Add a digest</h3>
      <form
        class="row look"
        onSubmit={event => {
          event.preventDefault()
          if (registry && typed.trim()) look(typed)
        }}
      >
        <label class="grow">
          <span class="visually-hidden">Address of a feed, or an arXiv category such as cs.LG</span>
          <input
            ref={field}
            class="textbox"
            value={typed}
            placeholder="Address of a feed, or an arXiv category such as cs.LG"
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            maxLength={2000}
            onInput={event => setTyped(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="btn" disabled={!registry || step.at === 'looking' || !typed.trim()}>
          Look
        </button>
      </form>
      {step.at === 'looking' && (
        <div class="row looking">
          <BusyLine text={step.doing} />
          <button type="button" class="btn quiet" onClick={() => stop(step.address)}>
            Stop
          </button>
        </div>
      )}
      {problem && (
        <p class="notice bad" role="alert">
          {problem}
        </p>
      )}
      {(step.at === 'preview' || step.at === 'following') && (
        <DigestPreview
          key={step.preview.url}
          preview={shownAs(step.preview)}
          busy={step.at === 'following'}
          onFollow={title => follow(step.preview, step.asked, title)}
          onCancel={() => stop(step.asked)}
        />
      )}
      {registry && step.at === 'typing' && (
        <ul class="wrap" aria-label="Suggestions">
          {openSuggestions(registry, rows).map(({ name, typed: text }) => (
            <li key={name}>
              <button type="button" class="chip" onClick={() => look(text)}>
                {name}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function shownAs(preview: Preview): PreviewShown {
  const { papers, total } = preview
  const counted = paperCount(papers)
  const of = total !== undefined && total > papers ? ` of ${number(total)}` : ''
  return {
    kindName: preview.kindName,
    url: preview.url,
    title: preview.title,
    papers: papers === 0 ? (EMPTY[preview.kind] ?? 'no papers at the moment') : `${counted}${of}`,
    sample: preview.sample,
    rejected: preview.rejected,
    ...(preview.followed !== undefined && { followed: preview.followed }),
  }
}
