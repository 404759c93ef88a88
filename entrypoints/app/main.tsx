import '@/components/tokens.css'
import '@/components/gloss.css'
import '@/components/page.css'
import '@/components/controls.css'
import '@/components/dialog.css'
import '@/components/details.css'
import './app.css'
import './pages.css'
import './search.css'
import './settings.css'
import './devices.css'
import './library.css'
import './library-import.css'
import './topics.css'
import './welcome.css'
import { render } from 'preact'
import { followTheme } from '@/lib/pages/theme'
import { App } from './app'

followTheme()
const root = document.getElementById('root')
if (root) render(<App />, root)
