import { Logo } from '@/components/icons'
import { KeyboardHelp } from '@/components/keyboard-help'
import { corpus } from '@/lib/pages/context'
import { useLive } from '@/lib/pages/live'
import { useToast } from '@/lib/pages/paper-list-state'
import { useRoute } from '@/lib/pages/route'
import { number, readStatus, type Status } from '@/lib/pages/status'
import { LibraryPage } from './library'
import { SearchPage } from './search'
import { SettingsPage } from './settings'
import { TodayPage } from './today'
import { TopicsPage } from './topics'

const PAGES = [
  { path: 'today', name: 'Today', Page: TodayPage },
  { path: 'search', name: 'Search', Page: SearchPage },
  { path: 'library', name: 'Library', Page: LibraryPage },
  { path: 'topics', name: 'Topics', Page: TopicsPage },
  { path: 'settings', name: 'Settings', Page: SettingsPage },
] as const

/** What every page of the app is given. */
export interface PageProps {
  readonly parameters: URLSearchParams
  readonly status: Status | undefined
  readonly say: (text: string) => void
}

/** The app: navigation and the page of the current route; an unknown route is today. */
export function App() {
  const route = useRoute()
  const { toast, say } = useToast()
  const { value: status, error } = useLive(() => readStatus(corpus, Date.now()), [])
  const current = PAGES.find(page => page.path === route.path) ?? PAGES[0]
  document.title = `${current.name} · Gloss`
  return (
    <div class="g app">
      <nav class="nav" aria-label="Pages">
        <p class="row brand">
          <Logo />
          <b>Gloss</b>
        </p>
        {PAGES.map(({ path, name }) => (
          <a
            key={path}
            href={`#/${path}`}
            aria-current={path === current.path ? 'page' : undefined}
            class={path}
          >
            <span>{name}</span>
            {path === 'library' && status && status.saved > 0 && (
              <span class="num">{number(status.saved)}</span>
            )}
          </a>
        ))}
      </nav>
      <main class="main">
        {error && (
          <p class="notice bad" role="alert">
            Gloss could not read its database ({error.message}). Nothing was changed; restart the browser and
            try again.
          </p>
        )}
        <current.Page parameters={route.parameters} status={status} say={say} />
      </main>
      <KeyboardHelp />
      {toast && (
        <p class="toast" role="status">
          {toast}
        </p>
      )}
    </div>
  )
}
