import '@/components/tokens.css'
import '@/components/gloss.css'
import '@/components/page.css'
import '@/components/controls.css'
import '@/components/dialog.css'
import '@/components/page-papers.css'
import './popup.css'
import { render } from 'preact'
import { openIndex } from '@/lib/pages/context'
import { followTheme } from '@/lib/pages/theme'
import { Popup } from './popup'

// The index is read while the popup is put up and the reader reaches for the keys.
void openIndex()
followTheme()
const root = document.getElementById('root')
if (root) render(<Popup />, root)
