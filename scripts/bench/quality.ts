// Scores a data set with the code the product runs, loaded through Vite. Prints one JSON object last.
import { resolve } from 'node:path'
import { runnerImport } from 'vite'

const root = resolve(import.meta.dirname, '../..')
const [folder = ''] = process.argv.slice(2)

type Score = (folder: string) => Promise<{ set: string; task: string; metrics: Record<string, number> }>

const { module } = await runnerImport<{ score: Score }>(resolve(root, 'tests/bench/quality.ts'), {
  root,
  configFile: false,
  logLevel: 'error',
  resolve: { alias: { '@': root } },
})
console.log(JSON.stringify(await module.score(resolve(folder))))
