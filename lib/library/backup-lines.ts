import { BACKUP_FORMAT, type RawBackup } from './backup-format'

/** What was made of the lines of a file. */
export interface BackupLines {
  readonly raw: RawBackup
  /** What was lost, a sentence each. */
  readonly lost: readonly string[]
  /** Whether the last line is there. */
  readonly ended: boolean
}

/** Lines after which other work gets its turn: about 10 ms. */
const A_TURN = 100
/** Where the sum of all before it stands. */
const END = '"end":'

/** The beginning of a file that this writes; the parts are to follow, each on a line of its own. */
export function firstLine(version: number, written: string, papers: number): string {
  return `{"format":${JSON.stringify(`${BACKUP_FORMAT}${version}`)},"written":${JSON.stringify(written)},"papers":${papers},\n`
}

/** One part of a file: a value on one line, or a list with each of its rows on a line. */
export function partLines(name: string, value: unknown): string {
  if (!Array.isArray(value)) return `${JSON.stringify(name)}:${JSON.stringify(value)},\n`
  return `${listHead(name)}${value.map(row => JSON.stringify(row)).join(',\n')}\n],\n`
}

/** The line before the rows of a list. */
export function listHead(name: string): string {
  return `${JSON.stringify(name)}:[\n`
}

/** The end of a file; `sum` is the SHA-256 of all bytes before it. */
export function lastLine(entries: number, sum: string): string {
  return `${END}${JSON.stringify({ entries, sum })}}\n`
}

/** A file apart from its last line, of which that holds the sum; all of it where the end is missing. */
export function beforeEnd(text: string): string {
  const at = text.lastIndexOf(`\n${END}`)
  return at < 0 ? text : text.slice(0, at + 1)
}

/** The sum that stands in the last line; undefined where there is none. */
export function statedSum(text: string): string | undefined {
  const at = text.lastIndexOf(END)
  return at < 0 ? undefined : /"sum"\s*:\s*"([0-9a-f]{64})"/.exec(text.slice(at, at + 1000))?.[1]
}

/**
 * Reads a file line by line: quickly, with turns for other work, and as far as it goes where it breaks off. Null where it
 * is not in the lines that Gloss writes, as after an editor laid it out anew.
 */
export async function readLines(text: string): Promise<BackupLines | null> {
  if (!text.startsWith(`{"format":"${BACKUP_FORMAT}`)) return null
  const lines = text.split('\n')
  const head = jsonOf(`${(lines[0] ?? '').replace(/,\s*$/, '')}}`)
  if (!isRecord(head)) return null
  const raw: Record<string, unknown> = { ...head }
  const lost: string[] = []
  let list: unknown[] | undefined
  let ended = false
  for (const [n, line] of lines.entries()) {
    if (n === 0 || line.trim() === '') continue
    if (n % A_TURN === 0) await new Promise(resolve => setTimeout(resolve))
    if (list) {
      if (/^\],?\s*$/.test(line)) list = undefined
      else {
        const row = jsonOf(line.replace(/,\s*$/, ''))
        if (row !== undefined) list.push(row)
        // What breaks off breaks off within its last line; that is said of the file.
        else if (n < lines.length - 1) lost.push(`Line ${n + 1} cannot be read.`)
      }
      continue
    }
    if (line.startsWith(END)) {
      ended = true
      break
    }
    const [, name, rest = ''] = /^"(\w{1,40})":(.*)$/s.exec(line) ?? []
    if (!name) {
      if (n < lines.length - 1) lost.push(`Line ${n + 1} cannot be read.`)
      continue
    }
    if (rest.trim() === '[') {
      list = []
      raw[name] = list
      continue
    }
    const value = jsonOf(rest.replace(/,\s*$/, ''))
    if (value === undefined) lost.push(`Line ${n + 1} (${name}) cannot be read.`)
    else raw[name] = value
  }
  return { raw, lost, ended }
}

function jsonOf(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
