import { daySchema, httpUrlSchema, paperIdSchema } from '../papers/schema'
import { z } from '../zod'
import { feedSchema } from './gloss-digest-format'

/** What Zod checks by code, as patterns. They refuse less: a canonical identifier cannot be told by a pattern. */
const PATTERNS = new Map<unknown, Record<string, unknown>>([
  [paperIdSchema, { type: 'string', maxLength: 2000, pattern: '^(arxiv|doi|acl|openreview|title):\\S+$' }],
  [daySchema, { type: 'string', format: 'date', pattern: '^\\d{4}-\\d{2}-\\d{2}$' }],
  [httpUrlSchema, { type: 'string', format: 'uri', pattern: '^[hH][tT][tT][pP][sS]?:' }],
])

/**
 * The JSON Schema of the `gloss-digest/1` feed, as published in public/digest.schema.json. For tests and tools only:
 * the extension itself never needs it.
 */
export function feedJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(feedSchema, {
    // What a feed may hold, not what is left of it when read: unknown keys are allowed.
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      Object.assign(jsonSchema, PATTERNS.get(zodSchema))
    },
  })
  const { $schema, ...rest } = schema as Record<string, unknown>
  return {
    $schema,
    title: 'Gloss digest feed, gloss-digest/1',
    description: 'Papers in one file, or a manifest of shards that hold them.',
    ...rest,
  }
}
