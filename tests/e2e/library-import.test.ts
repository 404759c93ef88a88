import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterEach, expect, test } from 'vitest'
import { accessibilityFaults } from './axe'
import { hosts, openPage, openSetting, readStores, type Setting } from './gloss'

let setting: Setting
const folders: string[] = []
afterEach(async () => {
  await setting?.close()
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

async function fileOf(name: string, text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gloss-import-'))
  folders.push(folder)
  await writeFile(join(folder, name), text)
  return join(folder, name)
}

/** More letters than are read without a worker. */
const BIBTEX = Array.from(
  { length: 250 },
  (
    _,
    n,
  ) => `@article{k${n}, title = {On lantern number ${n} of the harbour}, author = {Example, Ada and Sample, Bo},
  year = 2024, month = may, journal = {Journal of Lanterns}, doi = {10.1000/lantern.${n}}, keywords = {light}}`,
).join('\n')
const PREPRINT = `TY  - JOUR
TI  - On Lantren Number 7 of the Harbour
AU  - Example, Ada
PY  - 2023
UR  - https://arxiv.org/abs/2305.00007
N1  - Read this
ER  -
`

const saved = async (page: Page) => (await readStores(page, { library: 'rows' })).library.rows

async function choose(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('button', { name: item }).click()
}

async function importFile(page: Page, path: string, button: string): Promise<void> {
  await choose(page, 'Import a file…')
  await page.locator('dialog input[type=file]').setInputFiles(path)
  await page.getByRole('button', { name: button }).click()
  await page.locator('dialog').waitFor({ state: 'detached' })
}

test('papers are typed in and imported, a duplicate is merged, and all of it is undone', async () => {
  setting = await openSetting(hosts(() => ({ status: 503 })))
  const page = await openPage(setting, 'app.html#/library')
  await page.getByRole('button', { name: 'Add…' }).click()
  await page
    .getByRole('textbox', { name: /arXiv numbers/ })
    .fill('2401.00001\n10.1145/3292500.3330701\nhttps://openreview.net/forum?id=aBc-123_X')
  await page.getByRole('button', { name: 'Add 3 papers' }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Add 3 papers' }).click()
  await page.getByText('Added 3 papers').waitFor()

  await importFile(page, await fileOf('papers.bib', BIBTEX), 'Import 250 papers')
  await page.getByText('Added 250 papers').waitFor()
  expect(await saved(page)).toHaveLength(253)
  await importFile(page, await fileOf('preprint.ris', PREPRINT), 'Import 1 paper')

  await choose(page, 'Find duplicates…')
  await page.getByText('Likely one paper: almost the same title').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('button', { name: /^Merge: / }).click()
  await page.getByText('Merged 2 papers').first().waitFor()
  const merged = (await saved(page)).find(({ ids }) => (ids as string[]).includes('arxiv:2305.00007'))
  expect(merged).toMatchObject({
    ids: ['arxiv:2305.00007', 'doi:10.1000/lantern.7'],
    journal: 'Journal of Lanterns',
    notes: ['Read this'],
    tags: ['light'],
  })
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await page.getByText('Likely one paper').waitFor()
  expect(await saved(page)).toHaveLength(254)
  await page.getByRole('button', { name: 'Close' }).click()
  for (const left of [253, 3, 0]) {
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await saved(page)).length).toBe(left)
  }
})

test('a file that nothing can be read of says so and adds nothing', async () => {
  setting = await openSetting(hosts(() => ({ status: 503 })))
  const page = await openPage(setting, 'app.html#/library')
  for (const [name, text, says] of [
    ['empty.bib', '', 'The file is empty.'],
    ['words.txt', 'Nothing in here names anything. '.repeat(1000), 'The file names no paper'],
  ] as const) {
    await choose(page, 'Import a file…')
    await page.locator('dialog input[type=file]').setInputFiles(await fileOf(name, text))
    await page.getByText(says).waitFor()
    await page.getByRole('button', { name: 'Close' }).click()
  }
  expect(await saved(page)).toEqual([])
})
