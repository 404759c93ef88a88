// Writes docs/what-gloss-says.md: what the margin says of forty papers that the corpus does not have. Usage: node
// scripts/said/write.ts <folder of daily answers> [--seed N]
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { runnerImport } from 'vite'

const PAPERS = 40
const root = resolve(import.meta.dirname, '../..')
const args = process.argv.slice(2)
const at = args.indexOf('--seed')
const seed = at < 0 ? 1 : Number(args[at + 1])
const [folder] = args.filter((_, i) => at < 0 || (i !== at && i !== at + 1))
if (folder === undefined || !Number.isInteger(seed)) {
  console.error('usage: node scripts/said/write.ts <folder of daily answers> [--seed N]')
  process.exit(1)
}

const { module } = await runnerImport<typeof import('./said.ts')>(resolve(root, 'scripts/said/said.ts'), {
  root,
  configFile: false,
  logLevel: 'error',
  resolve: { alias: { '@': root } },
})
const said = await module.whatGlossSays(resolve(folder), resolve(root, 'public'), PAPERS, seed)
writeFileSync(resolve(root, 'docs/what-gloss-says.md'), module.asMarkdown(said))
console.log(`docs/what-gloss-says.md: ${said.said.length} papers, ${said.corpus} in the corpus`)
