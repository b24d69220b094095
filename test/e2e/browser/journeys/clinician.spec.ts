import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test, type Download, type Page } from '@playwright/test'
import type { Library } from '#contracts/project'
import { openWindow, type OpenWindow } from '../open-window'
import { demoProject, goTo, keep, settled, tourOver } from '../pages'
import { keepPicture } from './keep-picture'

/** A clinic's recordings: patients under made-up names all the way, one of them over four visits, figures to pass on. */
test.describe.configure({ mode: 'serial' })

let opened: OpenWindow
let page: Page
let list = ''
const work = mkdtempSync(join(realpathSync(tmpdir()), 'cuescope-clinic-'))
/** A data set is called as its folder. */
const clinic = join(work, 'voice visits')
const patients = ['MRN-20417', 'MRN-33860', 'MRN-51922']
const emotions = ['sadness', 'neutral', 'fear', 'happiness']
/** Ids, file names, and where the files lie. */
const NAMES = /MRN-|\b(?:20417|33860|51922)\b|\.wav|visit_\d|cuescope-clinic/i
const DIAGNOSIS = /diagnos|patholog|disorder|depress|symptom|disease|patient|impair|abnormal/i

test.beforeAll(async ({ browser }) => {
  opened = await openWindow(browser)
  page = opened.page
  page.setDefaultTimeout(20_000)
  await demoProject(page)
  await keep(page, { ...tourOver, 'cuescope.trackKeys': '["f0_hz","jitter","hnr"]' })
  const { projects } = await page.evaluate(async () => (await fetch('/api/library')).json() as Promise<Library>)
  writeClinic(join(dirname(projects[0].path), 'corpus'))
})
test.afterAll(async () => {
  await opened.close()
  rmSync(work, { recursive: true, force: true })
})
test.afterEach(() => expect(opened.trouble).toEqual([]))

/** Clips of the demo under names as a clinic has them, and the table that says which is whose. */
function writeClinic(corpus: string): void {
  const lines = ['file,emotion,speaker,sex,intensity,sentence']
  for (const [at, patient] of patients.entries())
    for (const [visit, emotion] of emotions.entries()) {
      const speaker = `spk0${at + 1}`
      const file = `${patient}/${patient}_visit_${visit + 1}.wav`
      mkdirSync(join(clinic, patient), { recursive: true })
      copyFileSync(join(corpus, speaker, `${speaker}_${emotion}_05.wav`), join(clinic, file))
      lines.push(`${file},${emotion},${patient},female,visit ${visit + 1},reading passage`)
    }
  writeFileSync(join(clinic, 'visits.csv'), `${lines.join('\n')}\n`)
}

/** All that a page tells those who look, point or listen: text, attributes, fields, title, address; a choice by its words. */
const readable = (): Promise<string[]> =>
  page.evaluate(() => {
    const attributes = [...document.querySelectorAll('*:not(select):not(option)')].flatMap(element =>
      [...element.attributes].filter(({ name }) => !['class', 'style', 'd'].includes(name)).map(({ value }) => value),
    )
    const choices = [...document.querySelectorAll('select, option')].flatMap(element =>
      ['aria-label', 'title', 'label'].map(name => element.getAttribute(name) ?? element.textContent),
    )
    const fields = [...document.querySelectorAll('input')].map(({ value }) => value)
    const texts = document.body.innerText.split('\n')
    return [document.title, decodeURIComponent(location.href), ...texts, ...attributes, ...choices, ...fields]
  })
const namesIn = async (): Promise<string[]> => (await readable()).filter(text => NAMES.test(text))
const saved = async (press: () => Promise<void>): Promise<Download> => {
  const [download] = await Promise.all([page.waitForEvent('download'), press()])
  return download
}

