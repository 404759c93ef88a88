import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterEach, expect, test } from 'vitest'
import { hosts, openPage, openSetting, readStores, type Setting } from './gloss'

let setting: Setting
const folders: string[] = []
afterEach(async () => {
  await setting?.close()
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

const ids = [1, 2, 3].map(n => `arxiv:2602.0000${n}`)

async function saveAll(page: Page): Promise<void> {
  for (const id of ids) {
    const saved = {
      paper: { ids: [id], title: `Lantern ${id} of the long night` },
      saved: true,
      state: 'reading',
    }
    await page.evaluate(message => (globalThis as unknown as Extension).chrome.runtime.sendMessage(message), {
      type: 'save',
      ...saved,
    })
  }
}

interface Extension {
  readonly chrome: { readonly runtime: { sendMessage(message: object): Promise<unknown> } }
}

const listed = async (page: Page) =>
  (await readStores(page, { library: 'rows' })).library.rows.map(({ id, state }) => [id, state]).sort()

async function backupFile(page: Page): Promise<string> {
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save a backup file' }).first().click()
  const download = await downloading
  const folder = await mkdtemp(join(tmpdir(), 'gloss-backup-'))
  folders.push(folder)
  const path = join(folder, download.suggestedFilename())
  await download.saveAs(path)
  return path
}

test('a backup brings everything back after all was deleted', async () => {
  setting = await openSetting(hosts(() => ({ status: 503 })))
  let page = await openPage(setting, 'app.html#/settings')
  await saveAll(page)
  await page.getByLabel('Theme of Gloss’s own pages').selectOption('dark')
  const before = await listed(page)
  expect(before).toEqual(ids.map(id => [id, 'reading']))
  const file = await backupFile(page)
  expect(file).toMatch(/gloss-backup-\d{4}-\d\d-\d\d\.json$/)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ format: 'gloss-backup/1', papers: 3 })
  await page.getByRole('button', { name: 'Delete everything…' }).click()
  await page.getByLabel(/Type “delete”/).fill('delete')
  await page.getByRole('button', { name: 'Delete everything', exact: true }).click()
  await page.waitForURL(/#\/welcome/)
  // The page loads itself anew in between.
  page = await openPage(setting, 'app.html#/settings')
  expect(await listed(page)).toEqual([])
  await page.getByLabel('Restore from a file…').setInputFiles(file)
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Added: 3 papers').waitFor()
  expect(await dialog.getByRole('checkbox', { name: /take over the settings/ }).isChecked()).toBe(true)
  await dialog.getByRole('button', { name: 'Add to the list' }).click()
  await page.getByText(/^Restored gloss-backup/).waitFor()
  expect(await listed(page)).toEqual(before)
  expect(await page.getByLabel('Theme of Gloss’s own pages').inputValue()).toBe('dark')
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
})

test('a list that is replaced is kept as a snapshot, which brings it back', async () => {
  setting = await openSetting(hosts(() => ({ status: 503 })))
  const page = await openPage(setting, 'app.html#/settings')
  const empty = await backupFile(page)
  await saveAll(page)
  await page.getByLabel('Restore from a file…').setInputFiles(empty)
  const dialog = page.getByRole('dialog')
  await dialog.getByText('The list has all of it already.').waitFor()
  await dialog.getByRole('radio', { name: /in place of the list/ }).check()
  await dialog.getByText('Removed from the list: 3 papers').waitFor()
  await dialog.getByRole('button', { name: 'Replace the list' }).click()
  await page.getByText(/^Restored gloss-backup/).waitFor()
  expect(await listed(page)).toEqual([])
  await page.getByText(/3 papers · .* before a restore/).waitFor()
  await page.getByRole('button', { name: /^Restore the snapshot/ }).click()
  await dialog.getByRole('checkbox', { name: 'Bring back 3 papers that you removed since' }).check()
  await dialog.getByRole('button', { name: 'Add to the list' }).click()
  await page.getByText(/^Restored Snapshot of/).waitFor()
  expect(await listed(page)).toEqual(ids.map(id => [id, 'reading']))
})
