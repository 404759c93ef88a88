import type { JSHandle, Page } from 'playwright-core'
import type { Fingerprint, RowChanges, Standing } from './stored-reader.ts'

/** Reads Gloss's database from one of the extension's own pages, without going through Gloss's code. */
export class Stored {
  readonly #page: Page

  /** A page on which `installReader` ran. */
  constructor(page: Page) {
    this.#page = page
  }

  /** Where the sync of a digest stands. A handful of small rows: it may be asked often. */
  standing(digest: string): Promise<Standing> {
    return this.#page.evaluate(digest => window.stored.standing(digest), digest)
  }

  papers(): Promise<number> {
    return this.#page.evaluate(() => window.stored.papers())
  }

  /** Days of a digest that were fetched whole. */
  daysFetched(digest: string): Promise<number> {
    return this.#page.evaluate(digest => window.stored.daysFetched(digest), digest)
  }

  /** Live documents of the search index. */
  indexed(): Promise<number> {
    return this.#page.evaluate(() => window.stored.indexed())
  }

  /** Those of the identifiers that no paper carries. */
  missing(ids: readonly string[]): Promise<string[]> {
    return this.#page.evaluate(ids => window.stored.missing(ids), ids)
  }

  title(id: string): Promise<string | undefined> {
    return this.#page.evaluate(id => window.stored.title(id), id)
  }

  /** Remembers every row. */
  remember(): Promise<JSHandle<Fingerprint>> {
    return this.#page.evaluateHandle(() => window.stored.fingerprint())
  }

  /** What became different since. A row that was written again as it was does not show. */
  async changesSince(before: JSHandle<Fingerprint>): Promise<RowChanges> {
    const changes = await this.#page.evaluate(before => window.stored.changes(before), before)
    await before.dispose()
    return changes
  }

  /** Puts the time at which anything was fetched that much into the past, as if it had been synced then. */
  makeOlder(milliseconds: number): Promise<void> {
    return this.#page.evaluate(milliseconds => window.stored.makeOlder(milliseconds), milliseconds)
  }

  /** Bytes that the browser says the extension stores. */
  bytesEstimated(): Promise<number> {
    return this.#page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0)
  }
}
