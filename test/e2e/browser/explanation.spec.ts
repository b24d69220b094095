import { expect, test, type Page } from '@playwright/test'
import { expectHeard } from './heard'
import { openWindow, type OpenWindow } from './open-window'
import { mergeStretches } from '../../../src-renderer/canvas/play-plan'

/** Of the demo's model. */
const HOP_SEC = 0.01

/** What is asked of one clip of the demo, by whom, and how the answer looks: one page, in this order. */
test.describe.configure({ mode: 'serial' })

let opened: OpenWindow
let page: Page

test.beforeAll(async ({ browser }) => {
  opened = await openWindow(browser)
  page = opened.page
})
test.afterAll(() => opened.close())
test.afterEach(() => expect(opened.trouble).toEqual([]))

const overlayOf = (label: string): Promise<string> =>
  page.getByLabel(label).evaluate(canvas => (canvas as HTMLCanvasElement).toDataURL())
const MAIN = 'Saliency: red supports the label, blue speaks against it'
const marks = (): Promise<(string | null)[]> =>
  page.locator('.marks-area .tab').evaluateAll(tabs => tabs.map(tab => tab.getAttribute('aria-label')))
/** What a route of the shown clip answers. */
const meta = (route: string): Promise<{ concepts: { channel: number; share: number; segments: object[] }[] }> =>
  page.evaluate(async path => {
    const [, id, audit, clip] = /#\/p\/(\w+)\/a\/(\d+)\/clips\/(\d+)/.exec(location.href) ?? []
    const response = await fetch(`/api/projects/${id}/audits/${audit}/clips/${clip}/${path}`)
    return JSON.parse(response.headers.get('x-array-meta') ?? '{}')
  }, route)

test('renderer - the shown explanation is the audit’s own, with its unit in words', async () => {
  await expect(page.getByRole('heading', { name: 'Confusion matrix' })).toBeVisible({ timeout: 110_000 })
  await page.waitForURL(/\/a\/\d+$/)
  await page.locator('label', { hasText: 'Wrong' }).first().click()
  await expect(page).toHaveURL(/outcome=wrong/)
  await page.keyboard.press('j')
  await expect(page.locator('[role=row][aria-selected=true]')).toHaveAttribute('aria-rowindex', '3')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel(MAIN)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Method: Occlusion' })).toBeVisible()
  await expect(page.getByText('drop of probability')).toBeVisible()
  const { explanations } = await opened.detail()
  expect(await marks()).toHaveLength(explanations[0].segments.length)
})

test('renderer - another method is another picture with its own segments, by menu and by key', async () => {
  const [before, segments] = [await overlayOf(MAIN), await marks()]
  await page.getByRole('button', { name: 'Method: Occlusion' }).click()
  await expect(page.getByRole('menuitemradio', { name: /Occlusion/ })).toHaveAttribute('aria-checked', 'true')
  await opened.isAccessible()
  await page.getByRole('menuitemradio', { name: /Integrated gradients.*Sundararajan/ }).click()
  await expect(page.getByRole('button', { name: 'Method: Integrated gradients' })).toBeVisible()
  await expect.poll(() => overlayOf(MAIN)).not.toBe(before)
  await expect.poll(marks).not.toEqual(segments)
  await expect(page.getByText('part of the logit')).toBeVisible()
  await page.keyboard.press('v')
  await expect(page.getByRole('button', { name: 'Method: SmoothGrad' })).toBeVisible()
  await page.keyboard.press('o')
  await expect.poll(() => overlayOf(MAIN)).toBe(before)
  await expect.poll(marks).toEqual(segments)
})

test('renderer - a concept alone has its own map and segments, and what is played are these', async () => {
  await page.keyboard.press('c')
  const list = page.getByRole('radiogroup', { name: 'Concepts' })
  await expect(list.getByRole('radio', { name: 'All together' })).toBeChecked()
  const { concepts } = await meta('concepts')
  expect(await list.getByRole('radio').count()).toBe(concepts.length + 1)
  const together = await overlayOf(MAIN)
  const [, concept] = concepts
  await list.getByText(`Channel ${concept.channel}`, { exact: true }).click()
  await expect.poll(() => overlayOf(MAIN)).not.toBe(together)
  await opened.isAccessible()
  const segments = concept.segments as { startSec: number; endSec: number }[]
  expect(await marks()).toHaveLength(segments.length)
  const { sampleRateHz } = await opened.detail()
  const from = await opened.startCount()
  await page.keyboard.press('s')
  const inOrder = mergeStretches(segments, HOP_SEC)
  expectHeard(await opened.soundOf(from), await opened.clipSound(), inOrder, { sampleRateHz, gapSec: 0.18 })
  await page.keyboard.press('s')
  await page.getByLabel('Layer whose channels are the concepts').selectOption('block1.conv1')
  await expect(list.getByRole('radio', { name: 'All together' })).toBeChecked()
  await page.getByLabel('Layer whose channels are the concepts').selectOption('')
  await page.locator('.stage').hover()
  await page.keyboard.press('Tab')
  await page.keyboard.press('o')
})

