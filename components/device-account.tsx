import { useState } from 'preact/hooks'

/** What is typed of a server. */
export interface AccountTyped {
  readonly url: string
  readonly user: string
  readonly password: string
  readonly passphrase: string
}

interface Props {
  readonly known: AccountTyped
  readonly busy: boolean
  readonly problem: string | null
  /** What the button says. */
  readonly action: string
  /** Called in the click itself. */
  readonly onConnect: (typed: AccountTyped) => void
}

/** The folder on a WebDAV server, who may use it, and what its files are encrypted with. */
export function DeviceAccount({ known, busy, problem, action, onConnect }: Props) {
  const [typed, setTyped] = useState(known)
  const field = (name: keyof AccountTyped) => ({
    class: 'textbox',
    value: typed[name],
    disabled: busy,
    spellcheck: false,
    autocapitalize: 'off' as const,
    onInput: (event: { readonly currentTarget: HTMLInputElement }) => {
      const { value } = event.currentTarget
      setTyped(before => ({ ...before, [name]: value }))
    },
  })
  return (
    <form
      class="device-account"
      onSubmit={event => {
        event.preventDefault()
        if (!busy && typed.url.trim()) onConnect(typed)
      }}
    >
      <label class="stacked">
        <span class="muted">Address of a folder</span>
        <input
          {...field('url')}
          type="text"
          inputMode="url"
          autocomplete="off"
          placeholder="https://cloud.example.org/remote.php/dav/files/me/"
        />
      </label>
      <label class="stacked">
        <span class="muted">Name</span>
        <input {...field('user')} type="text" autocomplete="off" />
      </label>
      <label class="stacked">
        <span class="muted">Password (best one made for Gloss alone: an app password)</span>
        <input {...field('password')} type="password" autocomplete="off" />
      </label>
      <label class="stacked">
        <span class="muted">Passphrase to encrypt with (may be left empty)</span>
        <input {...field('passphrase')} type="password" autocomplete="off" />
      </label>
      <p class="prose muted">
        {typed.passphrase
          ? 'Type the same passphrase on every device. It is not sent. If you lose it nobody can read the files on the server again; the list stays on your devices.'
          : 'Without a passphrase whoever runs the server can read your list and notes.'}
      </p>
      {problem && (
        <p class="notice bad" role="alert">
          {problem}
        </p>
      )}
      <p>
        <button type="submit" class="btn primary" disabled={busy || !typed.url.trim()}>
          {action}
        </button>
      </p>
    </form>
  )
}
