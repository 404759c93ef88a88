import { arxivPaperOn } from './arxiv-url'
import { metaFirst } from './reading/metas'
import { paperPage, shownTheme } from './reading/page'
import { first } from './reading/select'
import { textOf } from './reading/text'
import type { PaperReading, Selectors, Site, TestUrls } from './site'

/** Hugging Face, and the short host that leads there. */
export const HF_HOST = /^(?:(?:www\.)?huggingface\.co|hf\.co)$/

const TITLE: Selectors = [['h1', '2026-09']]

/** The pages of papers on Hugging Face. */
export const hfPaper: Site = {
  id: 'hf-paper',
  name: 'Hugging Face',
  matches: ['https://huggingface.co/papers/*'],
  identify: url => arxivPaperOn(HF_HOST, url),
  read: (document, url) => paperPage(() => read(document, url)),
  // What is beside the text is drawn again as the page comes to life.
  panelPlace: () => null,
  theme: shownTheme,
  anchors: { paper: { title: TITLE } },
}

export const testUrls: TestUrls = [
  [
    'https://huggingface.co/papers/2411.12372',
    { kind: 'paper', native: '2411.12372', ids: ['arxiv:2411.12372'] },
  ],
  ['https://huggingface.co/papers/2602.08025.md', { kind: 'paper', ids: ['arxiv:2602.08025'] }],
  ['https://hf.co/papers/2411.12372v2#community', { kind: 'paper', ids: ['arxiv:2411.12372'] }],
  ['https://huggingface.co/papers/submit', null],
  ['https://huggingface.co/models', null],
  ['https://huggingface.co/datasets/2411.12372', null],
  ['https://huggingface.co.evil.example/papers/2411.12372', null],
]

function read(document: Document, url: URL): PaperReading | null {
  const { ids = [] } = arxivPaperOn(HF_HOST, url) ?? {}
  const title = textOf(first(document, TITLE))
  const abstract = abstractOf(document)
  // "404" is a heading too.
  const aboutPaper = abstract || metaFirst(document, 'og:title').startsWith('Paper page')
  return title && aboutPaper ? { ids, title, ...(abstract && { abstract }) } : null
}

/** The longest paragraph below its heading: a summary made by a machine may stand before it. */
function abstractOf(document: Document): string {
  const heading = [...document.querySelectorAll('h2')].find(
    ({ textContent }) => textContent?.trim() === 'Abstract',
  )
  const paragraphs = [...(heading?.parentElement?.querySelectorAll('p') ?? [])].map(paragraph =>
    textOf(paragraph),
  )
  return paragraphs.reduce((longest, text) => (text.length > longest.length ? text : longest), '')
}
