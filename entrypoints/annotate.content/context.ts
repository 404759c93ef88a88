/**
 * What a content script gets from the framework in place of its own context, which announces itself to the page by an
 * event and a message on every start: a page must not be able to tell that Gloss is there. Only `signal` is kept.
 */
export class ContentScriptContext {
  readonly #controller = new AbortController()

  /** Aborts when a newer start of the script takes over in the same page: `scripting.executeScript` starts it again. */
  get signal(): AbortSignal {
    return this.#controller.signal
  }

  constructor() {
    // Extensions have a world of their own in each page: nobody else sees this.
    const world = globalThis as { glossRunning?: AbortController }
    world.glossRunning?.abort()
    world.glossRunning = this.#controller
  }
}
