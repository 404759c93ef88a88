import { describe, expect, test } from 'vitest'
import type { PageSaid, PaperMention } from '@/lib/messaging/protocol'
import { type Change, changeOf } from '@/lib/pages/changed'

const READ: PaperMention = { ids: ['arxiv:2401.00001'], title: 'Lanterns' }
const SAID: PageSaid = {
  site: 'arxiv-abs',
  siteName: 'arXiv',
  host: 'arxiv.org',
  kind: 'paper',
  paper: READ,
  rows: [],
  missing: [],
}
const ACL = { site: 'aclanthology' }

describe('A page has changed', () => {
  test.each<[said: Partial<PageSaid>, change: Change | null, why: string]>([
    [{}, null, 'all is there'],
    [{ paper: null, missing: ['title', 'abstract', 'column'] }, 'nothing', 'as arXiv’s error pages have it'],
    [{ paper: null }, 'nothing', 'nothing is missing by name, and nothing was read'],
    [{ paper: null, rows: [READ] }, 'address', 'references were read, and not the paper'],
    [{ missing: ['column'] }, 'address', 'the panel’s place is gone'],
    [{ missing: ['title'] }, 'address', 'the page does not say its title where it did'],
    [{ missing: ['abstract'] }, 'part', 'the panel stands where it stood'],
    [{ ...ACL, missing: ['abstract'] }, 'address', 'there the panel stands behind the abstract'],
    [{ site: 'semanticscholar', missing: ['header'] }, 'part', 'there the panel is always at the edge'],
    [{ site: 'unheard-of', missing: ['header'] }, 'part', 'a site that there is none of'],
    [{ kind: 'listing', paper: null }, null, 'an empty list'],
    [{ kind: 'listing', paper: null, missing: ['list'] }, 'nothing', 'a list of which nothing was read'],
    [{ kind: 'listing', paper: null, rows: [READ], missing: ['list'] }, 'part', 'a list that was read'],
    [{ kind: 'pdf', paper: null }, null, 'a PDF, of which nothing is expected'],
  ])('%j: %s (%s)', (said, change) => {
    expect(changeOf({ ...SAID, ...said })).toBe(change)
  })
})
