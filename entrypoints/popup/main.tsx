import '@/components/tokens.css'
import '@/components/gloss.css'
import '@/components/page.css'
import './popup.css'
import { render } from 'preact'
import { followTheme } from '@/lib/pages/theme'
import { Popup } from './popup'

followTheme()
const root = document.getElementById('root')
if (root) render(<Popup />, root)
