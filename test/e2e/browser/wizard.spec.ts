import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import goldens from '../../goldens/model-wizard/logits.json' with { type: 'json' }
import { projectRoot } from '../../helpers/electron'
import { toneWav } from '../../helpers/tones'
import { openWindow, type OpenWindow } from './open-window'

/** A bare .onnx file becomes a model of the library, and its front end is found by another program's numbers. */
test.describe.configure({ mode: 'serial' })

const bundled = join(projectRoot, 'resources/models/demo-synthetic')
const { labels, frontEnd } = JSON.parse(readFileSync(join(bundled, 'model.json'), 'utf8')) as {
  labels: string[]
  frontEnd: { normalise: { mean: number[]; std: number[] } }
}
/** Logits of librosa and ONNX Runtime in Python for the same clip behind another front end. */
const htk = goldens.cases.find(({ name }) => name.startsWith('htk'))!

let opened: OpenWindow
let page: Page
const work = mkdtempSync(join(realpathSync(tmpdir()), 'cuescope-wizard-'))

test.beforeAll(async ({ browser }) => {
  mkdirSync(join(work, 'bare'))
  cpSync(join(bundled, 'model.onnx'), join(work, 'bare/emo-cnn.onnx'))
  writeFileSync(join(work, 'tone.wav'), toneWav({ f0Hz: 220, seconds: 1.2 }))
  writeFileSync(join(work, 'no-model.onnx'), '<html>')
  opened = await openWindow(browser)
  page = opened.page
  await page.waitForURL(/#\/p\/\w+\/a\/\d+/)
})
test.afterAll(async () => {
  await opened.close()
  rmSync(work, { recursive: true, force: true })
})
test.afterEach(() => expect(opened.trouble).toEqual([]))

const step = (title: string) => page.getByRole('region', { name: title })

test('renderer - "Add a model" in the library takes a path, and what is no model is refused in place', async () => {
  await page.keyboard.press('g')
  await page.getByRole('button', { name: 'Add a model…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a model' })
  await dialog.getByLabel('Model').fill(join(work, 'gone.onnx'))
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('alert')).toContainText('is not there')
  await dialog.getByLabel('Model').fill(join(work, 'tone.wav'))
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('alert')).toContainText('tone.wav is no model')
  await dialog.getByLabel('Model').fill(join(work, 'no-model.onnx'))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Add a model' })).toBeVisible()
  await expect(step('Choose the file').getByRole('alert')).toContainText('no-model.onnx', { timeout: 30_000 })
})

test('renderer - the wizard says what it found and asks only the rest', async () => {
  await page.getByLabel('Model file').fill(join(work, 'bare/emo-cnn.onnx'))
  await page.getByLabel('Model file').press('Enter')
  const file = step('Choose the file')
  await expect(file.getByText('logmel: float32 [n, 1, 64, t]')).toBeVisible({ timeout: 30_000 })
  await expect(file.getByText('9 of 9 saliency methods')).toBeVisible()
  const asked = step('Fill in what the file does not say')
  await expect(asked.getByRole('textbox', { name: /^Label \d/ })).toHaveCount(labels.length)
  await asked.getByText(/fields of model.json/).click()
  const bands = asked.getByRole('row', { name: /^Mel bands/ })
  await expect(bands).toContainText('64')
  await expect(bands).toContainText('the graph')
  await expect(bands).toContainText('certain')
  await expect(step('Write and add').getByText('Some questions above need an answer first.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Write and add to the library' })).toBeDisabled()
  await opened.isAccessible()
})

test('renderer - labels are pasted as a list, and what is wrong with them is said', async () => {
  const first = page.getByLabel('Label 0')
  const paste = (text: string): Promise<void> =>
    first.evaluate((field, pasted) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text', pasted)
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    }, text)
  await paste('a, b, a')
  await expect(page.getByText('“a” is there twice.')).toBeVisible()
  await paste(labels.map((label, i) => `${i}: ${label}`).join('\n'))
  await expect(page.getByLabel('Label 6')).toHaveValue(labels[6])
  await expect(page.getByRole('button', { name: 'Write and add to the library' })).toBeEnabled({ timeout: 30_000 })
})

