import { Parser } from 'htmlparser2'
import { MalformedBody } from './source'

/** An element of an XML document: a name, attributes, and what is inside in its order. */
export interface XmlElement {
  /** In lower case, with its prefix: `dc:creator`, `arxiv:primary_category`. */
  readonly name: string
  /** By their names as written: `isPermaLink`, `rdf:about`. */
  readonly attributes: Readonly<Record<string, string>>
  /** Elements and texts; no two texts beside each other, and none that is empty. */
  readonly children: readonly (XmlElement | string)[]
}

// What no feed comes near. Each bounds what an answer can cost before anything of it is believed.
const MAX_LENGTH = 20_000_000
const MAX_DEPTH = 100
const MAX_ELEMENTS = 500_000
const MAX_ATTRIBUTES = 1_000_000

/** What a page begins with where a feed was asked for. */
const PAGE_ELEMENTS = new Set(['html', 'head', 'body'])

/**
 * The root of an XML document. Lenient to what costs nothing: a byte order mark, elements closed by their parent's end,
 * entities of HTML (left as they are written), anything behind the root. Throws a `MalformedBody` that begins with
 * `what`, a host or a title, for what is no XML, a web page, a document that breaks off or is too large, and one that
 * declares entities: a few lines of those can stand for gigabytes.
 */
export function parseXml(text: string, what: string): XmlElement {
  if (text.length > MAX_LENGTH) throw new MalformedBody(`${what} sent a feed that is too large to read`)
  const builder = new Builder(what)
  const parser = new Parser(
    {
      onopentag: (name, attributes) => builder.open(name, attributes),
      onclosetag: () => builder.close(),
      onattribute: () => builder.countAttribute(),
      ontext: piece => builder.text(piece),
      onprocessinginstruction: (_, text) => builder.declaration(text),
    },
    { xmlMode: true, lowerCaseTags: true, lowerCaseAttributeNames: false },
  )
  // Never ended: the parser would close what is open, and a document that breaks off would look whole.
  parser.write(text)
  return builder.finish()
}

/** The children of `element` that are called `name`, in their order. */
export function childrenNamed(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter(child => isNamed(child, name))
}

/** The first child of `element` that is called `name`. */
export function firstNamed(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find(child => isNamed(child, name))
}

/** All text within `element`, however deep, trimmed; '' where there is no element. */
export function textOf(element: XmlElement | undefined): string {
  return element ? textsOf(element).join('').trim() : ''
}

function isNamed(child: XmlElement | string, name: string): child is XmlElement {
  return typeof child !== 'string' && child.name === name
}

function textsOf(element: XmlElement): string[] {
  const texts: string[] = []
  const visit = (child: XmlElement | string) => {
    if (typeof child === 'string') texts.push(child)
    else child.children.forEach(visit)
  }
  visit(element)
  return texts
}

interface OpenElement extends XmlElement {
  readonly children: (XmlElement | string)[]
}

/** Builds the tree from what the parser tells, and refuses what no feed holds. */
class Builder {
  readonly #what: string
  readonly #open: OpenElement[] = []
  /** The text since the last tag; joined once, for hostile text comes one character at a time. */
  #pieces: string[] = []
  #root: XmlElement | undefined
  #elements = 0
  #attributes = 0

  constructor(what: string) {
    this.#what = what
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.#flush()
    if (++this.#elements > MAX_ELEMENTS) throw this.#refusal('sent a feed that is too large to read')
    if (this.#open.length >= MAX_DEPTH) throw this.#refusal('sent a feed that is nested too deeply to read')
    const parent = this.#open.at(-1)
    if (!parent && !this.#root && PAGE_ELEMENTS.has(name))
      throw this.#refusal('answered with a web page instead of a feed')
    const element: OpenElement = { name, attributes, children: [] }
    if (parent) parent.children.push(element)
    else this.#root ??= element
    this.#open.push(element)
  }

  close(): void {
    this.#flush()
    this.#open.pop()
  }

  text(piece: string): void {
    this.#pieces.push(piece)
  }

  countAttribute(): void {
    if (++this.#attributes > MAX_ATTRIBUTES) throw this.#refusal('sent a feed that is too large to read')
  }

  /** A `<!…>` or a `<?…?>`. The end of a declaration within a DOCTYPE ends the text of the DOCTYPE too. */
  declaration(text: string): void {
    if (/^!\s*doctype\s+html\b/i.test(text) && !this.#root)
      throw this.#refusal('answered with a web page instead of a feed')
    if (/^!\s*entity\b/i.test(text) || (/^!\s*doctype\b/i.test(text) && /\[|<!/.test(text)))
      throw this.#refusal('sent a feed that declares entities of its own, which are not read')
  }

  finish(): XmlElement {
    this.#flush()
    if (!this.#root) throw this.#refusal('answered with something that is not a feed')
    if (this.#open.length > 0) throw this.#refusal('sent a feed that breaks off')
    return this.#root
  }

  #flush(): void {
    if (this.#pieces.length === 0) return
    const text = this.#pieces.join('')
    this.#pieces = []
    const parent = this.#open.at(-1)
    if (parent) {
      if (text !== '') parent.children.push(text)
      return
    }
    if (!this.#root && text.trim() !== '') throw this.#refusal('answered with something that is not a feed')
  }

  #refusal(does: string): MalformedBody {
    return new MalformedBody(`${this.#what} ${does}`)
  }
}
