import type { ListState } from '../entries/entry'
import { ask } from '../messaging/client'
import type { PaperMention } from '../messaging/protocol'
import type { Paper } from '../papers/paper'

/** Puts a paper on the reading list, in a state where one is given, or takes it off; rejects with a message for the reader. */
export async function setSaved(
  paper: Pick<Paper, 'ids' | 'title'> | PaperMention,
  saved: boolean,
  state?: ListState,
): Promise<void> {
  await ask('save', { paper: mentionOf(paper), saved, ...(state && { state }) })
}

/** Copies a citation to the clipboard, in the format that was used last; returns what that is called. */
export async function copyCitation(paper: Pick<Paper, 'ids' | 'title'> | PaperMention): Promise<string> {
  const { text, formats } = await ask('cite', { paper: mentionOf(paper) })
  await navigator.clipboard.writeText(text)
  return formats[0]?.label ?? 'Citation'
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
