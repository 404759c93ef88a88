import { useEffect, useState } from 'preact/hooks'
import { CiteView } from '@/components/cite-view'
import type { ListRow } from '@/lib/entries/list-row'
import { storageMessage } from '@/lib/library/storage-message'
import {
  type CiteChoice,
  citablesOf,
  citationFileName,
  citationText,
  citeChoice,
  citeChoices,
} from '@/lib/pages/cite'
import { corpus } from '@/lib/pages/context'
import { download } from '@/lib/pages/export'
import { messageOf } from '@/lib/pages/failure'
import { useLifetime } from '@/lib/pages/lifetime'
import { number, paperCount } from '@/lib/pages/status-words'
import { latexToText } from '@/lib/papers/latex'
import { changeSettings, readSettings } from '@/lib/settings'
import { dayOfTime } from '@/lib/time'

/** Papers that the preview shows. */
const PREVIEWED = 20
/** As many are there before a line that says so could be read. */
const QUICK = 500

interface Props {
  readonly rows: readonly ListRow[]
  readonly say: (text: string) => void
  readonly onClose: () => void
}

/** Cites papers of the list: as text to copy, or as a file. */
export function CiteDialog({ rows: asked, say, onClose }: Props) {
  // The papers it was opened for, whatever becomes of the list meanwhile.
  const [rows] = useState(asked)
  const [choice, setChoice] = useState<CiteChoice>()
  /** Whether tags and notes go in; as the format would have it until the reader says otherwise. */
  const [own, setOwn] = useState<boolean>()
  const withOwn = own ?? choice?.own === 'taken along'
  const [preview, setPreview] = useState<string>()
  const [done, setDone] = useState<number | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const signal = useLifetime()

  useEffect(() => {
    readSettings().then(
      ({ citeFormat }) => setChoice(citeChoice(citeFormat)),
      () => setChoice(citeChoice('')),
    )
  }, [])
  useEffect(() => {
    if (!choice) return
    let current = true
    setPreview(undefined)
    citationsOf(rows.slice(0, PREVIEWED), choice, withOwn).then(
      ({ text }) => current && setPreview(text),
      (error: unknown) => current && setProblem(messageOf(error)),
    )
    return () => {
      current = false
    }
  }, [rows, choice, withOwn])

  const choose = (id: string) => {
    setProblem(null)
    setChoice(citeChoice(id))
    setOwn(undefined)
    // What was chosen holds for this time, even where it cannot be kept for the next.
    changeSettings(() => ({ citeFormat: id })).catch(() => undefined)
  }
  const finish = async (to: (made: Made) => Promise<void> | void, said: string) => {
    if (!choice) return
    setProblem(null)
    setDone(0)
    try {
      const made = await citationsOf(rows, choice, withOwn, signal, setDone)
      await to(made)
      say(said)
      onClose()
    } catch (error) {
      if (!signal.aborted) setProblem(messageOf(error))
    } finally {
      setDone(null)
    }
  }
  const what = choice ? `${paperCount(rows.length)} as ${choice.label}` : ''
  const onCopy = () =>
    finish(
      ({ text }) =>
        navigator.clipboard.writeText(text).catch(() => {
          throw new Error(NOT_COPIED)
        }),
      `Copied ${what}`,
    )
  const onDownload = () => finish(({ text, name, type }) => download(text, name, type), `Downloaded ${what}`)

  const [only] = rows
  const all = paperCount(rows.length)
  const busy = done === rows.length ? `Writing ${all}` : `Reading ${number(done ?? 0)} of ${all}`
  return (
    <CiteView
      title={
        rows.length === 1 && only ? `Cite “${latexToText(only.title)}”` : `Cite ${paperCount(rows.length)}`
      }
      options={citeChoices}
      chosen={choice?.id ?? ''}
      preview={preview}
      own={!choice || choice.own === 'none' ? undefined : withOwn}
      onOwn={setOwn}
      hint={choice && hintOf(choice, rows.length)}
      busy={done === null ? null : busy}
      {...(done !== null && done < rows.length && { share: done / rows.length })}
      problem={problem}
      onChoose={choose}
      onCopy={onCopy}
      onDownload={onDownload}
      onClose={onClose}
    />
  )
}

const NOT_COPIED =
  'The browser did not let Gloss copy. Nothing is lost: press Download instead, or copy again.'

/** Citations as a text, and as the file they would be. */
interface Made {
  readonly text: string
  readonly name: string
  readonly type: string
}

/** Rejects with a message for the reader. */
async function citationsOf(
  rows: readonly ListRow[],
  choice: CiteChoice,
  withOwn: boolean,
  signal?: AbortSignal,
  onStep?: (done: number) => void,
): Promise<Made> {
  const papers = await citablesOf(corpus.db, rows, onStep, signal).catch((error: unknown) => {
    throw new Error(storageMessage(error))
  })
  // What writes thousands keeps the page waiting, which says so before.
  if (papers.length > QUICK) await painted()
  signal?.throwIfAborted()
  const text = await citationText(papers, choice, withOwn).catch((error: unknown) => {
    throw new Error(
      `These papers could not be written as ${choice.label} (${messageOf(error)}). ${UNWRITTEN}`,
    )
  })
  return { text, name: citationFileName(papers, choice, dayOfTime(Date.now())), type: choice.mediaType }
}

const UNWRITTEN = 'Nothing was copied, and your list is as it was. Choose another format.'

function hintOf({ id }: CiteChoice, papers: number): string | undefined {
  const hints = [
    ...(papers > PREVIEWED ? [`The first ${PREVIEWED} of ${paperCount(papers)} are shown.`] : []),
    ...(papers > 1 && id === 'markdown-note' ? ['All go into one file, with a section for each paper.'] : []),
  ]
  return hints.length > 0 ? hints.join(' ') : undefined
}

/** Resolves when what was set last can be seen. */
function painted(): Promise<void> {
  return new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)))
}
