import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'

/** The page of the copy that puts papers on the list. */
export const SEED_PAGE = 'seed.html'

/** Copies the built extension and adds a page to the copy that saves papers by the product's own code. */
export async function makeSeededExtension(root: string, folder: string): Promise<void> {
  cpSync(join(root, '.output/chrome-mv3'), folder, { recursive: true })
  writeFileSync(
    join(folder, SEED_PAGE),
    '<!doctype html><meta charset="utf-8"><title>Seed</title><script type="module" src="/seed.js"></script>',
  )
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    resolve: { alias: { '@': root } },
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: 'esnext',
      modulePreload: false,
      assetsDir: 'bench',
      rolldownOptions: {
        input: join(root, 'scripts/bench/library/seed-page.ts'),
        output: { entryFileNames: 'seed.js' },
      },
    },
  })
}
