import { readFileSync } from 'node:fs'
import { expect, test, type Page } from '@playwright/test'
import type { AgreementReport } from '#contracts/agreement'
import type { LabelsFile } from '#contracts/labels-file'
import { openWindow, type OpenWindow } from '../open-window'
import { demoProject, goTo, settled } from '../pages'
import { keepPicture } from './keep-picture'

/** A lesson: the tour on the wall, large and light; the class guesses before the model is shown; labels come together. */
test.describe.configure({ mode: 'serial' })

let opened: OpenWindow
let page: Page
let project = ''
const labels = ['angry', 'disgust', 'fear', 'happy', 'neutral', 'sad', 'surprise']
const answers = { Ida: ['4', '1', '6'], Jon: ['4', '1', '3'] } as const

test.beforeAll(async ({ browser }) => {
  opened = await openWindow(browser)
  page = opened.page
  page.setDefaultTimeout(20_000)
  project = await demoProject(page)
})
test.afterAll(() => opened.close())
test.afterEach(() => expect(opened.trouble).toEqual([]))

const audit = (): string => `/p/${project}/a/1`
const card = (title: string) => page.getByRole('dialog', { name: title })
const bar = () => page.getByRole('region', { name: 'Annotation' })
const heading = () => page.getByRole('heading', { level: 1 })
const fine = () => page.getByLabel('Fine spectrogram of the sound')
const fineLook = (): Promise<string> => fine().evaluate(canvas => (canvas as HTMLCanvasElement).toDataURL())
const isLooping = (): Promise<void> =>
  expect(page.getByRole('button', { name: 'Loop one segment' })).toHaveAttribute('aria-pressed', 'true')

/** As somebody who sits down at the computer does. */
async function becomes(name: string): Promise<void> {
  await page.getByRole('button', { name: /^Annotator: .*\. Change$|^Who annotates\?$/ }).click()
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: `Annotator: ${name}. Change` })).toBeVisible()
}

