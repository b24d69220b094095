import { readFileSync } from 'node:fs'
import { expect, test, type Locator, type Page } from '@playwright/test'
import type { ClipAnnotation } from '#contracts/annotation'
import type { LabelsFile } from '#contracts/labels-file'
import { openWindow, type OpenWindow } from '../open-window'
import { keepPicture } from './keep-picture'

/** An annotator's day: a queue made for her, worked through without the mouse, undone, resumed, compared, sent. */
test.describe.configure({ mode: 'serial' })

let opened: OpenWindow
let page: Page
let audit = ''
const labels = ['angry', 'disgust', 'fear', 'happy', 'neutral', 'sad', 'surprise']

test.beforeAll(async ({ browser }) => {
  opened = await openWindow(browser)
  page = opened.page
})
test.afterAll(() => opened.close())
test.afterEach(() => expect(opened.trouble).toEqual([]))

const heading = (): ReturnType<Page['getByRole']> => page.getByRole('heading', { level: 1 })
const bar = (): ReturnType<Page['getByRole']> => page.getByRole('region', { name: 'Annotation' })
const key = (name: string): ReturnType<Page['getByRole']> => bar().getByRole('button', { name, exact: false })
const saved = (): Promise<void> => expect(bar().getByText('Saved', { exact: true })).toBeVisible()
const clipId = (): number => Number(/clips\/(\d+)/.exec(page.url())![1])
const said = (annotator: string): Promise<ClipAnnotation> =>
  page.evaluate(
    async ([name, clip]) => {
      const project = `/api/projects/${/#\/p\/(\w+)/.exec(location.href)![1]}`
      const all = (await (await fetch(`${project}/annotators`)).json()) as { id: number; name: string }[]
      const { id } = all.find(one => one.name === name)!
      return (await fetch(`${project}/annotators/${id}/clips/${clip}`)).json() as Promise<ClipAnnotation>
    },
    [annotator, clipId()] as const,
  )
/** All that can be read on the page by any means, the answers on offer left out. */
const readable = (): Promise<string> =>
  page.evaluate(() => {
    const page = document.body.cloneNode(true) as HTMLElement
    for (const offered of page.querySelectorAll('.annotation-bar')) offered.remove()
    const attributes = [...page.querySelectorAll('*')].flatMap(element =>
      [...element.attributes].filter(({ name }) => !['class', 'style', 'd'].includes(name)).map(({ value }) => value),
    )
    const scripts = [...page.querySelectorAll('script, style')]
    scripts.forEach(script => script.remove())
    return [document.title, location.href, page.textContent, ...attributes].join('\n')
  })
const emotionsIn = (text: string): string[] =>
  [...labels, 'anger', 'happiness', 'sadness', 'predicted', 'expected'].filter(word => new RegExp(word, 'i').test(text))

