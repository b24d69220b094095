import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import type { AuditCard } from '#contracts/audit'
import type { ClipPage } from '#contracts/clip'
import type { Library, Project } from '#contracts/project'
import goldens from '../../../goldens/model-wizard/logits.json' with { type: 'json' }
import { projectRoot } from '../../../helpers/electron'
import { toneWav } from '../../../helpers/tones'
import { openWindow, type OpenWindow } from '../open-window'
import { keep, settled, tourOver } from '../pages'
import { keepPicture } from './keep-picture'

/** A researcher repeats a paper's method on a folder of clips and an .onnx file that say little of themselves. */
test.describe.configure({ mode: 'serial' })

const bundled = join(projectRoot, 'resources/models/demo-synthetic')
const { labels, frontEnd } = JSON.parse(readFileSync(join(bundled, 'model.json'), 'utf8')) as {
  labels: string[]
  frontEnd: { normalise: { mean: number[]; std: number[] } }
}
/** Logits of librosa and ONNX Runtime in Python for the tone. */
const elsewhere = goldens.cases.find(({ name }) => name === 'as trained')!
const speakers = ['spk02', 'spk03', 'spk05']

let opened: OpenWindow
let page: Page
let project = ''
let audit = ''
const work = mkdtempSync(join(realpathSync(tmpdir()), 'cuescope-researcher-'))
const corpus = join(work, 'lab corpus')

const api = <T>(path: string, method = 'GET'): Promise<T> =>
  page.evaluate(async ([at, how]) => (await fetch(`/api${at}`, { method: how })).json(), [
    path,
    method,
  ] as const) as Promise<T>
const step = (title: string) => page.getByRole('region', { name: title })
const theme = (colorScheme: 'light' | 'dark'): Promise<void> => page.emulateMedia({ colorScheme })
async function saved(press: () => Promise<void>): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()])
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'latin1') }
}

