/** A digest that can be shown. */
export interface DigestTab {
  readonly id: string
  readonly title: string
  readonly href: string
}

/** The digests there are, each a link to its list. */
export function DigestTabs(props: { readonly tabs: readonly DigestTab[]; readonly current: string }) {
  return (
    <nav class="digest-tabs" aria-label="Digests">
      <ul>
        {props.tabs.map(({ id, title, href }) => (
          <li key={id}>
            <a href={href} dir="auto" aria-current={id === props.current ? 'page' : undefined}>
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
