import { useEffect, useState } from 'preact/hooks'
import type { Theme } from '@/lib/sites/site'

/** Whether this page is light or dark, followed. */
export function useTheme(): Theme {
  const [theme, setTheme] = useState(shown)
  useEffect(() => {
    const look = () => setTheme(shown())
    const observer = new MutationObserver(look)
    observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    look()
    return () => observer.disconnect()
  }, [])
  return theme
}

function shown(): Theme {
  return document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light'
}
