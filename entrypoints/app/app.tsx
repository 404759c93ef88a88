import { Logo } from '@/components/icons'
import { KeyboardHelp } from '@/components/keyboard-help'
import { useToast } from '@/lib/pages/paper-list-state'
import { useRoute } from '@/lib/pages/route'
import type { Status } from '@/lib/pages/status'
import { number } from '@/lib/pages/status-words'
import { useStatus } from '@/lib/pages/surroundings'
import { ImportDrop } from './import-drop'
import { LibraryPage } from './library'
import { ReadingFailed } from './reading-failed'
import { SearchPage } from './search'
import { SettingsPage } from './settings'
import { TodayPage } from './today'
import { TopicsPage } from './topics'
import { WelcomePage } from './welcome'

/** The pages; those with a place in the navigation have `nav`. */
const PAGES = [
  { path: 'today', name: 'Today', Page: TodayPage, nav: true },
  { path: 'search', name: 'Search', Page: SearchPage, nav: true },
  { path: 'library', name: 'Library', Page: LibraryPage, nav: true },
  { path: 'topics', name: 'Topics', Page: TopicsPage, nav: true },
  { path: 'settings', name: 'Settings', Page: SettingsPage, nav: true },
  { path: 'welcome', name: 'Welcome', Page: WelcomePage, nav: false },
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
  const { value: status, error } = useStatus()
  const current = PAGES.find(page => page.path === route.path) ?? PAGES[0]
  document.title = `${current.name} · Gloss`
  return (
    <div class="g app">
      <nav class="nav" aria-label="Pages">
        <p class="row brand">
          <Logo />
          <b>Gloss</b>
        </p>
        {PAGES.filter(({ nav }) => nav).map(({ path, name }) => (
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
        {error ? (
          <ReadingFailed error={error} />
        ) : (
          <current.Page parameters={route.parameters} status={status} say={say} />
        )}
      </main>
      <ImportDrop say={say} />
      <KeyboardHelp />
      {toast && (
        <p class="toast" role="status">
          {toast}
        </p>
      )}
    </div>
  )
}
