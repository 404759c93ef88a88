import { readSettings, type Settings, watchSettings } from '../settings'

/** Keeps the page's `data-theme` as the reader set it, or as the system is, until the page goes. */
export function followTheme(): void {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  let theme: Settings['theme'] = 'system'
  const apply = () => {
    const isDark = theme === 'dark' || (theme === 'system' && dark.matches)
    document.documentElement.dataset.theme = isDark ? 'dark' : 'light'
  }
  const take = (settings: Settings) => {
    theme = settings.theme
    apply()
  }
  apply()
  dark.addEventListener('change', apply)
  watchSettings(take, new AbortController().signal)
  void readSettings().then(take)
}
