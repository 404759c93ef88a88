import { oneLine } from '../../papers/one-line'

/** The parts of a name, as CSL and BibTeX have them. */
export interface NameParts {
  readonly given?: string | undefined
  readonly particle?: string | undefined
  readonly family?: string | undefined
  readonly suffix?: string | undefined
  /** A name that has no parts: of a group. */
  readonly whole?: string | undefined
}

/** "Laurens van der Maaten": a name from its parts, in the order in which it is said. */
export function nameOf({ given, particle, family, suffix, whole }: NameParts): string {
  const name = oneLine([given, particle, family, suffix].filter(Boolean).join(' ') || (whole ?? ''))
  // LaTeX puts an accent on a letter without its dot: it is the accented letter all the same.
  return name.replace(/ı(?=\p{Mn})/gu, 'i').normalize('NFC')
}

const SUFFIX = /^(?:jr\.?|sr\.?|ii|iii|iv)$/i

/** A name as files write it: "Family, Given", "Family, Jr., Given", "Family, Given, Jr." or already in order. */
export function nameInOrder(name: string): string {
  const [family = '', second = '', third = '', ...more] = name.split(',').map(oneLine)
  // More commas than a name has: a group, or a list of names that is nobody's to take apart.
  if (more.length > 0) return oneLine(name)
  return SUFFIX.test(second)
    ? nameOf({ given: third, family, suffix: second })
    : nameOf({ given: second, family, suffix: third })
}
