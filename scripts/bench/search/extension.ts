import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'

/** The page of the copy that runs the engines. */
export const BENCH_PAGE = 'bench.html'
/** The folder of the copy that holds the records. */
export const RECORDS = 'records'

/**
 * Copies the built extension and adds to the copy a page that runs the search engines at the extension's own origin,
 * so that it opens the database which the popup opens. Of what was built only the manifest differs: SQLite needs leave
 * to run WASM.
 */
export async function makeBenchExtension(root: string, folder: string): Promise<void> {
  cpSync(join(root, '.output/chrome-mv3'), folder, { recursive: true })
  const manifestFile = join(folder, 'manifest.json')
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'))
  manifest.content_security_policy = {
    extension_pages: "script-src 'self' 'wasm-unsafe-eval'; object-src 'none'",
  }
  writeFileSync(manifestFile, JSON.stringify(manifest))
  writeFileSync(
    join(folder, BENCH_PAGE),
    '<!doctype html><meta charset="utf-8"><title>Bench</title><script type="module" src="/bench.js"></script>',
  )
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    resolve: { alias: { '@': root } },
    worker: { format: 'es' },
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: 'esnext',
      modulePreload: false,
      assetsDir: 'bench',
      chunkSizeWarningLimit: 10_000,
      rolldownOptions: {
        input: join(root, 'tests/bench/search/page.ts'),
        output: { entryFileNames: 'bench.js' },
      },
    },
  })
}
