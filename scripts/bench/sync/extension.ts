import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FEED_HOST } from './feed.ts'

/** The page of the copy from which the database is watched: it runs nothing of its own. */
export const BLANK_PAGE = 'blank.html'

/**
 * Copies the built extension and adds an empty page to the copy. Of what was built only the manifest differs: a test
 * cannot click on the browser's question whether a host may be asked, so the feed's host is granted at install.
 */
export function copyExtension(root: string, folder: string): void {
  cpSync(join(root, '.output/chrome-mv3'), folder, { recursive: true })
  const manifestFile = join(folder, 'manifest.json')
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'))
  manifest.host_permissions = [...manifest.host_permissions, `https://${FEED_HOST}/*`]
  writeFileSync(manifestFile, JSON.stringify(manifest))
  writeFileSync(join(folder, BLANK_PAGE), '<!doctype html><meta charset="utf-8"><title>Blank</title>')
}