test('annotation - a queue is made of what the list shows, for somebody by name', async () => {
  await page.waitForURL(/#\/p\/\w+\/a\/\d+/)
  await expect(page.getByRole('heading', { name: 'Confusion matrix' })).toBeVisible({ timeout: 110_000 })
  await page.waitForURL(/\/a\/\d+$/)
  audit = page.url()
  await page.goto(`${audit}?outcome=wrong`)
  const queueOf = (count: string): Locator =>
    page.getByRole('button', { name: new RegExp(`^Make a queue of these ${count} clips…$`) })
  // The audit may still be at its last clips.
  await expect(async () => {
    const wrong = await page.locator('label', { hasText: 'Wrong' }).locator('.count').textContent()
    await expect(queueOf(wrong ?? '')).toBeVisible({ timeout: 500 })
  }).toPass()
  await queueOf('\\d+').focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  const name = dialog.getByLabel('Name', { exact: true })
  await expect(name, 'a blind queue is not named after what it would tell').toHaveValue(/^\d+ clips, \d{4}-\d\d-\d\d$/)
  await dialog.getByRole('checkbox', { name: /^Blind/ }).uncheck()
  await expect(name).toHaveValue(/^wrong, \d+ clips, /)
  await dialog.getByRole('checkbox', { name: /^Blind/ }).check()
  await name.fill('week 3')
  await dialog.getByLabel('Add an annotator').focus()
  await page.keyboard.type('Ada')
  await page.keyboard.press('Enter')
  await expect(dialog.getByLabel('Ada')).toBeChecked()
  await dialog.getByLabel('At most').fill('5')
  await opened.isAccessible()
  await keepPicture(page, 'annotator-1-queue')
  await dialog.getByLabel('Name', { exact: true }).press('Enter')
  await page.waitForURL(/\/queues$/)
  await expect(page.getByText('0 of 5 finished')).toBeVisible()
  await opened.isAccessible()
})

test('annotation - one key opens it; the model’s answer is nowhere, whatever is pressed', async () => {
  await page.keyboard.press('q')
  await page.waitForURL(/clips\/\d+\?queue=\d+$/)
  await expect(heading()).toHaveText('Clip 1 of 5')
  await expect(key('angry')).toBeVisible()
  const { row } = await opened.detail()
  expect(labels).toContain(row.predicted)
  await keepPicture(page, 'annotator-2-blind')
  const before = await opened.startCount()
  for (const pressed of ['o', 'c', 'v', 'w', 'e', 'i', 'b', 'b', 's', 'Shift+Space', 'u', '.', ',']) {
    await page.keyboard.press(pressed)
    expect(emotionsIn(await readable()), `after ${pressed}`).toEqual([])
  }
  expect(await opened.startCount(), 'nothing salient is heard').toBe(before)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('spk')
  await page.waitForTimeout(600)
  expect(await readable(), 'nor found by its name').not.toMatch(/spk\d/)
  await page.keyboard.press('Escape')
  expect(await readable()).not.toContain(row.file.split('/').pop())
  await expect(page.getByRole('tab')).toHaveText(['Annotate'])
  await expect(page.getByRole('button', { name: 'Save what is shown' })).toHaveCount(0)
  await opened.isAccessible()
})

test('annotation - label, dials, confidence and note by keys; finishing plays the next clip', async () => {
  const before = await opened.startCount()
  await page.keyboard.press(' ')
  await expect.poll(opened.startCount).toBeGreaterThan(before)
  await page.keyboard.press('1')
  await expect(key('angry')).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('Shift+D')
  const pad = bar().getByRole('slider', { name: 'Arousal and valence' })
  await expect(pad).toBeFocused()
  for (const pressed of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'Shift+ArrowUp']) await page.keyboard.press(pressed)
  await expect(pad).toHaveAttribute('aria-valuetext', 'Valence 0.30, arousal 0.50')
  await expect(bar().getByText(/“angry” is unpleasant, but valence 0.30/)).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Shift+C')
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Shift+4')
  await expect(key('Artefact')).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('Shift+T')
  await page.keyboard.type('door slams')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await page.keyboard.press('n')
  await page.keyboard.type('1 or 2 voices, quiet')
  await saved()
  const { annotation, effort } = await said('Ada')
  expect(annotation).toMatchObject({ emotion: 'angry', valence: 0.3, arousal: 0.5, confidence: 0.8 })
  expect(annotation).toMatchObject({
    note: '1 or 2 voices, quiet',
    tags: ['door slams'],
    isBlind: true,
    isFinished: false,
  })
  expect(Object.values(annotation.verdicts)).toEqual(['artefact'])
  expect(effort.listens).toBe(1)
  await keepPicture(page, 'annotator-3-answered')
  const heard = await opened.startCount()
  await page.keyboard.press('Control+Enter')
  await expect(heading()).toHaveText('Clip 2 of 5')
  await expect.poll(opened.startCount, { message: 'it plays by itself' }).toBeGreaterThan(heard)
  await expect(page.getByRole('button', { name: /^My queue 1\/5/ })).toBeVisible()
})