test('renderer - why not another label, and what speaks for one rather than another', async () => {
  const { row, probabilities } = await opened.detail()
  const predicted = row.predicted!
  const other = probabilities.find(one => one.label !== predicted)!.label
  const before = await overlayOf(MAIN)
  await page.getByRole('button', { name: new RegExp(`^${other}`) }).click()
  await expect(page.getByLabel('Label that is explained')).toHaveValue(other)
  await expect(page.getByText(`What speaks for ${other}, by Occlusion`)).toBeAttached()
  await expect.poll(() => overlayOf(MAIN)).not.toBe(before)
  const alone = await overlayOf(MAIN)
  await page.getByLabel('Rather than').selectOption(predicted)
  await expect(page.getByText(`What speaks for ${other} rather than ${predicted}, by Occlusion`)).toBeAttached()
  await expect.poll(() => overlayOf(MAIN)).not.toBe(alone)
  await page.getByLabel('Rather than').selectOption('anything else')
  await page.getByRole('button', { name: new RegExp(`^${predicted}`) }).click()
  await expect.poll(() => overlayOf(MAIN)).toBe(before)
})

test('renderer - two methods stand on one time axis and say how far they agree', async () => {
  await page.keyboard.press('b')
  const beside = page.getByLabel('Beside it, Concept relevance: red supports the label, blue speaks against it')
  await expect(beside).toBeVisible()
  await expect(page.getByText(/rank correlation over time · \d+ % of the windows’ time in common/)).toBeVisible()
  for (const key of ['', '=', '=']) {
    if (key) await page.keyboard.press(key)
    const [one, other] = await Promise.all([page.getByLabel(MAIN).boundingBox(), beside.boundingBox()])
    expect([one!.x, one!.width]).toEqual([other!.x, other!.width])
  }
  await page.keyboard.press('f')
  await opened.isAccessible()
  await page.keyboard.press('c')
  await expect(page.getByRole('button', { name: 'Second method: Occlusion' })).toBeVisible()
  await page.keyboard.press('o')
  await page.keyboard.press('b')
  await expect(beside).toHaveCount(0)
})

test('renderer - threshold, contours and colours change the picture and are still there after a reload', async () => {
  const before = await overlayOf(MAIN)
  await page.getByLabel('Share of bins, the weakest, that are left out').fill('0.8')
  const thresholded = await overlayOf(MAIN)
  expect(thresholded).not.toBe(before)
  await page.getByRole('button', { name: 'Colours' }).click()
  await page.getByLabel('Contours').check()
  expect(await overlayOf(MAIN)).not.toBe(thresholded)
  await page.getByLabel('Colours of the saliency').selectOption('orange-purple')
  await opened.isAccessible()
  await page.keyboard.press('Escape')
  await page.reload()
  await expect(page.getByLabel('Saliency: orange supports the label, purple speaks against it')).toBeVisible()
  await page.getByLabel('Share of bins, the weakest, that are left out').fill('0')
  await page.getByRole('button', { name: 'Colours' }).click()
  await expect(page.getByLabel('Contours')).toBeChecked()
  await page.getByLabel('Contours').uncheck()
  await page.getByLabel('Colours of the saliency').selectOption('red-blue')
  await page.keyboard.press('Escape')
  await expect.poll(() => overlayOf(MAIN)).toBe(before)
})

test('renderer - a method that the graph does not allow is said in a line with the operator’s name; occlusion stays', async () => {
  await page.route('**/saliency?method=lrp*', route =>
    route.fulfill({
      status: 422,
      json: { code: 'unsupported-op', message: 'No.', details: { op: 'LSTM', node: 'rnn' } },
    }),
  )
  await page.getByRole('button', { name: 'Method: Occlusion' }).click()
  await page.getByRole('menuitemradio', { name: /Layer-wise relevance/ }).click()
  await expect(page.getByText(/Layer-wise relevance is not on offer .* LSTM can’t be traced/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Method: Occlusion' })).toBeVisible()
  await expect(page.getByLabel(MAIN)).toBeVisible()
  await opened.isAccessible()
  await page.unroute('**/saliency?method=lrp*')
  await page.reload()
})

test('renderer - without the model there is no picture, but the sound still plays', async () => {
  const gone = { status: 404, json: { code: 'file-missing', message: 'The model package is not there.' } }
  await page.route('**/log-mel', route => route.fulfill(gone))
  await page.reload()
  await expect(page.getByText(/No picture and no saliency: The model package is not there/)).toBeVisible()
  await expect(page.locator('.waveform')).toBeVisible()
  await opened.isAccessible()
  const from = await opened.startCount()
  await page.keyboard.press('s')
  const { explanations, sampleRateHz } = await opened.detail()
  const stretches = mergeStretches(explanations[0].segments, HOP_SEC)
  expectHeard(await opened.soundOf(from), await opened.clipSound(), stretches, { sampleRateHz, gapSec: 0.18 })
  await page.keyboard.press('s')
  await page.unroute('**/log-mel')
  await page.reload()
  await expect(page.getByLabel(MAIN)).toBeVisible()
})
