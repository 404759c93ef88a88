// The side panel is what the tab shows, and below it the app; its layout follows the width it has.
import '../app/main'
import '@/components/panel.css'
import '@/components/page-papers.css'
import './sidepanel.css'
import { render } from 'preact'
import { TabPanel } from './tab-panel'

const root = document.getElementById('tab')
if (root) render(<TabPanel />, root)
