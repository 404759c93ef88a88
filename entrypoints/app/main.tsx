import '@/components/tokens.css'
import '@/components/gloss.css'
import '@/components/page.css'
import './app.css'
import { render } from 'preact'
import { followTheme } from '@/lib/pages/theme'
import { App } from './app'

followTheme()
const root = document.getElementById('root')
if (root) render(<App />, root)