/** Three speakers of the demo's corpus, and what folders of clips have besides. */
test.beforeAll(async ({ browser }) => {
  opened = await openWindow(browser)
  page = opened.page
  await page.waitForURL(/#\/p\/\w+\/a\/\d+/, { timeout: 110_000 })
  const [, demo] = /#\/p\/(\w+)/.exec(page.url())!
  await api(`/projects/${demo}/audits/1/cancel`, 'POST')
  const { folder } = (await api<Project>(`/projects/${demo}`)).datasets[0]
  for (const speaker of speakers) cpSync(join(folder, speaker), join(corpus, speaker), { recursive: true })
  cpSync(join(folder, 'speakers.csv'), join(corpus, 'speakers.csv'))
  writeFileSync(join(corpus, 'spk02/spk02_anger_07.wav'), toneWav({ f0Hz: 200, seconds: 1 }).subarray(0, 30))
  writeFileSync(join(corpus, 'spk03/spk03_sadness_07.wav'), toneWav({ f0Hz: 200, seconds: 1, level: 0 }))
  writeFileSync(join(corpus, 'warm-up.wav'), toneWav({ f0Hz: 200, seconds: 1 }))
  mkdirSync(join(work, 'model'))
  cpSync(join(bundled, 'model.onnx'), join(work, 'model/emo-cnn.onnx'))
  writeFileSync(join(work, 'tone.wav'), toneWav({ f0Hz: 220, seconds: 1.2 }))
  await keep(page, tourOver)
  await page.goto(page.url().replace(/#.*/, '#/'))
})
test.afterAll(async () => {
  await opened.close()
  rmSync(work, { recursive: true, force: true })
})
test.afterEach(() => expect(opened.trouble).toEqual([]))

test('researcher - a folder of clips becomes a project: recognised, left out and unsound files are counted', async () => {
  await theme('light')
  await page.getByRole('button', { name: 'New project' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('Replication')
  await page.getByRole('button', { name: 'Create project', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Replication', level: 1 })).toBeVisible()
  project = /#\/p\/(\w+)/.exec(page.url())![1]
  await page.getByRole('button', { name: 'Add data set…' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Add data set' })
  await dialog.getByLabel('Folder or CSV manifest').fill(corpus)
  await page.keyboard.press('Enter')
  await expect(dialog.getByText('128 of 129 clips recognised; 3 speakers')).toBeVisible()
  await dialog.getByText('1 file not recognised, left out').click()
  await expect(dialog.getByText('warm-up.wav')).toBeVisible()
  await keepPicture(page, 'researcher-1-scan')
  await dialog.getByRole('button', { name: 'Add 128 clips' }).click()
  await expect(page.getByText('128 clips · 3 speakers')).toBeVisible()
  const look = page.getByRole('button', { name: 'Look over its audio' })
  if (await look.isVisible()) await look.click()
  await expect(page.getByText(/1 unreadable/)).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText(/1 silent/)).toBeVisible()
})

test('researcher - a bare .onnx file is asked for what it lacks, and gives another program’s scores', async () => {
  test.setTimeout(180_000)
  await theme('dark')
  await page.getByRole('button', { name: 'New audit' }).first().click()
  await page.getByRole('link', { name: 'Add a model…' }).click()
  await page.getByLabel('Model file').fill(join(work, 'model/emo-cnn.onnx'))
  await page.getByLabel('Model file').press('Enter')
  const asked = step('Fill in what the file does not say')
  await expect(asked.getByRole('textbox', { name: /^Label \d/ })).toHaveCount(labels.length, { timeout: 30_000 })
  await expect(page.getByRole('button', { name: 'Write and add to the library' })).toBeDisabled()
  await expect(asked.getByLabel('Front end like').getByRole('option', { name: /paper/i })).toHaveCount(1)
  await asked
    .getByLabel(/^How are the values normalised/)
    .selectOption({ label: 'by the mean and standard deviation of the training set: give them' })
  await asked.getByLabel('Mean', { exact: true }).fill(frontEnd.normalise.mean.join(', '))
  await asked.getByLabel('Standard deviation').fill(frontEnd.normalise.std.join(', '))
  for (const [place, label] of labels.entries()) await asked.getByLabel(`Label ${place}`).fill(label)
  await asked.getByLabel('Label 0').blur()
  await expect(asked.getByText('Looking again…')).toHaveCount(0)
  const check = step('Check: reproduce these scores')
  await check.getByLabel('Clip', { exact: true }).fill(join(work, 'tone.wav'))
  await check.getByLabel('Scores expected').fill(labels.map((label, i) => `${label}=${elsewhere.logits[i]}`).join('\n'))
  await expect(check.getByText('7 scores read')).toBeVisible()
  await check.getByRole('button', { name: 'Check' }).click()
  await expect(check.getByText('Reproduced', { exact: true })).toBeVisible({ timeout: 90_000 })
  await check.scrollIntoViewIfNeeded()
  await keepPicture(page, 'researcher-2-model')
  await step('Write and add').getByLabel('Name').fill('Emo CNN')
  await page.getByRole('button', { name: 'Write and add to the library' }).click()
  await page.getByRole('button', { name: 'New audit with it' }).click()
  const { models } = await api<Library>('/library')
  const made = models.find(({ name }) => name === 'Emo CNN')!
  await expect(page.getByLabel('Model', { exact: true })).toHaveValue(made.id)
})

test('researcher - an audit says all its settings, fills live, is paused and goes on, and sets the unreadable aside', async () => {
  test.setTimeout(240_000)
  await theme('light')
  await page.getByText('As in the paper').click()
  await expect(page.getByText(/Reproduces the method authors/)).toBeVisible()
  await expect(page.getByText('Occlusion replaces a patch by the input value 0.', { exact: false })).toBeVisible()
  await page.getByText('CueScope’s defaults').click()
  await page.getByRole('checkbox', { name: /^Concept relevance/ }).check()
  await expect(page.getByText('Changed from the preset')).toBeVisible()
  await page.locator('summary').filter({ hasText: 'Settings' }).click()
  await expect(page.getByLabel('Random windows drawn')).toHaveValue('200')
  await expect(page.getByLabel('Seed')).toHaveValue('1')
  await page.getByRole('button', { name: 'Start audit' }).click()
  await page.waitForURL(/\/a\/\d+\/run$/)
  audit = `/projects/${project}/audits/${/\/a\/(\d+)/.exec(page.url())![1]}`
  const figure = (name: string) => page.locator('.figures > div').filter({ hasText: name }).locator('dd')
  await expect(figure('Time left')).toHaveText(/second|min/, { timeout: 60_000 })
  await page.getByRole('button', { name: 'Pause' }).click()
  await expect(figure('Paused')).toBeVisible()
  const { progress } = await api<AuditCard>(audit)
  expect(progress.done + progress.refused).toBeLessThan(progress.total)
  await page.getByRole('button', { name: 'Show results' }).click()
  await page.getByRole('grid', { name: 'Clips' }).focus()
  await page.keyboard.press('End')
  await expect(page.getByText('waiting').first()).toBeVisible()
  await page.goBack()
  await page.getByRole('button', { name: 'Resume' }).click()
  await expect(figure('Refused')).toHaveText('1', { timeout: 60_000 })
  await expect(page.getByText(/spk02_anger_07.wav can't be used/)).toBeVisible()
  await keepPicture(page, 'researcher-3-run')
  await expect(page.getByRole('heading', { name: 'Confusion matrix' })).toBeVisible({ timeout: 120_000 })
  await page.waitForURL(/\/a\/\d+$/)
  const done = await api<AuditCard>(audit)
  expect(done).toMatchObject({ state: 'done', progress: { total: 128, refused: 1 } })
  expect(done.settings).toMatchObject({ methods: ['occlusion', 'crp'], baselines: { draws: 200, seed: 1 } })
})

test('researcher - a clip shows both methods, and cues beside random speech with how it was drawn', async () => {
  await theme('dark')
  const list = page.url()
  await page.getByRole('grid', { name: 'Clips' }).focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel(/^Saliency: red/)).toBeVisible()
  await page.keyboard.press('b')
  await page.getByRole('tab', { name: 'Cues' }).click()
  const cues = page.getByRole('region', { name: 'Acoustic cues' })
  await expect(cues).toContainText('200 times, as many windows were drawn from the clip’s speech')
  const { explanations } = await opened.detail()
  expect(explanations.map(({ method }) => method)).toEqual(['occlusion', 'crp'])
  await settled(page)
  await keepPicture(page, 'researcher-4-clip')
  await page.goto(list)
})

test('researcher - findings are by emotion with intervals and n, and everything can be taken along', async () => {
  await theme('light')
  await page.getByRole('link', { name: 'Findings', exact: true }).click()
  const tables = page.getByRole('region', { name: 'Cues where the model looked' })
  await expect(tables.getByRole('table').first()).toBeVisible({ timeout: 60_000 })
  for (const label of labels)
    await expect(tables.getByRole('row', { name: new RegExp(`^${label}`) })).toContainText('…')
  await tables.scrollIntoViewIfNeeded()
  await settled(page)
  await keepPicture(page, 'researcher-5-findings')
  const report = await saved(() => page.getByRole('button', { name: 'Save report…' }).click())
  expect(report.name).toMatch(/\.html$/)
  const draws = '&quot;draws&quot;:200,&quot;seed&quot;:1'
  for (const part of ['Emo CNN', draws, 'settings, hash', 'CueScope 0.']) expect(report.text).toContain(part)
  expect(report.text).toMatch(/model, SHA-256<\/th><td>[0-9a-f]{64}</)
  await page.goBack()
  const menu = (item: RegExp) => async (): Promise<void> => {
    await page.getByRole('button', { name: 'Save what the list shows' }).click()
    await page.getByRole('menuitem', { name: item }).click()
  }
  const { total } = await api<ClipPage>(`${audit}/clips?limit=1`)
  const csv = await saved(menu(/^As CSV/))
  expect(csv.text.trim().split('\n')).toHaveLength(1 + total)
  const parquet = await saved(menu(/^As Parquet/))
  expect([parquet.text.slice(0, 4), parquet.text.slice(-4)]).toEqual(['PAR1', 'PAR1'])
})
