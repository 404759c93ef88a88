import { useEffect, useRef } from 'preact/hooks'

/**
 * What Enter in a search field does: `open`, at once where the answer is there, else when it has come. Typing on calls
 * it off.
 */
export function useOpenWhen(answered: boolean, open: () => void): () => void {
  const wanted = useRef(false)
  useEffect(() => {
    const callOff = () => {
      wanted.current = false
    }
    document.addEventListener('input', callOff)
    return () => document.removeEventListener('input', callOff)
  }, [])
  useEffect(() => {
    if (!answered || !wanted.current) return
    wanted.current = false
    open()
  }, [answered, open])
  return () => {
    if (answered) open()
    else wanted.current = true
  }
}
