import { readLine } from './printable'

/** Text of a title or an abstract on one line, its LaTeX read, with every sign escaped that Markdown would act on. */
export function markdownText(text: string): string {
  return (
    readLine(text)
      // A dollar begins maths and two equals signs a highlight in the editors of notes; both may be escaped anywhere.
      .replace(/[\\`*_[\]<>$|~&=]/g, '\\$&')
      // A tag in Obsidian and Logseq; "C#" is none.
      .replace(/(^|\s)#/g, '$1\\#')
      // The mark of a list, a heading's underline or a number at the start of a line.
      .replace(/^([-+]|\d+(?=[.)]))/, (mark: string) => (/\d/.test(mark) ? `${mark}\\` : `\\${mark}`))
  )
}

/** A link in Markdown, or the text alone where there is no address. */
export function markdownLink(text: string, url: string | undefined): string {
  const shown = markdownText(text)
  return url ? `[${shown}](${url.replace(/[()<>\\\s]/g, percent)})` : shown
}

function percent(sign: string): string {
  return sign === '(' ? '%28' : sign === ')' ? '%29' : encodeURIComponent(sign)
}
