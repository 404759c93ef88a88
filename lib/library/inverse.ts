import type { Edit } from '../corpus/library-rows'
import {
  type Entry,
  FIELDS,
  type Field,
  type Fields,
  fieldOf,
  isListed,
  latest,
  notesOf,
  tagsOf,
} from '../entries/entry'
import { paperOfEntries, rootFirst } from '../entries/list-row'
import { uniqueIds } from '../papers/merge'

/** What a field says where nothing was ever said. */
const UNSAID: Fields = {
  state: 'to-read',
  priority: 0,
  rating: 0,
  saved: 0,
  read: null,
  from: null,
  place: null,
  into: null,
}

/** The edit that undoes an edit; `around` are the entries of its paper before it. */
export function inverseOf(edit: Edit, around: readonly Entry[]): Edit {
  const listed = around.filter(isListed).sort(rootFirst)
  const ids = uniqueIds([...edit.ids, ...(edit.paper?.ids ?? []), ...listed.flatMap(entry => entry.ids)])
  if (listed.length === 0) return { ids, remove: true }
  if (edit.remove) return { ...wholeOf(listed), ids }
  // What undoes a merge has to find the very entry that was merged.
  const merged = edit.set?.into === undefined ? undefined : entryEdited(edit, listed)
  const touched = FIELDS.filter(
    field => edit.set?.[field] !== undefined || (field === 'read' && edit.set?.state),
  )
  const tags = Object.keys(edit.tags ?? {})
  return {
    ids: merged ? [merged.key] : ids,
    ...(touched.length > 0 && { set: said(merged ? [merged] : listed, touched) }),
    ...(tags.length > 0 && {
      tags: Object.fromEntries(
        tags.map(tag => [tag, latest(listed.flatMap(entry => entry.tags[tag] ?? [])) ?? false]),
      ),
    }),
    ...(edit.note !== undefined && { note: noteOf(listed) }),
  }
}

/**
 * The entry that an edit goes to, of those of its paper, the root first: what it is merged into is said of the very one that
 * the edit names first, by its key.
 */
export function entryEdited<E extends Entry>(edit: Edit, listed: readonly E[]): E | undefined {
  const named = edit.set?.into === undefined ? undefined : listed.find(({ key }) => key === edit.ids[0])
  return named ?? listed[0]
}

/** The notes of a paper as one text. */
export function noteOf(entries: readonly Entry[]): string {
  return notesOf(entries).join(BETWEEN_NOTES)
}

/** What stands between notes that were written on several devices. */
export const BETWEEN_NOTES = '\n\n---\n\n'

/** Everything that was said of a paper, as an edit that says it again. */
function wholeOf(listed: readonly Entry[]): Omit<Edit, 'ids'> {
  const paper = paperOfEntries(listed)
  const note = noteOf(listed)
  return {
    set: said(
      listed,
      FIELDS.filter(field => field !== 'into'),
    ),
    tags: Object.fromEntries(tagsOf(listed).map(tag => [tag, true])),
    ...(note && { note }),
    ...(paper && { paper }),
  }
}

function said(entries: readonly Entry[], fields: readonly Field[]): Partial<Fields> {
  return Object.fromEntries(fields.map(field => [field, fieldOf(entries, field) ?? UNSAID[field]]))
}