test('annotation - unsure takes a reason; undo leads two clips back and redo forth again', async () => {
  await page.keyboard.press('0')
  await expect(page.getByLabel(/^Why unsure/)).toBeFocused()
  await page.keyboard.press('2')
  await saved()
  expect((await said('Ada')).annotation).toMatchObject({ emotion: 'unknown', tags: ['unsure: none fits'] })
  await page.keyboard.press('Enter')
  await expect(heading()).toHaveText('Clip 3 of 5')
  const undo = async (words: RegExp, clip: string): Promise<void> => {
    await page.keyboard.press('Control+z')
    await expect(page.getByText(words)).toBeVisible()
    await expect(heading()).toHaveText(clip)
  }
  await undo(/Undone: clip finished → not finished/, 'Clip 2 of 5')
  await undo(/Undone: tags unsure: none fits → none/, 'Clip 2 of 5')
  await undo(/Undone: emotion unknown → none/, 'Clip 2 of 5')
  await page.keyboard.press('Control+z')
  await expect(heading()).toHaveText('Clip 1 of 5')
  await expect(page.getByRole('button', { name: /^My queue 0\/5/ })).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(page.getByText(/Undone: note “1 or 2 voices, quiet” → none/)).toBeVisible()
  for (const redo of ['Control+y', 'Control+Shift+z', 'Control+y', 'Control+y', 'Control+y'])
    await page.keyboard.press(redo)
  await expect(heading()).toHaveText('Clip 2 of 5')
  await expect(page.getByRole('button', { name: /^My queue 2\/5/ })).toBeVisible()
  const heard = await opened.startCount()
  await page.keyboard.press('Enter')
  await expect(heading()).toHaveText('Clip 3 of 5')
  await expect.poll(opened.startCount).toBeGreaterThan(heard)
})

test('annotation - the next day it goes on at the same clip', async () => {
  await page.keyboard.press('Shift+Enter')
  await expect(heading()).toHaveText('Clip 4 of 5')
  await page.keyboard.press('k')
  await expect(heading()).toHaveText('Clip 3 of 5')
  // It played by itself twice, when it was come to first and after the redo: one left it by undo, then by skipping.
  await expect.poll(async () => (await said('Ada')).effort.listens).toBe(2)
  const there = clipId()
  await page.goto(audit.replace(/\/a\/\d+$/, ''))
  await page.reload()
  await expect(page.getByRole('button', { name: /^My queue 2\/5/ })).toBeVisible()
  await page.keyboard.press('q')
  await expect(heading()).toHaveText('Clip 3 of 5')
  expect(clipId()).toBe(there)
})

test('annotation - once answered it can be uncovered: model, annotator and data set side by side', async () => {
  await page.keyboard.press('u')
  await expect(page.getByText('Covered until you have answered').first()).toBeVisible()
  await page.keyboard.press('3')
  await page.keyboard.press('u')
  const { row } = await opened.detail()
  const answers = page.locator('.uncovered dl > div')
  await expect(answers).toHaveText([
    new RegExp(`Model\\s*${row.predicted}`),
    /You\s*fear/,
    new RegExp(`Data set\\s*${row.expected}`),
  ])
  await expect(heading()).toHaveText(row.file.split('/').pop()!)
  await expect(page.getByLabel('Saliency: red supports the label, blue speaks against it')).toBeVisible()
  const before = await opened.startCount()
  await page.keyboard.press('Shift+Space')
  await expect.poll(opened.startCount).toBeGreaterThan(before)
  await page.keyboard.press('Shift+2')
  await expect(key('Label wrong')).toHaveAttribute('aria-pressed', 'true')
  await opened.isAccessible()
  await saved()
  await page.emulateMedia({ colorScheme: 'light' })
  await keepPicture(page, 'annotator-4-uncovered')
  expect((await said('Ada')).annotation.isBlind, 'the emotion was given before').toBe(true)
  await page.keyboard.press('4')
  await saved()
  expect((await said('Ada')).annotation.isBlind, 'and this one after').toBe(false)
  await page.keyboard.press('u')
  await expect(heading()).toHaveText('Clip 3 of 5')
  expect(emotionsIn(await readable())).toEqual([])
})

