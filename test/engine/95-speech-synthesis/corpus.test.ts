import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoFileName, parseDemoFileName } from '#engine/demo/file-grammar'
import { makeDemoCorpus } from '#engine/demo/make-demo-corpus'
import { readDemoTruth, truthPathOf, type DemoTruth } from '#engine/demo/truth'
import type { SpokenEmotion } from '#engine/speech-synthesis/emotions'
import { powerDb } from './measure'
import { readWav } from './read-wav'

interface Clip {
  readonly path: string
  readonly truth: DemoTruth
  readonly samples: Float64Array
  readonly inGesture: Float64Array
}

let folder: string
let clips: Clip[]

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'demo-corpus-'))
  await makeDemoCorpus({ folder, set: 'demo' })
  const speakers = readdirSync(folder).filter(name => /^spk\d\d$/.test(name))
  const paths = speakers.flatMap(speaker =>
    readdirSync(join(folder, speaker))
      .filter(name => name.endsWith('.wav'))
      .map(name => join(folder, speaker, name)),
  )
  clips = await Promise.all(
    paths.map(async path => {
      const truth = await readDemoTruth(path)
      if (!truth) throw new Error(`no truth beside ${path}`)
      const { samples, sampleRateHz } = readWav(path)
      const [from, to] = [truth.gesture.startSec * sampleRateHz, truth.gesture.endSec * sampleRateHz]
      return { path, truth, samples, inGesture: samples.subarray(from, to) }
    }),
  )
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')

/** Mean over a speaker's clips of one emotion that nothing was planted in. */
function meanOf(speaker: string, emotion: SpokenEmotion, measure: (clip: Clip) => number): number {
  const own = clips.filter(({ truth }) => {
    return truth.speaker === speaker && truth.emotionSpoken === emotion && truth.planted.kind === 'none'
  })
  return own.reduce((sum, clip) => sum + measure(clip), 0) / own.length
}

const speakers = ['spk01', 'spk02', 'spk03', 'spk04', 'spk05', 'spk06']
const level = (clip: Clip): number => powerDb(clip.inGesture)

describe('engine/demo', () => {
  it('engine/demo - every clip is named, described and formed as promised', () => {
    expect(clips).toHaveLength(252)
    for (const { path, truth, samples, inGesture } of clips) {
      const name = parseDemoFileName(path.split(/[/\\]/).at(-1)!)
      expect(name).toEqual({ speaker: truth.speaker, emotion: truth.labelGiven, take: truth.take })
      expect(truth.durationSec).toBeCloseTo(samples.length / 16000, 6)
      expect(truth.durationSec).toBeGreaterThanOrEqual(1.2)
      expect(truth.durationSec).toBeLessThanOrEqual(2.2)
      const gestureSec = inGesture.length / 16000
      expect(gestureSec).toBeGreaterThan(0.249)
      expect(gestureSec).toBeLessThan(0.501)
      expect(truth.gesture.startSec).toBeGreaterThan(0)
      expect(truth.gesture.endSec).toBeLessThan(truth.durationSec)
      expect(Math.max(...samples.map(Math.abs))).toBeLessThan(0.99)
    }
  })

  it('engine/demo - anger is loud and sadness soft in the gesture, for every speaker', () => {
    for (const speaker of speakers) {
      const neutral = meanOf(speaker, 'neutral', level)
      expect(meanOf(speaker, 'anger', level)).toBeGreaterThan(neutral + 3)
      expect(meanOf(speaker, 'happiness', level)).toBeGreaterThan(neutral + 1)
      expect(meanOf(speaker, 'sadness', level)).toBeLessThan(neutral - 3)
    }
  })

  it('engine/demo - the gesture stands out from the rest of the clip more in anger than in neutral speech', () => {
    const contrast = (clip: Clip): number => level(clip) - clip.truth.cues.clip.levelDb!
    for (const speaker of speakers) {
      expect(meanOf(speaker, 'anger', contrast)).toBeGreaterThan(meanOf(speaker, 'neutral', contrast))
    }
  })

  it('engine/demo - the true level is the level in the file, where no noise was planted', () => {
    for (const clip of clips.filter(({ truth }) => truth.planted.kind !== 'noise')) {
      expect(Math.abs(level(clip) - clip.truth.cues.gesture.levelDb!)).toBeLessThan(0.3)
    }
  })

  it('engine/demo - planted noise has the signal-to-noise ratio that its truth names', () => {
    const noisy = clips.filter(({ truth }) => truth.planted.kind === 'noise')
    for (const { samples, truth } of noisy) {
      const snrDb = truth.planted.kind === 'noise' ? truth.planted.snrDb : NaN
      // The first tenth of a second is noise alone.
      expect(powerDb(samples.subarray(0, 1600)) - (truth.cues.clip.levelDb! - snrDb)).toBeGreaterThan(-3)
      expect(powerDb(samples.subarray(0, 1600)) - (truth.cues.clip.levelDb! - snrDb)).toBeLessThan(3)
    }
  })

  it('engine/demo - the same bytes again, and the same as when this was written', async () => {
    const again = mkdtempSync(join(tmpdir(), 'demo-again-'))
    try {
      let asked = 0
      await makeDemoCorpus({ folder: again, set: 'demo', shouldStop: () => asked++ >= 8 })
      const names = readdirSync(join(again, 'spk01'))
      expect(names).toHaveLength(16)
      for (const name of names)
        expect(readFileSync(join(again, 'spk01', name))).toEqual(readFileSync(join(folder, 'spk01', name)))
    } finally {
      rmSync(again, { recursive: true, force: true })
    }
    const list = readFileSync(join(import.meta.dirname, 'clips.sha256'), 'utf8')
      .trim()
      .split('\n')
    expect(list.length).toBeGreaterThanOrEqual(6)
    for (const line of list) {
      const [hash, file] = line.split('  ')
      expect(`${sha256(join(folder, file))}  ${file}`).toBe(`${hash}  ${file}`)
    }
  })

  it('engine/demo - complete clips are kept, broken ones made again, nothing half-written is left', async () => {
    const names = (['anger', 'fear', 'neutral'] as const).map(emotion =>
      demoFileName({ speaker: 'spk06', emotion, take: 1 }),
    )
    const [cut, lost, untold] = names.map(name => join(folder, name))
    const before = [cut, lost, untold].map(sha256)
    truncateSync(cut, 1000)
    rmSync(lost)
    writeFileSync(truthPathOf(untold), '{"version": 1, "sha')
    const seen: number[] = []
    const report = await makeDemoCorpus({ folder, set: 'demo', onProgress: ({ done }) => seen.push(done) })
    expect(report).toEqual({ folder, set: 'demo', clips: 252, made: 3, isComplete: true })
    expect([cut, lost, untold].map(sha256)).toEqual(before)
    expect(seen).toEqual(Array.from({ length: 252 }, (_, i) => i + 1))
    expect(readdirSync(folder, { recursive: true }).filter(name => String(name).endsWith('.part'))).toEqual([])
  })

  it('engine/demo - stops when asked and says so', async () => {
    const report = await makeDemoCorpus({ folder, set: 'demo', shouldStop: () => true })
    expect(report).toEqual({ folder, set: 'demo', clips: 252, made: 0, isComplete: false })
  })

  it('engine/demo - speakers.csv lists the six voices', () => {
    const lines = readFileSync(join(folder, 'speakers.csv'), 'utf8').trim().split('\n')
    expect(lines).toEqual(['speaker,sex', ...speakers.map((id, i) => `${id},${i % 2 === 0 ? 'female' : 'male'}`)])
  })
})
