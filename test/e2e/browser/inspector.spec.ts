import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { expect, test, type Page } from '@playwright/test'
import { clipSound, expectHeard, placeIn } from './heard'
import { openWindow, type OpenWindow } from './open-window'
import { mergeStretches } from '../../../src-renderer/canvas/play-plan'

/** Of the demo's model. */
const HOP_SEC = 0.01

/** What the window says beside a clip's picture: cues, trust, facts; what it saves; what it asks of the data set. */
test.describe.configure({ mode: 'serial' })

let opened: OpenWindow
let page: Page
let project = ''

test.beforeAll(async ({ browser }) => {
  opened = await openWindow(browser)
  page = opened.page
})
test.afterAll(() => opened.close())
test.afterEach(() => expect(opened.trouble).toEqual([]))

const tab = (name: string) => page.getByRole('tab', { name })
const readout = (name: string) => page.getByLabel('Cues at the cursor').locator('div', { hasText: name }).locator('dd')
const api = <T>(path: string, body?: object): Promise<T> =>
  page.evaluate(
    async ([at, sent]) => {
      const init = sent && {
        method: 'POST',
        body: JSON.stringify(sent),
        headers: { 'Content-Type': 'application/json' },
      }
      return (await fetch(`/api${at as string}`, init as RequestInit)).json()
    },
    [path, body] as const,
  ) as Promise<T>

/** What the window saves under that name of its menu. */
async function saved(name: string): Promise<{ fileName: string; bytes: Buffer }> {
  await page.getByRole('button', { name: 'Save what is shown' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: new RegExp(`^${name}`) }).click(),
  ])
  return { fileName: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
}

