import { isDay } from '../time'
import { z } from '../zod'
import { type PaperId, parseIdentifier } from './identifier'

/** A canonical identifier. Text that parses to another spelling is refused: only what Gloss itself wrote passes. */
export const paperIdSchema = z.custom<PaperId>(
  value => typeof value === 'string' && value.length <= 2000 && parseIdentifier(value) === value,
  'not a paper identifier',
)

export const daySchema = z.string().check(z.refine(isDay, 'not a day (YYYY-MM-DD)'))

/** An absolute http or https address. */
export const httpUrlSchema = z
  .string()
  .check(z.refine(text => /^https?:$/.test(URL.parse(text)?.protocol ?? ''), 'not an http(s) address'))
