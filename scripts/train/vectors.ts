// Trains the table of term vectors on a folder of papers and writes it to public/term-vectors.bin. The same folder and
// seed give the same file to the byte. Usage: node scripts/train/vectors.ts <data folder> [--seed N]
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { runnerImport } from 'vite'

const root = resolve(import.meta.dirname, '../..')
const { folder, seed } = readArguments(process.argv.slice(2))

type Train = typeof import('./train.ts').train

// The training runs on the product's own analysis, which is loaded as the product loads it.
const { module } = await runnerImport<{ train: Train }>(resolve(root, 'scripts/train/train.ts'), {
  root,
  configFile: false,
  logLevel: 'error',
  resolve: { alias: { '@': root } },
})
const file = module.train(resolve(folder, 'arxiv-100k.jsonl.gz'), seed, line => console.log(line))
writeFileSync(resolve(root, 'public/term-vectors.bin'), file)
console.log(`public/term-vectors.bin: ${file.length} bytes`)

function readArguments(args: readonly string[]): { folder: string; seed: number } {
  const at = args.indexOf('--seed')
  const seed = at < 0 ? 1 : Number(args[at + 1])
  const [folder] = args.filter((_, i) => at < 0 || (i !== at && i !== at + 1))
  if (folder === undefined || !Number.isInteger(seed)) {
    console.error('usage: node scripts/train/vectors.ts <data folder> [--seed N]')
    process.exit(1)
  }
  return { folder, seed }
}
