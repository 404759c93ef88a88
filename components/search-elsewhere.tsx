/** Leads on to Hugging Face's own search. Nothing is asked of it before the reader clicks. */
export function SearchElsewhere({ href }: { readonly href: string }) {
  return (
    <a class="elsewhere" href={href} target="_blank" rel="noopener noreferrer">
      Search Hugging Face for more
    </a>
  )
}
