import { UnreadableReferences } from '../cite/read/reader'
import { readReferences } from '../cite/read/registry'

/** What is asked of the worker that reads files: it would hold up the page for seconds. */
export interface ReadingRequest {
  readonly name: string
  readonly text: string
}

/** What it answers: papers, some at a time, and then what else there is to say; or why nothing could be read. */
export type ReadingAnswer =
  | { readonly papers: Awaited<ReturnType<typeof readReferences>>['papers'] }
  | { readonly format: string; readonly notUnderstood: readonly string[] }
  | { readonly problem: string; readonly expected: boolean }

/** Papers of one message: more hold up the page that gets them. */
const AT_ONCE = 200

addEventListener('message', ({ data }: MessageEvent<ReadingRequest>) => {
  void answer(data)
})

async function answer({ name, text }: ReadingRequest): Promise<void> {
  const tell = (message: ReadingAnswer) => postMessage(message)
  try {
    const { papers, format, notUnderstood } = await readReferences(name, text)
    for (let from = 0; from < papers.length; from += AT_ONCE)
      tell({ papers: papers.slice(from, from + AT_ONCE) })
    tell({ format, notUnderstood })
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error)
    tell({ problem, expected: error instanceof UnreadableReferences })
  }
}
