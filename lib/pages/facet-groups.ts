import type { FacetValue } from '../search/facets'
import { hasFilter, type Query } from '../search/query'
import { topicKey } from '../search/topic-key'
import type { Counts } from './search-state'

/** A value that results can be narrowed to by a filter `operator:value`. */
export interface FacetChoice extends FacetValue {
  readonly pressed: boolean
}

export interface FacetGroup {
  readonly name: string
  readonly operator: 'year' | 'topic' | 'has' | 'is'
  readonly choices: readonly FacetChoice[]
}

/**
 * What results can be narrowed by, in groups; what all results share, and groups with nothing else, are left out. What
 * is filtered by already is always there, to be taken out again.
 */
export function facetGroups(
  { facets, saved }: Pick<Counts, 'facets' | 'saved'>,
  query: Query,
  total: number,
): FacetGroup[] {
  const choices = (operator: FacetGroup['operator'], values: readonly FacetValue[]) =>
    values.map(value => ({ ...value, pressed: hasFilter(query.typed, operator, value.value) }))
  const topics = query.required.flatMap(filter => (filter.kind === 'topic' ? [filter.text] : []))
  const named = topics.map(topicKey)
  const chosen = topics.map(topic => {
    const same = facets.topics.find(facet => isTopic(facet, topicKey(topic)))
    return { value: topic, label: same?.label ?? topic, count: same?.count ?? total, pressed: true }
  })
  const groups: FacetGroup[] = [
    { name: 'Year', operator: 'year', choices: choices('year', facets.years) },
    {
      name: 'Topic',
      operator: 'topic',
      choices: [
        ...chosen,
        ...choices(
          'topic',
          facets.topics.filter(facet => facet.count > 1 && !named.some(key => isTopic(facet, key))),
        ),
      ],
    },
    { name: 'Has', operator: 'has', choices: choices('has', facets.has) },
    {
      name: 'Reading list',
      operator: 'is',
      choices: saved > 0 ? choices('is', [{ value: 'saved', label: 'Saved', count: saved }]) : [],
    },
  ]
  return groups
    .map(group => ({
      ...group,
      choices: group.choices.filter(choice => choice.pressed || narrows(choice, total)),
    }))
    .filter(group => group.choices.length > 0)
}

/** Whether a topic has a key, under any of its spellings. */
function isTopic({ value, keys }: FacetValue, key: string): boolean {
  return topicKey(value) === key || keys?.includes(key) === true
}

function narrows({ count }: FacetValue, total: number): boolean {
  return count > 0 && count < total
}