test('annotation - a region is marked, named, heard, moved and undone by keys', async () => {
  await page.keyboard.press('Home')
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight')
  await page.keyboard.press('[')
  for (let i = 0; i < 2; i++) await page.keyboard.press('ArrowRight')
  await page.keyboard.press(']')
  await page.keyboard.press('r')
  await page.keyboard.type('sob')
  await page.keyboard.press('Enter')
  await saved()
  const [region] = (await said('Ada')).annotation.regions
  expect(region).toMatchObject({ tier: 'Regions', text: 'sob', lowHz: null, highHz: null })
  expect(region.startSec).toBeCloseTo(0.3, 6)
  expect(region.endSec).toBeCloseTo(0.5, 6)
  const before = await opened.startCount()
  await page.getByRole('button', { name: 'Play', exact: true }).press('Enter')
  await expect.poll(opened.startCount).toBeGreaterThan(before)
  await page.getByLabel('End of the region').fill('0.62')
  await page.getByLabel('End of the region').press('Enter')
  await saved()
  expect((await said('Ada')).annotation.regions[0].endSec).toBeCloseTo(0.62, 6)
  await page.getByLabel('End of the region').blur()
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await said('Ada')).annotation.regions[0].endSec).toBeCloseTo(0.5, 6)
  const highest = page.getByLabel('Highest frequency of the region')
  await highest.fill('950.5')
  await highest.press('Enter')
  await expect.poll(async () => (await said('Ada')).annotation.regions[0]).toMatchObject({ lowHz: 0, highHz: 950.5 })
  await highest.fill('')
  await highest.press('Enter')
  await expect.poll(async () => (await said('Ada')).annotation.regions[0]).toMatchObject({ lowHz: null, highHz: null })
  await highest.blur()
})

test('annotation - an end of a chosen region is dragged, though the selection ends there too', async () => {
  await page.getByRole('button', { name: /^sob, / }).click()
  const region = (await page.locator('.region.chosen').boundingBox())!
  const [endX, y] = [region.x + region.width, region.y + region.height / 2]
  await page.mouse.move(endX - 1, y)
  await page.mouse.down()
  await page.mouse.move(endX - 1 + region.width / 2, y, { steps: 4 })
  await page.mouse.up()
  await saved()
  const [dragged] = (await said('Ada')).annotation.regions
  expect(dragged.startSec).toBeCloseTo(0.3, 6)
  expect(Math.abs(dragged.endSec - 0.6)).toBeLessThan(0.01)
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await said('Ada')).annotation.regions[0].endSec).toBeCloseTo(0.5, 6)
})

test('annotation - what the engine can’t take in now is kept, sent later, and done once', async () => {
  await page.context().setOffline(true)
  await page.keyboard.press('6')
  await expect(key('sad')).toHaveAttribute('aria-pressed', 'true')
  await expect(bar().getByText('Not saved: trying again')).toBeVisible()
  expect(
    await page.evaluate(() => Object.keys(localStorage).filter(one => one.startsWith('cuescope.unsent/')).length),
  ).toBe(1)
  await page.context().setOffline(false)
  await saved()
  expect((await said('Ada')).annotation.emotion).toBe('sad')
  expect(
    await page.evaluate(() => Object.keys(localStorage).filter(one => one.startsWith('cuescope.unsent/')).length),
  ).toBe(0)
})

