import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import type { Annotator } from '#contracts/annotation'
import type { DatasetCard } from '#contracts/dataset'
import type { Project } from '#contracts/project'
import { ravdessName, writeToneCorpus } from '../../helpers/tones'
import { openWindow, type OpenWindow } from './open-window'
import { demoProject, goTo, keep, tourOver } from './pages'

/** A study that comes from elsewhere: its folder has moved, and other people's labels are a table. */
test.describe.configure({ mode: 'serial' })

let opened: OpenWindow
let page: Page
let project: Project
const work = mkdtempSync(join(realpathSync(tmpdir()), 'cuescope-moved-'))

const send = <T>(path: string, body: object): Promise<T> =>
  page.evaluate(
    async ([at, sent]) => {
      const headers = { 'content-type': 'application/json' }
      return (await fetch(`/api${at}`, { method: 'POST', headers, body: sent })).json() as unknown
    },
    [path, JSON.stringify(body)] as const,
  ) as Promise<T>

test.beforeAll(async ({ browser }) => {
  writeToneCorpus(join(work, 'tones'), 4)
  opened = await openWindow(browser)
  page = opened.page
  await demoProject(page)
  await keep(page, tourOver)
  project = await send<Project>('/projects', { name: 'Study', folder: work })
  await send<DatasetCard>(`/projects/${project.id}/datasets`, { folder: join(work, 'tones') })
  const [model] = (
    (await page.evaluate(async () => (await fetch('/api/library')).json())) as { models: { id: string }[] }
  ).models
  await send(`/projects/${project.id}/audits`, { datasetId: 1, modelId: model.id })
  const stateNow = (): Promise<string> =>
    page.evaluate(async id => (await fetch(`/api/projects/${id}/audits/1`)).text(), project.id)
  await expect.poll(stateNow, { timeout: 60_000 }).toContain('"state":"done"')
})
test.afterAll(async () => {
  await opened.close()
  rmSync(work, { recursive: true, force: true })
})
test.afterEach(() => expect(opened.trouble).toEqual([]))

test('renderer - a data set that was moved is located; another folder is refused', async () => {
  mkdirSync(join(work, 'other'))
  renameSync(join(work, 'tones'), join(work, 'tones, new disk'))
  await page.evaluate(address => (location.hash = address), `/p/${project.id}/a/1/clips/1`)
  // What the project holds of the clip is there without its sound.
  const inspector = page.getByRole('complementary', { name: 'About this clip' })
  await expect(inspector.getByRole('heading', { name: 'Probabilities' })).toBeVisible()
  await expect(inspector.getByRole('heading', { name: 'Salient segments' })).toBeVisible()
  await page.getByRole('link', { name: 'Locate its data set…' }).click()
  await expect(page.getByText('folder not there')).toBeVisible()
  await page.getByRole('button', { name: 'Locate…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Where is tones now?' })
  await expect(dialog).toContainText(`It was at ${join(work, 'tones')}.`)
  await opened.isAccessible()
  await dialog.getByLabel('Folder').fill(join(work, 'other'))
  await page.keyboard.press('Enter')
  await expect(dialog).toContainText('None of the 4 clips of tones')
  await dialog.getByLabel('Folder').fill(join(work, 'tones, new disk'))
  await page.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
  await expect(page.getByText('All 4 clips are there.')).toBeVisible()
  await expect(page.getByText('folder not there')).toHaveCount(0)
  await goTo(page, `/p/${project.id}/a/1/clips/1`)
  await expect(page.getByRole('img', { name: 'Waveform' })).toBeVisible()
})

test('renderer - labels of other programs are merged together: whose they are, and what could not be taken', async () => {
  const bare = (clip: number): string => ravdessName(clip).split('/')[1]
  const rows = [`${bare(0)},Ada,angry,0.5`, `${bare(1)},Ada,sad,`, 'nowhere.wav,Ada,sad,']
  writeFileSync(join(work, 'ratings.csv'), ['file,annotator,emotion,arousal', ...rows].join('\n'))
  await goTo(page, `/p/${project.id}/a/1/labels`)
  const merged = page.getByRole('region', { name: 'Merge labels' })
  const grid = join(work, bare(0).replace('.wav', '.TextGrid'))
  const interval = ['0', '0.1', '""', '0.1', '0.3', '"creak"']
  const tier = ['"IntervalTier"', '"voice"', '0', '0.3', '2', ...interval]
  writeFileSync(grid, ['"ooTextFile"', '"TextGrid"', '0', '0.3', '<exists>', '1', ...tier].join('\n'))
  await page.getByLabel('Labels files').setInputFiles([join(work, 'ratings.csv'), grid])
  await expect(merged).toContainText('2 files')
  await expect(merged).toContainText('4 labels: 3 new')
  await expect(merged).toContainText('New annotators: Ada, Praat.')
  await expect(merged).toContainText('no such clip here')
  await opened.isAccessible()
  const people = (await page.evaluate(
    async id => (await fetch(`/api/projects/${id}/annotators`)).json(),
    project.id,
  )) as Annotator[]
  expect(people.map(({ name, annotated }) => [name, annotated])).toEqual([
    ['Ada', 2],
    ['Praat', 1],
  ])
})
