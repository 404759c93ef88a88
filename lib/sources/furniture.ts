import { type Day, isDay } from '../time'

/** What stands alone on a line of a page and is about the page: menus, buttons, headings of columns. */
const PHRASES = new Set(
  [
    'get trending papers in your email inbox!|skip to main content|skip to content|load more|show more|view all',
    'read more|see more|see all|back to top|all rights reserved|table of contents|privacy policy|cookie policy',
    'terms of service|terms of use|terms and conditions|system theme|view pdf|open in app|join now|sort by',
    'daily papers|trending papers|hugging face|community guidelines|view in browser|view this email in your browser',
    'inference providers|inference endpoints|reading list|paper list|list of papers|search results',
    "new submissions|cross-lists|cross submissions|replacements|replacement submissions|see today's new changes",
    'submitted by|see recent articles|continue to the next day|quick links|main navigation|search form',
  ].flatMap(line => line.split('|')),
)

/** Words of menus and footers. A line of nothing else is one. */
const WORDS = new Set(
  (
    'new subscribe subscribed unsubscribe login logout log in out sign up join register models datasets spaces docs ' +
    'buckets pricing enterprise community papers paper search menu home about careers jobs privacy tos terms website ' +
    'company blog news previous next prev today yesterday daily weekly monthly trending popular latest top hot submit ' +
    'upvote upvotes upvoted share bookmark save saved like likes follow following settings profile account help faq ' +
    'contact support feedback pdf html arxiv github code project page website abstract abs bib bibtex video slides ' +
    'poster data demo comments comment discussion tweet twitter x reddit linkedin more less menu filter sort date ' +
    'author authors title titles abstracts year venue results result and the of cookies status api donate'
  ).split(' '),
)

/** Labels in front of what is known of a paper and of no use here. */
const LABEL =
  /^(?:comments?|subjects?|journal[- ]ref|report[- ]no|doi|cite as|(?:msc|acm)[- ]class|submitted|originally announced|revised|announced|published|modified|keywords?|tl;?dr|categories|date|from|license|related doi|focus to learn more)\s*:/i
const COUNT =
  /^[\s·•+~()-]*\d[\d.,]*\s?[kKmM]?(?:\s*(?:authors?|comments?|upvotes?|likes?|views?|papers?|results?|entries|pages?|votes?|points?|stars?|citations?|min read|minutes?|hours? ago|days? ago|days?))?[\s·•+)]*$/i
const BYLINE =
  /^(?:by\s?\S.{0,60} and the research community|(?:submitted|posted|shared|curated) by\s.{1,60}|published (?:on|in)\s.{1,60}|©.*|copyright\s.{1,80}|upvote\s+\d+|submitted \d.*|total of \d.*|results \d.*|(?:showing|see)\s.{1,80}\d.*)$/i
/** Names of arXiv's categories and nothing else. */
const CATEGORIES = /^(?:[a-z]+(?:-[a-z]+)?\.[A-Za-z-]{2,10}(?:[\s,;]+|$))+$/

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const MONTH = String.raw`(?<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?`
const DATE = String.raw`(?<date>\d{1,2})(?:st|nd|rd|th)?`
const WEEKDAY = String.raw`(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s+)?`
const YEAR = String.raw`(?:,?\s+(?<year>(?:19|20)\d{2}))`
const DATES = [`${WEEKDAY}${MONTH}\\s+${DATE}`, `${WEEKDAY}${DATE}\\s+(?:of\\s+)?${MONTH}`].map(
  date => new RegExp(`^${date}${YEAR}?$`, 'i'),
)
const ISO_DATE = /^(?<iso>\d{4}-\d{2}-\d{2})$/
const OTHER_DATE = /^\d{1,4}[./]\d{1,2}[./]\d{1,4}$/
/** A few words that a page puts before its date, such as "Papers of". */
const BEFORE_DATE =
  /^[\p{L}\s,:–—-]{1,40}?[\s,:–—-]+(?=\S*\d|(?:mon|tue|wed|thu|fri|sat|sun|[jfmasond][a-z]{2,8}\s+\d))/iu

/** Whether a line is known by its shape to be about the page and not about a paper: a menu, a count, a date, a rule. */
export function isFurniture(text: string): boolean {
  if (isLabelled(text)) return true
  if (text.length > 200) return false
  if (CATEGORIES.test(text)) return true
  const bare = text.toLowerCase().trim()
  if (!/[\p{L}\p{N}]/u.test(bare) || PHRASES.has(bare.replace(/[:.…]+$/, ''))) return true
  if (COUNT.test(bare) || BYLINE.test(bare) || isDate(bare)) return true
  return bare
    .split(/[\s,|·•/()[\]▽△«»<>←→:&.-]+/)
    .every(word => word === '' || WORDS.has(word) || /^\d+$/.test(word))
}

/** Whether a line begins with the label of something other than a title, authors or an abstract: "Comments: …". */
export function isLabelled(text: string): boolean {
  return LABEL.test(text)
}

/** Whether a line is a date and nothing else, with or without its year. */
function isDate(text: string): boolean {
  return OTHER_DATE.test(text) || ISO_DATE.test(text) || DATES.some(pattern => pattern.test(text))
}

/** The day that a line of a page is about, where it is a date with its year, a few words before it or none. */
export function dayOfLine(text: string): Day | undefined {
  const line = text.trim()
  if (line.length > 100) return undefined
  for (const part of [line, line.replace(BEFORE_DATE, '')])
    for (const pattern of [ISO_DATE, ...DATES]) {
      const day = dayOfMatch(pattern.exec(part)?.groups)
      if (day) return day
    }
  return undefined
}

function dayOfMatch(groups: Readonly<Partial<Record<string, string>>> | undefined): Day | undefined {
  const { iso, year, month, date } = groups ?? {}
  const number = MONTHS.indexOf(month?.toLowerCase() ?? '') + 1
  const day = iso ?? (year && date && `${year}-${String(number).padStart(2, '0')}-${date.padStart(2, '0')}`)
  return day && isDay(day) ? day : undefined
}