test('clinician - a table of who spoke what on which visit becomes a project; names are hidden before', async () => {
  await goTo(page, '/settings/privacy')
  await expect(page.getByText(/Nothing leaves this computer/)).toBeVisible()
  await page.getByRole('switch', { name: /Hide names/ }).click()
  await expect(page.getByRole('link', { name: 'Names are hidden' })).toBeVisible()
  await keepPicture(page, 'clinician-1-hidden')

  await goTo(page, '/')
  await expect(page.getByText('CueScope works offline. Nothing leaves this computer.')).toBeVisible()
  await page.getByRole('button', { name: 'New project' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('Voice study')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Voice study', level: 1 })).toBeVisible()
  await page.getByRole('button', { name: 'Add data set…' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Add data set' })
  await dialog.getByLabel('Folder or CSV manifest').fill(join(clinic, 'visits.csv'))
  await dialog.getByRole('button', { name: 'Look through it' }).click()
  await dialog.getByRole('button', { name: 'Add 12 clips' }).click()
  await expect(page.getByText('Every file is sound')).toBeVisible({ timeout: 60_000 })
  await settled(page)
  expect(await namesIn()).toEqual([])
})

test('clinician - the audit is made, and no name is on any page of it', async () => {
  await page.getByRole('button', { name: 'New audit' }).first().click()
  await page
    .getByLabel('Model', { exact: true })
    .selectOption({ label: (await page.getByRole('option', { name: /^demo-synthetic/ }).textContent())! })
  await page.getByRole('button', { name: 'Start audit' }).click()
  await expect(page.getByRole('heading', { name: 'Confusion matrix' })).toBeVisible({ timeout: 90_000 })
  await page.waitForURL(/\/a\/\d+$/)
  await expect(page.locator('a.file')).toHaveCount(12)
  list = new URL(page.url()).hash.slice(1)
  expect(await namesIn(), 'list').toEqual([])
  for (const part of ['/map', '/findings', '/queues', '/agreement', '/labels', '/clips/2']) {
    await goTo(page, `${list}${part}`)
    expect(await namesIn(), part).toEqual([])
  }
  await goTo(page, list)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('20417')
  // Whoever could look names up would have them back: with names hidden no clip is found by one.
  await expect(page.getByText('Nothing is like that.')).toBeVisible()
  const palette = (await readable()).filter(text => NAMES.test(text))
  expect([...new Set(palette)], 'only what was typed').toEqual(['20417'])
  await page.keyboard.press('Escape')
})

test('clinician - one person over four visits: chosen by a made-up name, in the address too', async () => {
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await page.getByRole('dialog', { name: 'Filter' }).getByRole('combobox').fill('speaker')
  await page.keyboard.press('Enter')
  await page
    .getByRole('checkbox', { name: /^\w{6} 4$/ })
    .first()
    .click()
  await page.keyboard.press('Escape')
  await expect(page.locator('a.file')).toHaveCount(4)
  await expect(page.getByRole('button', { name: /Speaker: \w{6}/ }).first()).toBeVisible()
  expect(page.url(), 'the filter is in the address').toContain('where=')
  await settled(page)
  expect(await namesIn()).toEqual([])
  await keepPicture(page, 'clinician-2-person')
  await page.reload()
  await expect(page.locator('a.file')).toHaveCount(4)
  expect(await namesIn()).toEqual([])
})

test('clinician - the list is saved without names, of the clips that it shows', async () => {
  await page.getByRole('button', { name: 'Save what the list shows' }).click()
  const download = await saved(() => page.getByRole('menuitem', { name: /As CSV/ }).click())
  const [titles, ...rows] = readFileSync(await download.path(), 'utf8')
    .trim()
    .split(/\r?\n/)
  expect(titles.split(',')).toEqual(expect.arrayContaining(['clip_id', 'speaker', 'predicted']))
  expect(titles.split(',')).not.toContain('file')
  expect(titles.split(',')).not.toContain('sha256')
  expect(rows).toHaveLength(4)
  expect([titles, ...rows].filter(line => NAMES.test(line))).toEqual([])
})

test('clinician - a visit: cues over time, how far each can be relied on, and one plain sentence', async () => {
  await page.locator('a.file').first().click()
  await page.waitForURL(/clips\/\d+/)
  for (const cue of ['Pitch', 'Jitter', 'Harmonics-to-noise'])
    await expect(page.getByRole('img', { name: new RegExp(`${cue}.* over time`) })).toBeVisible()
  await page.getByRole('tab', { name: 'Why' }).click()
  const sentence = page.getByText(/the model listened most(?:ly)? to \d\.\d\d–\d\.\d\d s/)
  await expect(sentence).toContainText(/where the voice is|not clearly different from random/)
  await settled(page)
  await keepPicture(page, 'clinician-3-visit')
  expect((await readable()).filter(text => DIAGNOSIS.test(text))).toEqual([])

  await page.getByRole('tab', { name: 'Cues' }).click()
  const jitter = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: /^Jitter/ }) })
  await expect(jitter.getByText('not scored')).toBeVisible()
  await jitter.getByRole('button', { name: /^Jitter/ }).click()
  await expect(jitter.getByText(/s voiced · \d+ pitch periods · \d+ dB above the background/)).toBeVisible()
  await settled(page)
  expect(await namesIn()).toEqual([])
  expect((await readable()).filter(text => DIAGNOSIS.test(text))).toEqual([])
  await page.emulateMedia({ colorScheme: 'light' })
  await settled(page)
  await jitter.scrollIntoViewIfNeeded()
  await keepPicture(page, 'clinician-4-reliability')
})

test('clinician - a picture and a report to pass on hold no names', async () => {
  await page.getByRole('button', { name: 'Save what is shown' }).click()
  const picture = await saved(() => page.getByRole('menuitem', { name: /^Picture, SVG/ }).click())
  expect(picture.suggestedFilename()).toMatch(/^Clip_\w{6}-/)
  const svg = readFileSync(await picture.path(), 'utf8').replace(/;base64,[\w+/=]+/g, '')
  expect(svg).toMatch(/Clip \w{6}/)
  expect(NAMES.exec(svg)).toBeNull()
  await goTo(page, `${list}/findings`)
  const report = await saved(() => page.getByRole('button', { name: 'Save report…' }).click())
  const html = readFileSync(await report.path(), 'utf8').replace(/;base64,[\w+/=]+/g, '')
  expect(/<h1>(.*?)<\/h1>/.exec(html)?.[1]).toBe('demo-synthetic')
  expect(html).toContain('speaker-03')
  expect(NAMES.exec(html)).toBeNull()
})
