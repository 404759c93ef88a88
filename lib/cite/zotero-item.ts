import { nativeId, schemeOf } from '../papers/identifier'
import { latexToText } from '../papers/latex'
import { citedDoi, dateText, type Facts, factsOf } from './facts'
import type { Citable } from './format'
import { familyOf, type Name, readNames } from './names'
import { printable, printableLine } from './printable'

/** An item as Zotero's connector sends it: the fields are those of Zotero's schema for its type. */
export interface ZoteroItem {
  readonly itemType: 'preprint' | 'journalArticle' | 'conferencePaper'
  readonly title: string
  readonly creators: readonly ZoteroCreator[]
  readonly date?: string
  readonly abstractNote?: string
  /** Of a preprint. */
  readonly repository?: string
  /** Of a preprint. */
  readonly archiveID?: string
  /** Of an article. */
  readonly publicationTitle?: string
  /** Of a conference paper. */
  readonly proceedingsTitle?: string
  readonly DOI?: string
  readonly url?: string
  /** Zotero sets the time at which it took the item. */
  readonly accessDate?: 'CURRENT_TIMESTAMP'
  readonly extra?: string
  readonly tags: readonly { readonly tag: string }[]
  /** HTML. */
  readonly notes: readonly { readonly note: string }[]
  readonly attachments: readonly never[]
  readonly seeAlso: readonly never[]
}

/** A person in two fields, or a group or a single name in one. */
export type ZoteroCreator =
  | { readonly creatorType: 'author'; readonly firstName: string; readonly lastName: string }
  | { readonly creatorType: 'author'; readonly lastName: string; readonly fieldMode: 1 }

/** Words of a journal reference that tell of a conference. */
const CONFERENCE =
  /\b(?:proc|proceedings|conf|conference|symposium|workshop|advances in neural information|neurips|nips|icml|iclr|aaai|ijcai|cvpr|iccv|eccv|wacv|acl|naacl|eacl|emnlp|coling|interspeech|icassp|icra|iros|kdd|sigir|aistats|miccai|pmlr|lncs|lecture notes)(?![a-z])/i
/** Words of a journal, and the journals that are called proceedings. */
const JOURNAL =
  /\b(?:journal|transactions|trans|letters|lett|conf(?:erence)?\.? ser(?:ies)?)\b|\bproc(?:eedings)?\.? (?:of )?(?:the )?(?:natl|national academy|royal|r\. ?soc|amer|london|vldb|ieee(?:,? \d|$)|acm (?:on|program|hum|interact|meas|manag))/i
/** Volumes of the ACL Anthology that are journals: Computational Linguistics and the Transactions. */
const ACL_JOURNAL = /^[JQ]\d|^\d{4}\.(?:cl|tacl)-/i
/** DOIs that publishers give to papers in proceedings. */
const CONFERENCE_DOI =
  /^10\.(?:1109\/(?:[a-z]+\d{4,}|(?:cvpr|iccv|wacv|icra|iros|icassp)w?)\.|1145\/\d{7}\.\d{7}|1007\/978-|1609\/aaai\.|24963\/ijcai\.|21437\/interspeech\.)/i
/** DOIs of preprints, and the server they are on where the DOI tells it. */
const PREPRINT_DOIS: readonly (readonly [pattern: RegExp, repository?: string])[] = [
  [/^10\.1101\/(?:\d{4}\.\d{2}\.\d{2}\.)?\d{6,8}/],
  [/^10\.2139\/ssrn\./i, 'SSRN'],
  [/^10\.21203\/rs\./i, 'Research Square'],
  [/^10\.26434\/chemrxiv/i, 'ChemRxiv'],
  [/^10\.20944\/preprints/i, 'Preprints.org'],
]

/**
 * `paper` as an item of Zotero: a preprint, unless its journal reference or an identifier tells where it was published.
 * The arXiv number of a published paper goes to `extra`, where Zotero's own arXiv translator leaves it.
 */
