import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { errorCodes } from '#contracts/error'
import { toErrorBody } from '#engine/base/errors'
import { fileFinder } from '#engine/datasets/find-file'
import { readManifest } from '#engine/datasets/importers/manifest'
import { sharedDir } from '../../helpers/shared'

interface ExpectedRow {
  file: string
  kind: string
  expect: 'accept' | 'warn' | 'refuse'
  reasons: string[]
  value: { rows?: number; badRows?: number[]; missing?: string[] }
  limits: { maxMs: number; maxExtraRssMb: number }
}

interface Outcome {
  /** Codes of refused rows or, where the table as a whole is refused, of the error. */
  refused: string[]
  notes: string[]
  clips: number
  refusedLines: number[]
  isWholeRefused: boolean
  messages: string
}

const shared = sharedDir()
const corpus = shared ? join(shared, 'bad-inputs') : ''
const rows: ExpectedRow[] = shared
  ? JSON.parse(readFileSync(join(corpus, 'expected.json'), 'utf8')).rows.filter(
      (row: ExpectedRow) => row.kind === 'csv',
    )
  : []

/** Reads a table of the collection in a folder that has every file it could mean. */
async function outcomeOf(file: string): Promise<Outcome> {
  const names = [
    'a.wav',
    'b.wav',
    'c.wav',
    'd.wav',
    'ok.wav',
    '=1+1.wav',
    '+x.wav',
    '-x.wav',
    '@x.wav',
    '\tx.wav',
    '\rx.wav',
    '\u{1f600}\u{1f469}\u200d\u{1f469}\u200d\u{1f467}.wav',
  ]
  const columns = { file: 'path', emotion: 'label' }
  try {
    const bytes = readFileSync(join(corpus, file))
    const { clips, refused, notes } = await readManifest(bytes, {
      name: 'm.csv',
      dataset: 'm',
      findFile: fileFinder(names),
      columns,
    })
    return {
      refused: refused.map(({ code }) => code),
      notes: notes.map(({ code }) => code),
      clips: clips.length,
      refusedLines: refused.map(({ message }) => Number(/line (\d+)/.exec(message)![1])),
      isWholeRefused: false,
      messages: [...notes, ...refused].map(({ message }) => message).join('\n'),
    }
  } catch (error) {
    const { code, message } = toErrorBody(error)
    return { refused: [code], notes: [], clips: 0, refusedLines: [], isWholeRefused: true, messages: message }
  }
}

describe.runIf(shared)('engine/datasets/importers/manifest, the collection of bad tables', () => {
  beforeEach(() => expect(Object.keys(Object.prototype)).toEqual([]))

  it('engine/datasets - the collection is there', () => {
    expect(rows).toHaveLength(81)
  })

  it.each(rows.map(row => [row.file, row] as const))('engine/datasets - %s', async (file, row) => {
    const before = process.memoryUsage.rss()
    const startMs = performance.now()
    const { refused, notes, clips, refusedLines, isWholeRefused, messages } = await outcomeOf(file)
    expect(performance.now() - startMs).toBeLessThan(row.limits.maxMs)
    expect((process.memoryUsage.rss() - before) / 2 ** 20).toBeLessThan(row.limits.maxExtraRssMb)

    const codes = [...refused, ...notes]
    for (const code of codes) expect(errorCodes).toContain(code)
    expect(codes).not.toContain('internal-error')
    // eslint-disable-next-line no-control-regex
    expect(messages).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\ufeff]/)

    if (row.expect === 'refuse') expect(isWholeRefused).toBe(true)
    if (row.expect === 'accept') expect(isWholeRefused).toBe(false)
    if (row.expect !== 'accept') expect(row.reasons.some(reason => codes.includes(reason))).toBe(true)
    else for (const code of refused) expect(row.reasons).toContain(code)
    if (isWholeRefused) return
    if (row.value.badRows) expect(refusedLines).toEqual(row.value.badRows)
    if (row.value.rows !== undefined) expect(clips + refusedLines.length).toBe(row.value.rows)
  })
})