test('renderer - an audit by two methods shows their windows together as a choice, and how far they agree', async () => {
  await expect(page.getByRole('heading', { name: 'Confusion matrix' })).toBeVisible({ timeout: 110_000 })
  await page.waitForURL(/\/a\/\d+$/)
  project = /#\/p\/(\w+)/.exec(page.url())![1]
  const { datasetId, modelId } = await api<{ datasetId: number; modelId: string }>(`/projects/${project}/audits/1`)
  const wanted = { datasetId, modelId, settings: { methods: ['occlusion', 'crp'] }, limit: 24 }
  const { id } = await api<{ id: number }>(`/projects/${project}/audits`, wanted)
  await page.goto(`${new URL(page.url()).origin}/#/p/${project}/a/${id}/run`)
  await expect(page.getByRole('heading', { name: 'Confusion matrix' })).toBeVisible({ timeout: 60_000 })
  await page.getByRole('grid', { name: 'Clips' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByLabel(/^Saliency: red/)).toBeVisible()
  const { both, explanations } = await opened.detail()
  await page.getByRole('radio', { name: 'Both together' }).check({ force: true })
  await expect(page.locator('.marks-area .tab')).toHaveCount(both!.segments.length)
  const [first] = both!.segments
  const told = `Segment 1: ${first.startSec.toFixed(2)}–${first.endSec.toFixed(2)} s`
  await expect(page.locator('.marks-area .tab').first()).toBeVisible()
  await expect(page.getByRole('button', { name: new RegExp(`^${told}`) })).toBeVisible()
  await tab('Trust').click()
  const agreement = page.locator('.tab-content .agreement')
  await expect(agreement).toContainText(both!.agreement.profileSpearman!.toFixed(2).replace('-', '−'))
  await expect(agreement).toContainText(`${(100 * both!.agreement.windowOverlap!).toFixed(0)} %`)
  await tab('Why').click()
  await page.getByRole('radio', { name: 'Occlusion' }).check({ force: true })
  await expect(page.locator('.marks-area .tab')).toHaveCount(explanations[0].segments.length)
  await opened.isAccessible()
})

test('renderer - tabs of the second pane choose and loop as those of the first', async () => {
  await page.keyboard.press('b')
  const beside = page.locator('.beside .tab')
  await expect(beside.first()).toBeVisible()
  const { explanations, sampleRateHz } = await opened.detail()
  const [segment] = explanations.find(one => one.method === 'crp')!.segments
  await beside.filter({ hasText: /^1$/ }).click()
  await expect(beside.filter({ hasText: /^1$/ })).toHaveAttribute('aria-pressed', 'true')
  const from = await opened.startCount()
  await page.keyboard.press('l')
  const [loop] = await opened.startsSince(from)
  expect(loop.isLoop).toBe(true)
  expect(loop.length).toBe(Math.round(segment.endSec * sampleRateHz) - Math.round(segment.startSec * sampleRateHz))
  await page.keyboard.press('l')
  const fromSalient = await opened.startCount()
  await page.getByRole('button', { name: 'Play the salient segments of this method' }).click()
  const stretches = mergeStretches(explanations.find(one => one.method === 'crp')!.segments, HOP_SEC)
  const sound = await opened.soundOf(fromSalient)
  expectHeard(sound, await opened.clipSound(), stretches, { sampleRateHz, gapSec: 0.18 })
  await page.keyboard.press('s')
  await page.keyboard.press('b')
})

test('renderer - cues over time stand on the clip’s axis, and are read at the cursor by pointer and key', async () => {
  const [picture, track] = await Promise.all([
    page.getByLabel(/^Saliency: red/).boundingBox(),
    page.getByLabel(/^Pitch \(F0\) over time, Hz/).boundingBox(),
  ])
  expect([track!.x, track!.width]).toEqual([picture!.x, picture!.width])
  const tracks = await page.evaluate(async () => {
    const [, id, audit, clip] = /#\/p\/(\w+)\/a\/(\d+)\/clips\/(\d+)/.exec(location.href) ?? []
    const at = `/api/projects/${id}/audits/${audit}/clips/${clip}/cue-tracks?cues=f0_hz`
    const response = await fetch(at)
    const { hopSec, middleSec } = JSON.parse(response.headers.get('x-array-meta')!) as {
      hopSec: number
      middleSec: number[]
    }
    return { values: [...new Float32Array((await response.arrayBuffer()).slice(16))], hopSec, middleSec: middleSec[0] }
  })
  const row = tracks.values.findIndex((value, i) => i > 10 && value > 0)
  const { durationSec } = (await opened.detail()).row
  const x = track!.x + ((tracks.middleSec + row * tracks.hopSec) / durationSec!) * track!.width
  await page.mouse.move(x, track!.y + 5)
  await expect(readout('Pitch')).toContainText(`${Math.round(tracks.values[row])}`)
  await expect(readout('Pitch')).toContainText('Hz')
  await page.locator('.waveform').click()
  await page.keyboard.press('Home')
  for (let step = 0; step < 5; step++) await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('status').filter({ hasText: /At 0\.50 s: Loudness/ })).toBeAttached()
})

test('renderer - which cues are drawn is a choice that lasts; a key hides them all', async () => {
  await page.getByRole('button', { name: 'Cue tracks' }).click()
  await page.getByRole('checkbox', { name: /^Hammarberg/ }).check()
  await opened.isAccessible()
  await page.keyboard.press('Escape')
  await expect(page.getByLabel(/^Hammarberg index over time/)).toBeVisible()
  await page.reload()
  await expect(page.getByLabel(/^Hammarberg index over time/)).toBeVisible()
  await page.keyboard.press('d')
  await expect(page.getByLabel(/over time/).filter({ visible: true })).toHaveCount(1)
  await page.keyboard.press('d')
  await expect(page.getByLabel(/^Hammarberg index over time/)).toBeVisible()
  await page.getByRole('button', { name: 'Cue tracks' }).click()
  await page.getByRole('checkbox', { name: /^Hammarberg/ }).uncheck()
  await page.keyboard.press('Escape')
})

