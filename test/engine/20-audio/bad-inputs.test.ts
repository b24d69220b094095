import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DecodedAudio } from '#engine/audio/audio'
import { decodeAudio } from '#engine/audio/decode'
import { CueScopeError } from '#engine/base/errors'
import { sharedDir } from '../../helpers/shared'

interface Row {
  file: string
  kind: string
  group: string
  expect: 'accept' | 'warn' | 'refuse'
  reasons: string[]
  /** null: not said. */
  value: { sampleRate?: number | null; channels?: number; frames?: number | null; peak?: number }
  limits: { maxMs: number; maxExtraRssMb: number }
}

const folder = join(sharedDir() ?? '', 'bad-inputs')
const rows = sharedDir()
  ? (JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as { rows: Row[] }).rows
  : []
const audioRows = rows.filter(row => row.kind === 'audio')

/** Fields that nothing is read from: the samples are right, there is nothing to note. */
const NEEDS_NO_NOTE = [
  'many-empty-chunks.wav',
  'list-size-lies.wav',
  'cue-count-4e9.wav',
  'smpl-loops-4e9.wav',
  'rf64-no-ds64.wav',
  'rf64-ds64-table-4e9.wav',
  'bits-12.wav',
  'blocksize-0.flac',
  'id3-prefix.flac',
  // Containers that may be refused by name; they are read.
  'ok-aiff.aiff',
  'ok-au.au',
]

async function outcomeOf(file: string): Promise<DecodedAudio | CueScopeError> {
  const bytes = readFileSync(join(folder, file))
  try {
    return await decodeAudio(bytes, basename(file))
  } catch (error) {
    if (error instanceof CueScopeError) return error
    throw error
  }
}

describe.runIf(sharedDir())('engine/audio bad inputs', () => {
  it.each(audioRows)('engine/audio - $file: $expect $reasons', async row => {
    const startedMs = performance.now()
    const peakRssKb = process.resourceUsage().maxRSS
    const outcome = await outcomeOf(row.file)
    expect(performance.now() - startedMs).toBeLessThan(row.limits.maxMs)
    expect((process.resourceUsage().maxRSS - peakRssKb) / 1024).toBeLessThan(row.limits.maxExtraRssMb)
    if (outcome instanceof CueScopeError) {
      expect(row.expect).not.toBe('accept')
      expect(row.reasons).toContain(outcome.code)
      expect(outcome.message).toContain(basename(row.file))
      return
    }
    expect(row.expect).not.toBe('refuse')
    const { sampleRate, channels, frames, peak } = row.value
    if (typeof sampleRate === 'number') expect(outcome.sampleRateHz).toBe(sampleRate)
    if (channels !== undefined) expect(outcome.channels).toBe(channels)
    if (typeof frames === 'number') expect(outcome.samples).toHaveLength(frames)
    const largest = outcome.samples.reduce((max, value) => Math.max(max, Math.abs(value)), 0)
    expect(Number.isFinite(largest)).toBe(true)
    if (peak !== undefined && channels === 1) expect(largest).toBeCloseTo(peak, 4)
    const codes = outcome.notes.map(note => note.code)
    if (row.expect === 'accept') for (const code of codes) expect(row.reasons).toContain(code)
    if (row.expect === 'warn' && !NEEDS_NO_NOTE.includes(basename(row.file))) {
      expect(codes.filter(code => row.reasons.includes(code))).not.toEqual([])
    }
  })
})
