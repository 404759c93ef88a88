import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The mark on the page's timeline at the first frame on which the panel shows its note. */
export const PAINTED = 'gloss bench: panel painted'
const FILE = 'watch-panel.js'

/**
 * Adds a watcher of the panel to a copy of the extension, for arXiv's abstract pages; nothing that was built is touched.
 * The panel's root is closed to the page and to the debugger's own worlds, and asking for the whole tree takes longer than
 * what is measured. But scripts of one extension share a world: one that runs before Gloss sees its roots come to be.
 */
export function watchPanels(extension: string): void {
  const manifestFile = join(extension, 'manifest.json')
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'))
  const script = { matches: ['https://arxiv.org/abs/*'], run_at: 'document_start', js: [FILE] }
  manifest.content_scripts = [script, ...manifest.content_scripts]
  writeFileSync(manifestFile, JSON.stringify(manifest))
  writeFileSync(join(extension, FILE), `(${watch})(${JSON.stringify(PAINTED)})\n`)
}

/** In the extension's world, before Gloss. */
function watch(painted: string): void {
  const { attachShadow } = Element.prototype
  Element.prototype.attachShadow = function (init) {
    const root = attachShadow.call(this, init)
    if (this.localName !== 'gloss-panel') return root
    const observer = new MutationObserver(() => {
      if (![...root.querySelectorAll('button')].some(button => button.textContent === 'Cite')) return
      observer.disconnect()
      // What is posted while a frame is made is delivered once the frame is done.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => performance.mark(painted)
        port2.postMessage(null)
      })
    })
    observer.observe(root, { childList: true, subtree: true })
    return root
  }
}
