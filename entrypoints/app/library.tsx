import type { PageProps } from './app'
import { LibraryPage as ListPage } from './library/page'
import { VisitsPage } from './library/visits'

/** The reading list, and the papers that were visited. */
export function LibraryPage(props: PageProps) {
  return props.parameters.get('view') === 'visits' ? <VisitsPage say={props.say} /> : <ListPage {...props} />
}
