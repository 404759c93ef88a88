/** A row of a table, with the line of the file that it begins in. */
export interface TableRow {
  /** From 1. */
  readonly line: number
  readonly cells: readonly string[]
}

/** A table that was read; `open` where a quote has no end, so that the file breaks off or is damaged. */
export interface Table {
  readonly rows: readonly TableRow[]
  readonly open: boolean
}

/** The rows of a CSV text (RFC 4180), with commas, semicolons or tabs between the cells, whichever its first line has most of. */
export function readTable(text: string): Table {
  const separator = separatorOf(text)
  const rows: TableRow[] = []
  let cells: string[] = []
  let line = 1
  let begun = 1
  let open = false
  for (let at = 0; at <= text.length; ) {
    let end: number
    if (text[at] === '"') {
      const [quoted, after] = quotedCell(text, at)
      open = after < 0
      end = open ? text.length : endOfCell(text, after, separator)
      // What stands behind the closing quote is kept: a quote that was not doubled.
      const cell = open ? quoted : quoted + text.slice(after, end)
      cells.push(cell)
      for (let found = cell.indexOf('\n'); found >= 0; found = cell.indexOf('\n', found + 1)) line++
    } else {
      end = endOfCell(text, at, separator)
      cells.push(text.slice(at, end))
    }
    if (text[end] !== separator) {
      if (cells.some(cell => cell.trim())) rows.push({ line: begun, cells })
      cells = []
      begun = ++line
    }
    at = end + 1
  }
  return { rows, open }
}

/** The text of a quoted cell and where it ends, -1 where it does not. */
function quotedCell(text: string, start: number): [text: string, after: number] {
  const pieces: string[] = []
  for (let from = start + 1; ; ) {
    const quote = text.indexOf('"', from)
    if (quote < 0) return [pieces.join('') + text.slice(from), -1]
    pieces.push(text.slice(from, quote))
    if (text[quote + 1] !== '"') return [pieces.join(''), quote + 1]
    pieces.push('"')
    from = quote + 2
  }
}

function endOfCell(text: string, start: number, separator: string): number {
  for (let at = start; at < text.length; at++) if (text[at] === separator || text[at] === '\n') return at
  return text.length
}

function separatorOf(text: string): string {
  const [first = ''] = text.slice(0, 20_000).split('\n', 1)
  const count = (sign: string) => first.split(sign).length
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best))
}
