// Trains the model that chooses key sentences on abstracts with summaries that people wrote, and writes it to
// public/summary-model.bin. The same folder and seed give the same file to the byte.
// Usage: node scripts/train/summary.ts <bench folder> [--seed N]
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { runnerImport } from 'vite'

const root = resolve(import.meta.dirname, '../..')
const { folder, seed } = readArguments(process.argv.slice(2))

type Train = typeof import('./summary-model.ts').train

// The training runs on the product's own reading of an abstract, which is loaded as the product loads it.
const { module } = await runnerImport<{ train: Train }>(resolve(root, 'scripts/train/summary-model.ts'), {
  root,
  configFile: false,
  logLevel: 'error',
  resolve: { alias: { '@': root } },
})
const file = module.train(resolve(folder, 'scitldr-train/docs.jsonl'), seed, line => console.log(line))
writeFileSync(resolve(root, 'public/summary-model.bin'), file)
console.log(`public/summary-model.bin: ${file.length} bytes`)

function readArguments(args: readonly string[]): { folder: string; seed: number } {
  const at = args.indexOf('--seed')
  const seed = at < 0 ? 1 : Number(args[at + 1])
  const [folder] = args.filter((_, i) => at < 0 || (i !== at && i !== at + 1))
  if (folder === undefined || !Number.isInteger(seed)) {
    console.error('usage: node scripts/train/summary.ts <bench folder> [--seed N]')
    process.exit(1)
  }
  return { folder, seed }
}
