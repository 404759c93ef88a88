import { useEffect, useRef } from 'preact/hooks'
import { SearchIcon } from './icons'

interface Props {
  readonly value: string
  readonly placeholder: string
  /** What it is called, where it searches something else than the digest. */
  readonly label?: string
  readonly autoFocus: boolean
  readonly onInput: (value: string) => void
  readonly onKeyDown?: (event: KeyboardEvent) => void
}

/** The search field. `/` anywhere on the page brings the focus to it. */
export function SearchField(props: Props) {
  const input = useRef<HTMLInputElement>(null)
  const { autoFocus } = props
  useEffect(() => {
    if (autoFocus) input.current?.focus()
    const onKeyDown = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea, select')
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      input.current?.select()
      input.current?.focus()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [autoFocus])
  return (
    <label class="field">
      <SearchIcon />
      <span class="visually-hidden">{props.label ?? 'Search the digest'}</span>
      <input
        ref={input}
        type="search"
        value={props.value}
        placeholder={props.placeholder}
        autocomplete="off"
        spellcheck={false}
        onInput={event => props.onInput(event.currentTarget.value)}
        onKeyDown={props.onKeyDown}
      />
      <kbd>/</kbd>
    </label>
  )
}
