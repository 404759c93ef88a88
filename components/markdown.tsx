import type { ComponentChildren } from 'preact'

/** A part of a line: text as it is, or text that is set in some way. */
export type Span =
  | string
  | { readonly kind: 'strong' | 'em' | 'del'; readonly children: readonly Span[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly href: string; readonly children: readonly Span[] }
  | { readonly kind: 'break' }

/** A part of a note that begins a line. There is no kind for HTML, nor for anything that is loaded. */
export type Block =
  | { readonly kind: 'paragraph'; readonly children: readonly Span[] }
  | { readonly kind: 'line'; readonly children: readonly Span[] }
  | { readonly kind: 'heading'; readonly level: HeadingLevel; readonly children: readonly Span[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | { readonly kind: 'list'; readonly start?: number; readonly items: readonly ListItem[] }
  | { readonly kind: 'table'; readonly head: TableRow; readonly rows: readonly TableRow[] }
  | { readonly kind: 'rule' }

export type HeadingLevel = 3 | 4 | 5 | 6
export type TableRow = readonly (readonly Span[])[]

/** An item of a list; a task has been checked or not. */
export interface ListItem {
  readonly checked?: boolean
  readonly blocks: readonly Block[]
}

/** A note as it was meant, made of elements alone: what its writer wrote as HTML stands there as text. */
export function Markdown({ blocks }: { readonly blocks: readonly Block[] }) {
  return <div class="markdown">{blocks.map((block, i) => blockOf(block, i))}</div>
}

function blockOf(block: Block, key: number): ComponentChildren {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p key={key} dir="auto">
          {spansOf(block.children)}
        </p>
      )
    case 'line':
      return (
        <div key={key} dir="auto">
          {spansOf(block.children)}
        </div>
      )
    case 'heading': {
      const Heading = `h${block.level}` as const
      return (
        <Heading key={key} dir="auto">
          {spansOf(block.children)}
        </Heading>
      )
    }
    case 'code':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard too
        <pre key={key} tabIndex={0}>
          <code>{block.text}</code>
        </pre>
      )
    case 'quote':
      return <blockquote key={key}>{block.blocks.map((inner, i) => blockOf(inner, i))}</blockquote>
    case 'list': {
      const items = block.items.map(itemOf)
      return block.start === undefined ? (
        <ul key={key}>{items}</ul>
      ) : (
        <ol key={key} start={block.start}>
          {items}
        </ol>
      )
    }
    case 'table':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard too
        <section key={key} class="sheet" aria-label="Table" tabIndex={0}>
          <table>
            <thead>
              <tr>
                {block.head.map((cell, i) => (
                  <th key={i} scope="col" dir="auto">
                    {spansOf(cell)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {block.rows.map((row, i) => (
                <tr key={i}>
                  {row.map((cell, j) => (
                    <td key={j} dir="auto">
                      {spansOf(cell)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )
    case 'rule':
      return <hr key={key} />
  }
}

function itemOf({ checked, blocks }: ListItem, key: number): ComponentChildren {
  return (
    <li key={key} class={checked === undefined ? undefined : 'task'}>
      {checked !== undefined && (
        <span role="img" aria-label={checked ? 'Done' : 'To do'} class="check">
          {checked ? '☑' : '☐'}
        </span>
      )}
      {blocks.map((block, i) => blockOf(block, i))}
    </li>
  )
}

function spansOf(spans: readonly Span[]): ComponentChildren {
  return spans.map((span, i) => (typeof span === 'string' ? span : spanOf(span, i)))
}

function spanOf(span: Exclude<Span, string>, key: number): ComponentChildren {
  switch (span.kind) {
    case 'strong':
      return <strong key={key}>{spansOf(span.children)}</strong>
    case 'em':
      return <em key={key}>{spansOf(span.children)}</em>
    case 'del':
      return <del key={key}>{spansOf(span.children)}</del>
    case 'code':
      return <code key={key}>{span.text}</code>
    case 'link':
      return (
        <a key={key} href={span.href} target="_blank" rel="noopener noreferrer">
          {spansOf(span.children)}
        </a>
      )
    case 'break':
      return <br key={key} />
  }
}