export function zoteroItem(paper: Citable): ZoteroItem {
  const facts = factsOf(paper)
  const { itemType, repository } = kindOf(paper, facts)
  const isPreprint = itemType === 'preprint'
  return {
    itemType,
    title: printableLine(latexToText(paper.title)),
    creators: readNames(paper.authors).map(zoteroCreator),
    ...present({
      date: dateText(paper),
      abstractNote: paragraphs(paper.abstract).join('\n\n'),
      repository,
      archiveID: isPreprint && facts.arxiv && `arXiv:${facts.arxiv}`,
      publicationTitle: itemType === 'journalArticle' && facts.journal,
      proceedingsTitle: itemType === 'conferencePaper' && facts.journal,
      DOI: isPreprint ? citedDoi(facts) : facts.doi,
      url: facts.url,
      extra: extraOf(paper, facts),
    }),
    ...(facts.url && { accessDate: 'CURRENT_TIMESTAMP' }),
    tags: [...new Set(paper.own?.tags?.map(printableLine))].filter(Boolean).map(tag => ({ tag })),
    notes: [paper.own?.note, paper.comment && `Comment: ${printableLine(paper.comment)}`]
      .map(noteHtml)
      .filter(Boolean)
      .map(note => ({ note })),
    attachments: [],
    seeAlso: [],
  }
}

interface Kind {
  readonly itemType: ZoteroItem['itemType']
  readonly repository?: string | undefined
}

function kindOf(paper: Citable, { arxiv, doi = '', journal }: Facts): Kind {
  if (journal) {
    const conference = CONFERENCE.test(journal) && !JOURNAL.test(journal)
    return { itemType: conference ? 'conferencePaper' : 'journalArticle' }
  }
  const acl = paper.ids.find(id => schemeOf(id) === 'acl')
  if (acl) return { itemType: ACL_JOURNAL.test(nativeId(acl)) ? 'journalArticle' : 'conferencePaper' }
  const preprint = PREPRINT_DOIS.find(([pattern]) => pattern.test(doi))
  if (doi && !preprint) return { itemType: CONFERENCE_DOI.test(doi) ? 'conferencePaper' : 'journalArticle' }
  if (arxiv) return { itemType: 'preprint', repository: 'arXiv' }
  if (preprint) return { itemType: 'preprint', repository: preprint[1] }
  const openReview = paper.ids.some(id => schemeOf(id) === 'openreview')
  return { itemType: 'preprint', repository: openReview ? 'OpenReview' : undefined }
}

/** "King, Martin Luther, Jr.": Zotero keeps a suffix behind the given name, and its styles find it there. */
function zoteroCreator(name: Name): ZoteroCreator {
  const lastName = familyOf(name)
  const given = 'literal' in name ? [] : [name.given, name.suffix].filter(Boolean)
  return given.length > 0
    ? { creatorType: 'author', firstName: given.join(', '), lastName }
    : { creatorType: 'author', lastName, fieldMode: 1 }
}

/** What Zotero has no field for, a line each. */
function extraOf(paper: Citable, { arxiv, arxivClass }: Facts): string {
  // Old numbers tell the archive themselves.
  const inClass = arxivClass && !arxiv?.includes('/') ? ` [${arxivClass}]` : ''
  const lines = [
    arxiv && `arXiv:${arxiv}${inClass}`,
    paper.code && `Code: ${printableLine(paper.code)}`,
    paper.project && `Project: ${printableLine(paper.project)}`,
  ]
  return lines.filter(Boolean).join('\n')
}

/** The paragraphs of a Markdown note as HTML that says just what the note says, its signs as they were typed. */
function noteHtml(markdown: string | undefined): string {
  return paragraphs(markdown)
    .map(paragraph => `<p>${escapeHtml(paragraph).replaceAll('\n', '<br/>')}</p>`)
    .join('')
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, sign => ENTITIES[sign] ?? sign)
}

/** Parts of a text between empty lines. */
function paragraphs(text = ''): string[] {
  return printable(text)
    .split(/\n[^\S\n]*\n/)
    .map(paragraph => paragraph.trim())
    .filter(Boolean)
}

/** The fields that have something in them. */
function present<Field extends string>(
  fields: Readonly<Record<Field, string | false | undefined>>,
): Partial<Record<Field, string>> {
  const filled = Object.entries<string | false | undefined>(fields).filter(([, value]) => value)
  return Object.fromEntries(filled) as Partial<Record<Field, string>>
}