test('renderer - cue cards: the most unusual first, against random speech, with their figures and reliability', async () => {
  await tab('Cues').click()
  const list = page.getByRole('list', { name: 'Cues, the most unusual first' })
  await expect(list.getByRole('listitem').first()).toBeVisible()
  const zs = (await list.locator('.z').allTextContents()).map(text => Math.abs(Number(text.replace(/[^\d.]/g, ''))))
  expect(zs.length).toBeGreaterThan(8)
  expect([...zs].sort((a, b) => b - a)).toEqual(zs)
  const { baselines, cues } = (await opened.detail()).explanations[0]
  const loudness = list.getByRole('listitem').filter({ hasText: 'Loudness' })
  const { mean, sd } = baselines.speech!.loudness!.mean
  await expect(loudness).toContainText(cues.salient!.loudness!.mean.toFixed(3))
  await expect(loudness).toContainText(`${mean.toFixed(3)} ± ${sd.toFixed(3)}`)
  await expect(loudness).toContainText(/random speech \(p [=<]/)
  await expect(list.getByRole('listitem').filter({ hasText: 'Shimmer' })).toContainText('not scored')
  await loudness.getByRole('button', { name: 'Loudness' }).click()
  await expect(loudness.getByRole('row', { name: /Full clip, pauses too/ })).toBeVisible()
  await expect(loudness).toContainText(/s voiced · \d+ pitch periods/)
  await expect(page.getByText('The full clip contains its pauses')).toBeVisible()
  await opened.isAccessible()
})

test('renderer - what no audit stored is measured when it is asked for', async () => {
  const asked: string[] = []
  page.on('request', request => request.url().includes('/measures?') && asked.push(request.url()))
  await page.keyboard.press('v')
  await page.keyboard.press('v')
  await expect.poll(() => asked.length).toBeGreaterThan(0)
  await expect(page.getByRole('list', { name: 'Cues, the most unusual first' }).locator('.z').first()).toBeVisible()
  await page.keyboard.press('o')
})

test('renderer - a map is judged when one wants to know, beside random order and loudness', async () => {
  const route = /\/judgement\?/
  let release = (): void => undefined
  const held = new Promise<void>(done => (release = done))
  await page.route(route, route => held.then(() => route.continue()))
  await tab('Trust').click()
  await expect(page.getByText(/Taking the map apart/)).toBeVisible()
  const answer = page.waitForResponse(route)
  release()
  const judgement = (await (await answer).json()) as { map: { deletion: number }; random: { deletion: number } }
  await page.unroute(route)
  const figures = `${judgement.map.deletion.toFixed(2)} against ${judgement.random.deletion.toFixed(2)}`
  await expect(page.getByText(new RegExp(`Taking away what this map points at.*${figures}`))).toBeVisible()
  await expect(page.getByRole('img', { name: /^Probability of .* goes first/ })).toBeVisible()
  const row = page.getByRole('row', { name: /^This map/ })
  await expect(row).toContainText(judgement.map.deletion.toFixed(2))
  await expect(page.getByRole('row', { name: /^Random/ })).toContainText(judgement.random.deletion.toFixed(2))
  await opened.isAccessible()
})

test('renderer - facts name what ran the model', async () => {
  await page.keyboard.press('i')
  await expect(tab('Facts')).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByText('It ran on the processor, as was asked.')).toBeVisible()
  await opened.isAccessible()
  await tab('Why').click()
})

