import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, test } from 'vitest'

const run = promisify(execFile)
const MAX_OUTPUT = 200e6

/** A suite that needs a program of another's. Where that is missing the suite is skipped, and says so. */
export function describeWith(program: string, suite: () => void): void {
  if (hasProgram(program)) return void describe(program, suite)
  console.warn(`Skipped for want of the program ${program}`)
  describe.skip(program, () => {
    test('is not there', () => undefined)
  })
}

function hasProgram(program: string): boolean {
  try {
    execFileSync('which', [program])
    return true
  } catch {
    return false
  }
}

/** Runs `use` with a file of this text in a folder of its own, which is gone afterwards. */
async function withFile<T>(name: string, text: string, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'gloss-cite-'))
  try {
    writeFileSync(join(folder, name), text)
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** What biber's tool mode makes of a .bib file, checked against its data model, and every line that warns of something. */
export async function throughBiber(bib: string): Promise<{ bib: string; warnings: string[] }> {
  return await withFile('in.bib', bib, async folder => {
    const options = ['--tool', '--validate-datamodel', '--quiet', '--output-file=out.bib', '--logfile=log']
    await run('biber', [...options, 'in.bib'], { cwd: folder, maxBuffer: MAX_OUTPUT })
    const log = readFileSync(join(folder, 'log.blg'), 'utf8')
    const warnings = log.split('\n').filter(line => /\b(?:WARN|ERROR)\b/.test(line))
    return { bib: readFileSync(join(folder, 'out.bib'), 'utf8'), warnings }
  })
}

/** Text of one of pandoc's formats in another, or in a template for that, and what pandoc says to it. */
export async function throughPandoc(
  from: string,
  to: string,
  text: string,
  template?: string,
): Promise<{ text: string; warnings: string }> {
  return await withFile('in.txt', text, async folder => {
    if (template) writeFileSync(join(folder, 'template.txt'), template)
    const options = ['-f', from, '-t', to, '--wrap=none', ...(template ? ['--template=template.txt'] : [])]
    const { stdout, stderr } = await run('pandoc', [...options, 'in.txt'], {
      cwd: folder,
      maxBuffer: MAX_OUTPUT,
    })
    return { text: stdout, warnings: stderr }
  })
}

/** Records of RIS as MODS, by bibutils, and what it says but for the count. */
export async function throughBibutils(ris: string): Promise<{ mods: string; warnings: string }> {
  return await withFile('in.ris', ris, async folder => {
    const { stdout, stderr } = await run('ris2xml', ['in.ris'], { cwd: folder, maxBuffer: MAX_OUTPUT })
    return { mods: stdout, warnings: stderr.replace(/^ris2xml: Processed \d+ references\.\s*$/m, '') }
  })
}

const PYTHON_CSV =
  'import csv, json; csv.field_size_limit(10**8); ' +
  'print(json.dumps(list(csv.DictReader(open("in.csv", encoding="utf-8-sig", newline=""), strict=True))))'

/** The rows of a table by the names of their columns, as Python's own reader takes them. */
export async function throughPython(csv: string): Promise<Readonly<Record<string, string>>[]> {
  return await withFile('in.csv', csv, async folder => {
    const { stdout } = await run('python3', ['-c', PYTHON_CSV], { cwd: folder, maxBuffer: MAX_OUTPUT })
    return JSON.parse(stdout) as Record<string, string>[]
  })
}
