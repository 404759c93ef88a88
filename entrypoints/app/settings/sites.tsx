import { useEffect, useState } from 'preact/hooks'
import { messageOf } from '@/lib/pages/failure'
import { originOf, typedAddress } from '@/lib/pages/origins'
import { barredAmong, requestHosts, watchPermissions } from '@/lib/pages/permissions'
import { supportedSites } from '@/lib/pages/supported-sites'
import { allowHost, forgetHost } from '@/lib/pages/tab-actions'
import type { Settings } from '@/lib/settings'

interface Props {
  readonly settings: Settings
  readonly change: (part: Partial<Settings>) => void
  readonly say: (text: string) => void
}

const SWITCHES = [
  [
    'everyRow',
    'Badge every recognised row',
    'Rows of papers that Gloss does not know get a badge too, to save them by.',
  ],
  ['dimSeen', 'Dim papers I have seen', 'In lists. A page could notice that a row is dimmed.'],
  ['hideSkipped', 'Hide papers I have skipped', 'In lists. A page could notice that a row is hidden.'],
  ['markLinks', 'Mark references and links to known papers', undefined],
] as const

/** On which sites Gloss shows something, and what. */
export function SitesSection({ settings, change, say }: Props) {
  const { offHosts, notSame } = settings
  return (
    <section class="setting" aria-labelledby="sites">
      <h2 id="sites">Sites</h2>
      {offHosts.length === 0 && <p class="muted">Gloss is on wherever it knows the site.</p>}
      <ul class="hosts">
        {offHosts.map(host => (
          <li key={host} class="row">
            <span>Off on {host}</span>
            <button
              type="button"
              class="btn"
              onClick={() => change({ offHosts: offHosts.filter(other => other !== host) })}
            >
              Turn on
            </button>
          </li>
        ))}
      </ul>
      <SupportedSites />
      {SWITCHES.map(([name, label, about]) => (
        <div key={name}>
          <label class="row">
            <input
              type="checkbox"
              checked={settings[name]}
              aria-describedby={about && `about-${name}`}
              onChange={event => change({ [name]: event.currentTarget.checked })}
            />
            {label}
          </label>
          {about && (
            <p class="muted" id={`about-${name}`}>
              {about}
            </p>
          )}
        </div>
      ))}
      <AllowedHosts hosts={settings.allowedHosts} say={say} />
      <p class="row">
        <span>
          {notSame.length === 0
            ? 'No correction of a match by title is kept.'
            : `“Not the same”: ${notSame.length} kept`}
        </span>
        {notSame.length > 0 && (
          <button type="button" class="btn" onClick={() => change({ notSame: [] })}>
            Clear
          </button>
        )}
      </p>
    </section>
  )
}

function SupportedSites() {
  return (
    <details>
      <summary>Sites that Gloss knows</summary>
      <table class="models">
        <thead>
          <tr>
            <th scope="col">Site</th>
            <th scope="col">What Gloss does there</th>
          </tr>
        </thead>
        <tbody>
          {supportedSites.map(({ name, does }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{does}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

/** Hosts of which every page is annotated, and a field to add one. */
function AllowedHosts({ hosts, say }: { readonly hosts: readonly string[] } & Pick<Props, 'say'>) {
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const barred = useBarred(hosts)
  const tell = (error: unknown) => say(messageOf(error))
  /** Called in a click: the browser asks the reader for leave at once, or not at all. */
  const add = () => {
    const address = typedAddress(typed)
    const host = address && originOf(address)?.startsWith('https:') ? URL.parse(address)?.hostname : undefined
    setProblem(host ? null : 'That is no host such as journal.example. Gloss works on https pages only.')
    if (!host) return
    allowHost(host).then(given => {
      if (!given) return setProblem(`Gloss was not allowed on ${host}; nothing was changed.`)
      setTyped('')
      say(`Every page of ${host} is annotated from now on`)
    }, tell)
  }
  return (
    <div class="allowed">
      <h3>Pages of other hosts</h3>
      <p class="muted">
        Gloss finds papers, and links to papers, on every page of these hosts. It reads the pages on this
        machine and sends nothing.
      </p>
      <ul class="hosts" aria-label="Hosts that are always annotated">
        {hosts.map(host => (
          <li key={host} class="row">
            <span>{host}</span>
            {barred.has(addressOf(host)) && (
              <button
                type="button"
                class="btn"
                aria-label={`Allow on ${host}`}
                onClick={() => void requestHosts([addressOf(host)]).catch(tell)}
              >
                Allow
              </button>
            )}
            <button
              type="button"
              class="btn"
              aria-label={`Remove ${host}`}
              onClick={() => void forgetHost(host).catch(tell)}
            >
              Remove
            </button>
          </li>
        ))}
      </ul>
      <form
        class="row"
        onSubmit={event => {
          event.preventDefault()
          add()
        }}
      >
        <input
          class="textbox"
          aria-label="Host to annotate always"
          placeholder="journal.example"
          value={typed}
          aria-invalid={problem !== null}
          onInput={event => setTyped(event.currentTarget.value)}
        />
        <button type="submit" class="btn" disabled={typed.trim() === ''}>
          Add
        </button>
      </form>
      {problem && (
        <p class="notice" role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}

/** Addresses of hosts on which the browser does not let Gloss run, though the reader wanted it once. */
function useBarred(hosts: readonly string[]): ReadonlySet<string> {
  const [barred, setBarred] = useState<ReadonlySet<string>>(new Set())
  useEffect(() => {
    const controller = new AbortController()
    const look = () => void barredAmong(hosts.map(addressOf)).then(setBarred, () => undefined)
    look()
    watchPermissions(look, controller.signal)
    return () => controller.abort()
  }, [hosts.join(' ')])
  return barred
}

function addressOf(host: string): string {
  return `https://${host}/`
}
