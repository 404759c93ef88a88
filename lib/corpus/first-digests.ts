import type { DigestRow } from './database'

/** The digest that ships with Gloss. */
export const STARTER = 'starter'
/** Hugging Face Daily Papers, followed unless the reader says otherwise. */
export const HUGGING_FACE = 'hf'
/** Digest pages that the reader dropped on the app. */
export const SAVED_PAGES = 'pages'

/** What Gloss follows before the reader has chosen anything. */
export const FIRST_DIGESTS: readonly DigestRow[] = [
  {
    digest: HUGGING_FACE,
    kind: 'hugging-face',
    url: 'https://huggingface.co/papers',
    title: 'Hugging Face Daily Papers',
    homepage: 'https://huggingface.co/papers',
    order: 0,
    paused: false,
    added: 0,
  },
  { digest: STARTER, kind: STARTER, url: '', title: 'Starter digest', order: 1, paused: false, added: 0 },
]

/** What dropped pages are filed under, made with the first of them. */
export const PAGES_DIGEST: DigestRow = {
  digest: SAVED_PAGES,
  kind: SAVED_PAGES,
  url: '',
  title: 'Saved pages',
  order: 1000,
  paused: false,
  added: 0,
}
