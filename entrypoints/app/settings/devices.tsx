import { useState } from 'preact/hooks'
import { type AccountTyped, DeviceAccount } from '@/components/device-account'
import { DeviceStatus } from '@/components/device-status'
import type { DeviceEngine, DevicesState } from '@/lib/library/device-accounts'
import { ask } from '@/lib/messaging/client'
import type { DeviceRound } from '@/lib/messaging/protocol'
import {
  accountOf,
  connectBrowser,
  connectWebdav,
  engineName,
  isMeeting,
  readDevices,
  roundText,
  turnOff,
} from '@/lib/pages/devices'
import { messageOf } from '@/lib/pages/failure'
import { useLive } from '@/lib/pages/live'
import { hostOf } from '@/lib/pages/origins'
import { giveBackHost, requestHosts } from '@/lib/pages/permissions'

interface Props {
  readonly now: number
  readonly say: (text: string) => void
}

const WAYS: readonly (readonly [engine: DeviceEngine, name: string])[] = [
  ['off', 'Off: the list stays on this machine'],
  ['browser', 'The browser’s own sync'],
  ['webdav', 'A WebDAV server: Nextcloud, ownCloud or any other'],
]
const NOBODY: AccountTyped = { url: '', user: '', password: '', passphrase: '' }

/** Keeping the list in step with other devices: off until the reader chooses how. */
export function DevicesSection({ now, say }: Props) {
  const { value: state } = useLive(readDevices, [])
  const [picked, setPicked] = useState<DeviceEngine | null>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const during = async (work: () => Promise<DeviceRound | string>) => {
    setBusy(true)
    setProblem(null)
    try {
      const came = await work()
      const said = isRound(came) ? roundText(came) : came
      if (said) say(said)
      setPicked(null)
    } catch (error) {
      setProblem(messageOf(error))
    } finally {
      setBusy(false)
    }
  }
  if (!state) return null
  const engine = picked ?? state.engine
  const connect = (typed: AccountTyped) => {
    const account = accountOf(typed)
    if (typeof account === 'string') return setProblem(account)
    // The first thing in the click: browsers ask the reader for leave then only.
    const asking = requestHosts([account.url])
    void during(async () => {
      if (await asking)
        return connectWebdav(account).catch(async error => {
          // Kept where the account was stored all the same.
          await giveBackHost(account.url)
          throw error
        })
      throw new Error(`Gloss was not allowed to ask ${hostOf(account.url)}, so it did not. Nothing was sent.`)
    })
  }
  const off = () =>
    during(async () => {
      await turnOff(state)
      return 'Devices are off. Everything here is kept'
    })
  return (
    <section class="setting" aria-labelledby="devices">
      <h2 id="devices">Devices</h2>
      <fieldset class="device-ways" disabled={busy}>
        <legend class="prose">
          The reading list with tags, notes and rules, in step on all your devices. Edits made at once on two
          of them are joined; nothing is overwritten.
        </legend>
        {WAYS.map(([way, name]) => (
          <label key={way} class="row">
            <input
              type="radio"
              name="devices"
              checked={engine === way}
              onChange={() => {
                setProblem(null)
                setPicked(way)
              }}
            />
            {name}
          </label>
        ))}
      </fieldset>
      {engine !== 'webdav' && problem && (
        <p class="notice bad" role="alert">
          {problem}
        </p>
      )}
      {engine === 'off' && state.engine !== 'off' && <TurnOff state={state} busy={busy} onOff={off} />}
      {engine === 'browser' && state.engine !== 'browser' && (
        <BrowserOffer busy={busy} onConnect={() => during(connectBrowser)} />
      )}
      {engine === state.engine && engine !== 'off' && (
        <>
          <DeviceStatus state={state} meeting={isMeeting(state, now)} now={now} />
          <p class="row">
            <button
              type="button"
              class="btn"
              disabled={busy || isMeeting(state, now)}
              onClick={() => void during(async () => (await ask('device-sync', {})).round)}
            >
              Sync now
            </button>
            <button type="button" class="btn" disabled={busy} onClick={() => setPicked('off')}>
              Turn off…
            </button>
          </p>
        </>
      )}
      {engine === 'webdav' && <Server state={state} busy={busy} problem={problem} onConnect={connect} />}
    </section>
  )
}

function BrowserOffer(props: { readonly busy: boolean; readonly onConnect: () => void }) {
  return (
    <div class="card">
      <p class="prose">
        Your list goes through the account that you are signed in to the browser with, so to the maker of the
        browser (Google, Mozilla, Microsoft). Firefox and Chrome reach their own devices only. There is room
        for 100 kB: some hundred papers with their notes, without abstracts. What does not fit is said here; a
        WebDAV server has room for all.
      </p>
      <p>
        <button type="button" class="btn primary" disabled={props.busy} onClick={props.onConnect}>
          Turn on
        </button>
      </p>
    </div>
  )
}

function Server(props: {
  readonly state: DevicesState
  readonly busy: boolean
  readonly problem: string | null
  readonly onConnect: (typed: AccountTyped) => void
}) {
  const { state, busy, problem, onConnect } = props
  const known = { ...NOBODY, ...state.account }
  const connected = state.engine === 'webdav'
  const form = (
    <DeviceAccount
      known={known}
      busy={busy}
      problem={problem}
      action={connected ? 'Connect again' : 'Connect'}
      onConnect={onConnect}
    />
  )
  if (!connected) return form
  return (
    <details open={state.stopped === true || problem !== null}>
      <summary>Server: {engineName(state)}</summary>
      {form}
    </details>
  )
}

function TurnOff(props: {
  readonly state: DevicesState
  readonly busy: boolean
  readonly onOff: () => void
}) {
  const { state, busy, onOff } = props
  return (
    <div class="card">
      <p class="prose">
        This device does not meet the others any more. Everything on it is kept.{' '}
        {state.engine === 'webdav'
          ? `The files in the folder “gloss” at ${engineName(state)} stay there for your other devices; delete them there if you want them gone. The password is forgotten, and the host given back.`
          : 'What the browser’s sync holds stays there for your other devices; it goes when you remove Gloss from all of them.'}
      </p>
      <p>
        <button type="button" class="btn danger" disabled={busy} onClick={onOff}>
          Turn off
        </button>
      </p>
    </div>
  )
}

function isRound(came: string): came is DeviceRound {
  return ['soon', 'done', 'failed', 'off', 'resting', 'offline', 'interrupted'].includes(came)
}
