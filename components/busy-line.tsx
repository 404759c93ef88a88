import { useEffect, useState } from 'preact/hooks'

/** That something is under way, and since when; nothing for the first moment, in which most things are done. */
export function BusyLine({ text }: { readonly text: string }) {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setSeconds(now => now + 1), 1000)
    return () => clearInterval(timer)
  }, [])
  return (
    <div class="busy-line">
      <div class="bar moving" aria-hidden="true">
        <i />
      </div>
      <p class="faint">
        <span role="status">{text}</span>
        {seconds > 0 && <span aria-hidden="true"> · {seconds} s</span>}
      </p>
    </div>
  )
}