test('annotation - a second annotator in two clicks; agreement of both, down to the clips', async () => {
  await page.goto(`${audit}/queues`)
  await page.getByRole('button', { name: 'Annotator: Ada. Change' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Ben')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Annotator: Ben. Change' })).toBeVisible()
  await page.goto(`${audit}?outcome=wrong`)
  await page.getByRole('button', { name: /^Make a queue of these/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name', { exact: true }).fill('week 3')
  await dialog.getByLabel('At most').fill('5')
  await dialog.getByRole('button', { name: 'Make the queue' }).click()
  await page.waitForURL(/\/queues$/)
  await expect(page.getByRole('main')).toBeFocused()
  await page.keyboard.press('q')
  // The same seed: the same clips in the same order. Ada said angry, unknown, sad.
  for (const [at, pressed] of ['1', '3', '6'].entries()) {
    await expect(heading()).toHaveText(`Clip ${at + 1} of 5`)
    await page.keyboard.press(pressed)
    await page.keyboard.press('Enter')
  }
  for (const clip of [4, 5]) {
    await expect(heading()).toHaveText(`Clip ${clip} of 5`)
    await page.keyboard.press('5')
    await page.keyboard.press('Enter')
  }
  await expect(page.getByText('Queue finished')).toBeVisible()
  await page.waitForURL(/\/queues$/)
  await page.goto(`${audit}/agreement`)
  await expect(page.getByRole('heading', { name: 'Ada and Ben' })).toBeVisible()
  await expect(page.getByText('2 of 3 the same')).toBeVisible()
  await expect(page.getByText('Same answer')).toBeVisible()
  await opened.isAccessible()
  await keepPicture(page, 'annotator-5-agreement')
  const rows = page.getByRole('region', { name: 'Clip by clip' }).getByRole('row')
  await expect(rows.nth(1)).toContainText('unknown')
  await rows.nth(1).getByRole('link').click()
  await expect(page.getByText('3 clips', { exact: true })).toBeVisible()
  await page.goBack()
  await page.getByRole('button', { name: 'Ada unknown, Ben fear: 1 clip' }).click()
  await expect(page.getByText('1 shown')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(heading()).toHaveText(/\.wav$|^Clip/)
})

test('annotation - labels go out without audio and come in with a report', async () => {
  await page.goto(`${audit}/labels`)
  await page.getByRole('checkbox', { name: 'Ben' }).uncheck()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save labels…' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('labels-Ada.json')
  const file = JSON.parse(readFileSync(await download.path(), 'utf8')) as LabelsFile
  expect(file.clips).toHaveLength(3)
  expect(file.clips.flatMap(clip => clip.labels.map(label => label.annotator))).toEqual(['Ada', 'Ada', 'Ada'])
  const upload = (name: string, content: string): Promise<void> =>
    page.getByLabel('Labels file').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(content) })
  await upload('again.json', JSON.stringify(file))
  await expect(page.getByText('3 labels: 0 new, 0 newer than what was here, 3 here already.')).toBeVisible()

  // Cy says what Ada says, of one clip more that is not here; Ada's first word is another one, of later.
  const [first, second] = file.clips
  const cy = {
    ...second,
    labels: second.labels.map(one => ({ ...one, annotator: 'Cy', eventId: 'cy-event-1', earlier: [] })),
  }
  const unknown = {
    ...cy,
    file: 'nowhere.wav',
    sha256: 'f'.repeat(64),
    labels: [{ ...cy.labels[0], eventId: 'cy-event-2' }],
  }
  const [adas] = first.labels
  const other = { ...adas, at: '2100-01-01T00:00:00.000Z', eventId: 'ada-elsewhere', earlier: [] }
  const conflict = { ...first, labels: [{ ...other, annotation: { ...adas.annotation, emotion: 'surprise' } }] }
  await upload('cy.json', JSON.stringify({ ...file, clips: [conflict, cy, unknown] }))
  await expect(page.getByText('New annotator: Cy.')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Conflicts' })).toContainText('the file’s')
  await expect(page.getByRole('region', { name: 'Left out' })).toContainText('nowhere.wav')
  await upload('no.json', 'not json')
  await expect(page.getByText('“no.json” is no labels file: it is not JSON.')).toBeVisible()
  await opened.isAccessible()
})

test('annotation - a queue gets another name, unless its annotator has one of that name', async () => {
  await page.goto(`${audit}/queues`)
  const rows = page.getByRole('listitem').filter({ hasText: 'week 3' })
  await rows.first().getByRole('button', { name: 'Rename the queue' }).click()
  const dialog = page.getByRole('dialog', { name: 'Rename the queue' })
  await dialog.getByLabel('Name').fill('week 3, again')
  await dialog.getByRole('button', { name: 'Rename' }).click()
  await expect(page.getByRole('heading', { name: 'week 3, again' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'week 3, again' })).toBeVisible()
})