test('renderer - what is shown can be saved: a picture at twice the size, and its figures as tables', async () => {
  const { fileName, bytes } = await saved('Picture, PNG')
  expect(fileName).toMatch(/^spk\d+_.*-occlusion-.*-picture\.png$/)
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
  const stage = await page.locator('.stage').boundingBox()
  expect(width).toBeGreaterThan(2 * stage!.width)
  expect(height).toBeGreaterThan(900)
  const { explanations } = await opened.detail()
  const segments = parse((await saved('Salient segments, CSV')).bytes, { columns: true }) as Record<string, string>[]
  const rounded = (of: readonly number[]): string[] => of.map(sec => sec.toFixed(6))
  expect(rounded(segments.map(one => Number(one.start_sec)))).toEqual(
    rounded(explanations[0].segments.map(one => one.startSec)),
  )
  const grid = await saved('Prediction and segments, TextGrid')
  expect(grid.fileName).toMatch(/^spk\d+_.*\.TextGrid$/)
  const windows = [...grid.bytes.toString().matchAll(/xmin = (\S+) \n *xmax = \S+ \n *text = "\d+ \(\d+\.\d %\)"/g)]
  const inTime = explanations[0].segments.toSorted((a, b) => a.startSec - b.startSec)
  const ofFirstMethod = windows.slice(0, inTime.length).map(([, startSec]) => Number(startSec))
  expect(rounded(ofFirstMethod)).toEqual(rounded(inTime.map(one => one.startSec)))
  const cards = parse((await saved('Cues of the segments')).bytes, { columns: true }) as Record<string, string>[]
  const loudness = cards.find(one => one.cue === 'loudness')!
  expect(Number(loudness.salient_mean)).toBeCloseTo(explanations[0].cues.salient!.loudness!.mean, 6)
  const rows = parse((await saved('Cues over time')).bytes, { columns: true }) as Record<string, string>[]
  expect([...new Set(rows.map(one => one.cue))]).toEqual(['loudness', 'f0_hz', 'hnr'])
  const sound = await saved('Salient segments, WAV')
  expect([sound.fileName.slice(-4), sound.bytes.toString('latin1', 0, 4)]).toEqual(['.wav', 'RIFF'])
})

test('renderer - a concept’s reference clips are found over the data set, heard, and opened at their place', async () => {
  await page.keyboard.press('c')
  await page
    .getByRole('radiogroup', { name: 'Concepts' })
    .getByText(/^Channel \d+$/)
    .first()
    .click()
  await page.getByRole('button', { name: /^Look through \d+ clips/ }).click()
  await expect(page.getByRole('progressbar', { name: 'Looking for reference clips' })).toBeHidden({ timeout: 60_000 })
  const clips = page.locator('.references .clip')
  await expect(clips).toHaveCount(8)
  await opened.isAccessible()
  const from = await opened.startCount()
  const asked = page.waitForRequest(/clips\/\d+\/audio$/)
  await clips
    .nth(1)
    .getByRole('button', { name: /^Play the excerpt/ })
    .click()
  await expect.poll(() => opened.startsSince(from)).toHaveLength(1)
  const [start] = await opened.startsSince(from)
  const clip = await clipSound(page, new URL((await asked).url()).pathname)
  const words = (await clips.nth(1).locator('.about').textContent())!
  const atSec = Number(/([\d.]+) s/.exec(words)![1])
  expect(placeIn(clip, await opened.soundOf(from)) / start.sampleRateHz).toBeCloseTo(atSec, 1)
  await page.getByText('Most active', { exact: true }).click()
  await expect(clips).toHaveCount(8)
  const name = (await clips.nth(2).locator('.file').textContent())!.trim()
  const place = Number(/([\d.]+) s/.exec((await clips.nth(2).locator('.about').textContent())!)![1])
  await clips.nth(2).locator('.go').click()
  await expect(page.locator('h1.name')).toHaveText(name)
  await expect(page.locator('.playhead')).toBeVisible()
  expect(Number(/[?&]at=([\d.]+)/.exec(page.url())![1])).toBeCloseTo(place, 1)
})

test('renderer - the maps of a data set are tested, in sight, beside random order and loudness', async () => {
  await page.goto(page.url().replace(/\/clips\/.*$/, ''))
  await page.getByRole('button', { name: 'Test the maps…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Test the maps' })
  await dialog.getByRole('checkbox', { name: 'Concept relevance' }).uncheck()
  await opened.isAccessible()
  await dialog.getByRole('button', { name: 'Start' }).click()
  await expect(dialog).toBeHidden()
  const table = page.getByRole('table', { name: /^Tests of the maps/ })
  await expect(table.getByRole('row', { name: /^Occlusion/ })).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('progressbar', { name: 'Progress of the test' })).toBeHidden({ timeout: 60_000 })
  await expect(table.getByRole('row')).toHaveCount(4)
  await expect(table.getByRole('row', { name: /^Random order/ })).toContainText(/0\.\d\d…0\.\d\d/)
  await opened.isAccessible()
  await page.reload()
  await expect(table.getByRole('row')).toHaveCount(4)
})
