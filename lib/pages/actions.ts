import { ask } from '../messaging/client'
import type { PaperMention } from '../messaging/protocol'
import type { Paper } from '../papers/paper'

/** Puts a paper on the reading list or takes it off; rejects with a message for the reader. */
export async function setSaved(
  paper: Pick<Paper, 'ids' | 'title'> | PaperMention,
  saved: boolean,
): Promise<void> {
  await ask('save', { paper: mentionOf(paper), saved })
}

/** Copies a citation to the clipboard and returns it. */
export async function copyCitation(paper: Pick<Paper, 'ids' | 'title'> | PaperMention): Promise<string> {
  const { text } = await ask('cite', { paper: mentionOf(paper), format: 'bibtex' })
  await navigator.clipboard.writeText(text)
  return text
}

/** Only what the protocol carries: a stored paper holds more. */
function mentionOf(paper: PaperMention): PaperMention {
  return {
    ids: paper.ids,
    ...(paper.title && { title: paper.title }),
    ...(paper.abstract && { abstract: paper.abstract }),
    ...(paper.authors && { authors: paper.authors }),
    ...(paper.published && { published: paper.published }),
    ...(paper.page && { page: paper.page }),
  }
}
