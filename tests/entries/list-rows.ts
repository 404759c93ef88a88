import type { ListRow } from '@/lib/entries/list-row'

/** A row of the list that says nothing but what is given. */
export function rowOf(id: string, more: Partial<ListRow> = {}): ListRow {
  const name = `arxiv:${id}` as const
  return {
    id: name,
    ids: [name],
    keys: [name],
    state: 'to-read',
    priority: 0,
    rating: 0,
    saved: 0,
    tags: [],
    notes: [],
    title: `Paper ${id}`,
    authors: [],
    topics: [],
    has: {},
    digests: [],
    ...more,
  }
}
