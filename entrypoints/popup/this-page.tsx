import { useThisTab } from '@/lib/pages/follow-tab'
import { isAnyPage } from '@/lib/pages/this-tab'
import { AnnotatedPage, OtherPage } from './other-page'
import { TabListing } from './tab-listing'
import { TabPaper } from './tab-paper'

/** What the active tab shows and what can be done with it; nothing where there is nothing to say. */
export function ThisPage({ say }: { readonly say: (text: string) => void }) {
  const { tab, show } = useThisTab()
  if (!tab || tab.state === 'none') return null
  return (
    <section class="this" aria-label="This page">
      {tab.state === 'barred' && <p class="muted">This browser lets no extension work on this page.</p>}
      {tab.state === 'other' && <OtherPage page={tab} say={say} onShow={show} />}
      {tab.state === 'page' &&
        (tab.kind === 'listing' ? (
          <TabListing page={tab} say={say} onShow={show} />
        ) : isAnyPage(tab) && !tab.paper ? (
          <AnnotatedPage page={tab} say={say} />
        ) : (
          <TabPaper page={tab} say={say} onShow={show} />
        ))}
    </section>
  )
}
