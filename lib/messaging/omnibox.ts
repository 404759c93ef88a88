import { browser } from 'wxt/browser'
import type { Corpus } from '../corpus/corpus'
import { appUrl } from '../extension'
import type { PaperId } from '../papers/identifier'
import { saveNamed, telling } from './quick-save'
import { destinationOf, type Markup, savedBy, searchSuggestion, suggestionsFor } from './suggestions'

/** Nobody types faster for long; what is typed on within it is not searched for. In milliseconds. */
const PAUSE = 40
const MARKUP: Markup = import.meta.env.FIREFOX ? 'plain' : 'xml'

/**
 * The keyword `gl` in the address bar: papers are suggested as one types, Enter opens the search, choosing a
 * suggestion opens its paper, or saves it. Registers its listeners at once, and does nothing else until something is typed.
 */
export function registerOmnibox(open: () => Promise<Corpus>): void {
  let turn = 0
  browser.omnibox.setDefaultSuggestion({ description: searchSuggestion('', MARKUP) })
  browser.omnibox.onInputStarted.addListener(() => {
    // The index is read while the reader types the first letters.
    void open()
      .then(corpus => corpus.index())
      .catch(() => undefined)
  })
  browser.omnibox.onInputChanged.addListener((typed, suggest) => {
    const mine = ++turn
    browser.omnibox.setDefaultSuggestion({ description: searchSuggestion(typed, MARKUP) })
    void (async () => {
      await new Promise(resolve => setTimeout(resolve, PAUSE))
      if (mine !== turn) return
      const suggestions = await suggestionsFor(await open(), typed, MARKUP)
      if (mine === turn) suggest(suggestions)
    })().catch(error => console.error('Gloss: nothing could be suggested', error))
  })
  browser.omnibox.onInputEntered.addListener((entered, disposition) => {
    turn++
    const wanted = savedBy(entered)
    if (wanted) return void save(open, wanted)
    const to = destinationOf(entered)
    const url = to.startsWith('#') ? appUrl(to) : to
    if (disposition === 'currentTab') void browser.tabs.update({ url })
    else void browser.tabs.create({ url, active: disposition === 'newForegroundTab' })
  })
}

async function save(open: () => Promise<Corpus>, id: PaperId): Promise<void> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true })
  await telling(tab?.id, async () => saveNamed(await open(), id, 'omnibox'))
}