test('teacher - light and large for the wall; the tour begins by keys', async () => {
  await goTo(page, '/settings/look')
  await page.getByRole('radio', { name: 'Light', exact: true }).press('Space')
  await page.getByLabel('Text size').selectOption({ label: '150 %' })
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('24px')
  await goTo(page, '/')
  await page.getByRole('button', { name: 'Take the tour' }).focus()
  await page.keyboard.press('Enter')
  await expect(card('The library')).toBeVisible()
  for (const title of ['A project', 'The confusion matrix', 'The clips', 'What the model saw']) {
    await page.keyboard.press('ArrowRight')
    await expect(card(title)).toBeVisible()
  }
  await expect(page.getByLabel('Saliency: red supports the label, blue speaks against it')).toBeVisible()
  await settled(page)
  await opened.isAccessible()
  await keepPicture(page, 'teacher-1-tour')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('teacher - each student guesses by one key, the model covered', async () => {
  for (const [student, keys] of Object.entries(answers)) {
    await goTo(page, `${audit()}/queues`)
    await becomes(student)
    await goTo(page, `${audit()}?outcome=wrong`)
    await page.getByRole('button', { name: /^Make a queue of these/ }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name', { exact: true }).fill('lesson 1')
    await dialog.getByLabel('At most').fill('3')
    await dialog.getByRole('button', { name: 'Make the queue' }).click()
    await page.waitForURL(/\/queues$/)
    await page.keyboard.press('q')
    let before = await opened.startCount()
    for (const [at, pressed] of keys.entries()) {
      await expect(heading()).toHaveText(`Clip ${at + 1} of 3`)
      if (at === 0) {
        await expect(page.getByRole('button', { name: 'Play clip' })).toBeVisible()
        await page.keyboard.press(' ')
      }
      await expect.poll(opened.startCount, { message: 'it is heard' }).toBeGreaterThan(before)
      before = await opened.startCount()
      expect(await page.title()).not.toMatch(new RegExp(labels.join('|')))
      await page.keyboard.press(pressed)
      await expect(bar().getByRole('button', { name: labels[Number(pressed) - 1] })).toHaveAttribute(
        'aria-pressed',
        'true',
      )
      if (at === 0 && student === 'Ida') {
        await opened.isAccessible()
        await bar().getByRole('button', { name: 'Fold the bar' }).click()
        await keepPicture(page, 'teacher-2-vote')
      }
      if (at < keys.length - 1) await page.keyboard.press('Enter')
    }
    if (student === 'Jon') return
    await page.keyboard.press('Enter')
    await expect(page.getByText('Queue finished')).toBeVisible()
  }
})

test('teacher - the model’s answer is uncovered beside the student’s', async () => {
  await page.keyboard.press('u')
  const { row } = await opened.detail()
  await expect(page.locator('.uncovered dl > div')).toHaveText([
    new RegExp(`Model\\s*${row.predicted}`),
    /You\s*fear/,
    new RegExp(`Data set\\s*${row.expected}`),
  ])
  await expect(page.getByText(/the model listened most(ly)? to/)).toBeVisible()
  await settled(page)
  await keepPicture(page, 'teacher-3-reveal')
})

test('teacher - the spectrogram changes its window and colours while the clip plays', async () => {
  // For the wall the clip alone, in the list, with nothing to fill in.
  const { row } = await opened.detail()
  await goTo(page, `${audit()}/clips/${row.clipId}`)
  await expect(heading()).toHaveText(row.file.split('/').pop()!)
  if (await bar().isVisible()) await page.keyboard.press('Shift+N')
  await expect(bar()).toHaveCount(0)
  await page.keyboard.press('y')
  await expect(fine()).toBeVisible()
  await page.getByRole('button', { name: 'Panes', exact: true }).click()
  await page.getByRole('menuitemcheckbox', { name: 'The model’s log-Mel with saliency' }).click()
  await page.keyboard.press('Escape')
  await heading().click()
  await settled(page)
  const before = await fineLook()
  await page.keyboard.press('l') // the stretch that counted most, again and again
  await isLooping()
  for (const size of ['FFT 2048', 'FFT 4096']) {
    await page.keyboard.press('Control+Alt+ArrowUp')
    await expect(page.getByText(size)).toBeVisible()
  }
  await expect.poll(fineLook).not.toBe(before)
  await isLooping()
  const magma = await fineLook()
  await page.getByRole('button', { name: 'Colours and levels' }).click()
  await page.getByLabel('Colour map of the spectrogram').selectOption('viridis')
  await expect.poll(fineLook).not.toBe(magma)
  await page.keyboard.press('Escape')
  await settled(page)
  await keepPicture(page, 'teacher-4-spectrogram')
})

test('teacher - how far the class agrees with the model, and each with each', async () => {
  // What Jon has yet to finish stays out of the figures that he sees.
  await goTo(page, `${audit()}/agreement`)
  await expect(page.getByRole('heading', { name: 'Ida and Jon' })).toBeVisible()
  await expect(page.getByText('2 of 2 the same')).toBeVisible()
  await goTo(page, `${audit()}/queues`)
  await page.keyboard.press('q')
  await expect(heading()).toHaveText('Clip 3 of 3')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Queue finished')).toBeVisible()
  await goTo(page, `${audit()}/agreement`)
  await expect(page.getByText('2 of 3 the same')).toBeVisible()
  const report = await page.evaluate(
    async address => (await fetch(address)).json() as Promise<AgreementReport>,
    `/api/projects/${project}/audits/1/agreement`,
  )
  expect(report.emotion.pairs[0].agreed).toBe(2)
  const [{ first, second, agreed, clips, kappa, counts }] = report.againstModel
  expect([first, clips]).toEqual(['Ida', 3])
  // Cohen's kappa of the matrix that is shown: observed against what the margins alone would give.
  const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0)
  const chance = sum(counts.map((row, i) => sum(row) * sum(counts.map(other => other[i])))) / clips ** 2
  expect(kappa.value).toBeCloseTo((agreed / clips - chance) / (1 - chance), 9)
  await page.getByRole('button', { name: new RegExp(`^Ida and ${second}`) }).click()
  await expect(page.getByRole('heading', { name: `Ida and ${second}` })).toBeVisible()
  await opened.isAccessible()
  await keepPicture(page, 'teacher-5-agreement')
})

test('teacher - labels go home with each and come together again', async () => {
  await goTo(page, `${audit()}/labels`)
  await page.getByRole('checkbox', { name: 'Jon' }).uncheck()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save labels…' }).click(),
  ])
  const file = JSON.parse(readFileSync(await download.path(), 'utf8')) as LabelsFile
  expect(file.clips).toHaveLength(3)
  // What a third student sends from another computer: Ida's clips, answered by her.
  const clips = file.clips.map(clip => ({
    ...clip,
    labels: clip.labels.map(one => ({ ...one, annotator: 'Kim', eventId: `kim-${one.eventId}`, earlier: [] })),
  }))
  await page.getByLabel('Labels file').setInputFiles({
    ...{ name: 'kim.json', mimeType: 'application/json' },
    buffer: Buffer.from(JSON.stringify({ ...file, clips })),
  })
  await expect(page.getByText('New annotator: Kim.')).toBeVisible()
  await expect(page.getByText('3 labels: 3 new')).toBeVisible()
  await goTo(page, `${audit()}/agreement`)
  await expect(page.getByRole('button', { name: 'Kim', exact: true })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Ida and Jon' })).toBeVisible()
})