test('renderer - a preset fills the front end, and can be left again', async () => {
  const asked = step('Fill in what the file does not say')
  await asked.getByLabel('Front end like').selectOption('paper')
  await expect(asked.getByRole('row', { name: /^Hop, samples/ })).toContainText('240', { timeout: 30_000 })
  await expect(asked.getByRole('row', { name: /^Hop, samples/ })).toContainText('the preset paper')
  await asked.getByLabel('Front end like').selectOption('')
  await expect(asked.getByLabel(/hop_length/)).toHaveValue('0', { timeout: 30_000 })
})

test('renderer - numbers of another program find the front end, which is adopted in one click and checks green', async () => {
  const asked = step('Fill in what the file does not say')
  await asked
    .getByLabel(/^How are the values normalised/)
    .selectOption({ label: 'by the mean and standard deviation of the training set: give them' })
  await asked.getByLabel('Mean', { exact: true }).fill(frontEnd.normalise.mean.join(', '))
  await asked.getByLabel('Standard deviation').fill(frontEnd.normalise.std.join('\n'))
  await asked.getByLabel('Standard deviation').blur()
  const check = step('Check: reproduce these scores')
  await check.getByLabel('Clip', { exact: true }).fill(join(work, 'tone.wav'))
  const scores = check.getByLabel('Scores expected')
  await scores.fill('angry=0.2, joy=0.1')
  await expect(check.getByText('The model has no label “joy”.')).toBeVisible()
  await expect(check.getByRole('button', { name: 'Check' })).toBeDisabled()
  await scores.fill(labels.map((label, i) => `${label},${htk.logits[i]}`).join('\n'))
  await expect(check.getByText('7 scores read')).toBeVisible()
  await expect(asked.getByText('Looking again…')).toHaveCount(0)
  await check.getByRole('button', { name: 'Check' }).click()
  await expect(check.getByText('Not reproduced')).toBeVisible({ timeout: 90_000 })
  await check.getByRole('button', { name: 'Use it' }).first().click()
  await expect(check.getByText('Reproduced', { exact: true })).toBeVisible({ timeout: 90_000 })
  await opened.isAccessible()
  const answer = await check.getByText(/largest deviation/).textContent()
  expect(Number(/deviation ([\d.e−]+)/.exec(answer!)![1].replace('−', '-'))).toBeLessThan(0.05)
})

test('renderer - the package is written with its sources, added, and shown; the file itself is untouched', async () => {
  const save = step('Write and add')
  await save.getByLabel('Name').fill('Emo CNN (htk)')
  await save.getByLabel('Another folder').check()
  await save.getByLabel('Folder', { exact: true }).fill(work)
  await expect(save.getByText('Emo-CNN-htk')).toBeVisible()
  await page.getByRole('button', { name: 'Write and add to the library' }).click()
  await expect(page.getByRole('heading', { name: 'Emo CNN (htk) is in the library' })).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole('row', { name: /^Mel scale/ })).toContainText('htk')
  const made = JSON.parse(readFileSync(join(work, 'Emo-CNN-htk/model.json'), 'utf8')) as Record<string, unknown>
  expect(made).toMatchObject({
    name: 'Emo CNN (htk)',
    labels,
    frontEnd: { melScale: 'htk', melNorm: null, padMode: 'reflect' },
  })
  const [own, packaged, given] = [bundled, join(work, 'Emo-CNN-htk'), ''].map(folder =>
    readFileSync(folder === '' ? join(work, 'bare/emo-cnn.onnx') : join(folder, 'model.onnx')),
  )
  expect(packaged.equals(own) && given.equals(own)).toBe(true)
  await opened.isAccessible()
  await page.getByRole('button', { name: 'To the library' }).click()
  await expect(page.getByRole('heading', { name: 'Emo CNN (htk)' })).toBeVisible()
  await page.emulateMedia({ colorScheme: 'light' })
  await opened.isAccessible()
})
