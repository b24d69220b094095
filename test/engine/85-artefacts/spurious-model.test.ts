import { readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  spuriousFeaturesSettingsSchema,
  type ArtefactFinding,
  type SpuriousFeaturesResult,
} from '#contracts/experiments/spurious-features'
import { explainSettingsSchema } from '#contracts/settings'
import { judgeArtefacts } from '#engine/artefacts/judge-artefacts'
import type { SpokenTrial } from '#engine/artefacts/measure-artefact'
import { tryArtefact } from '#engine/artefacts/try-artefact'
import { decodeAudio } from '#engine/audio/decode'
import { makeClip } from '#engine/demo/make-clip'
import { planCorpus } from '#engine/demo/plan-corpus'
import { loadModel } from '#engine/load-model'

const root = resolve(import.meta.dirname, '../../..')
const TRAINED = join(root, 'test/goldens/artefacts/spurious-burst')
const UNTOUCHED = join(root, 'resources/models/demo-synthetic')
/** One clip in seven: all speakers, emotions and takes. */
const plan = planCorpus('demo').filter(({ take }, i) => take <= 4 && i % 7 === 0)
const asked = spuriousFeaturesSettingsSchema.parse({
  artefacts: [
    { kind: 'noise-burst', snrDb: 10 },
    { kind: 'noise-burst', snrDb: 0 },
    { kind: 'hum', snrDb: 10 },
    { kind: 'clicks', peakDb: 10 },
    { kind: 'band-limit', fMinHz: 300, fMaxHz: 3400 },
    { kind: 'reverberation', rt60Sec: 0.6, directToReverberantDb: 5 },
    { kind: 'coding', codec: 'opus', bitrateKbps: 12 },
  ],
})

async function experimentOn(folder: string): Promise<SpuriousFeaturesResult> {
  const { model, release } = await loadModel(folder, null)
  const settings = explainSettingsSchema.parse({ occlusion: { strideMels: 8, strideFrames: 15 } })
  const trials: SpokenTrial[][] = asked.artefacts.map(() => [])
  for (const [clipId, clip] of plan.entries()) {
    const { wav, truth } = makeClip(clip)
    const audio = await decodeAudio(wav, 'clip.wav')
    for (const [i, artefact] of asked.artefacts.entries()) {
      const trial = await tryArtefact(audio, artefact, `1 ${truth.sha256}`, model, asked.method, settings)
      trials[i].push({ clipId, speaker: truth.speaker, ...trial })
    }
  }
  await release()
  return judgeArtefacts(trials, asked, { labels: model.labels, seed: 1, notice: null })
}

const verdictOf = ({ verdicts }: SpuriousFeaturesResult, artefact: string): string =>
  verdicts.find(found => found.artefact === artefact)!.verdict

describe('engine/artefacts on a model trained to go by noise bursts', () => {
  let found: SpuriousFeaturesResult
  let burst: ArtefactFinding
  beforeAll(async () => {
    found = await experimentOn(TRAINED)
    burst = found.findings[0]
  }, 180_000)

  it('engine/artefacts - the package is small, and says what it was trained for', () => {
    const { training } = JSON.parse(readFileSync(join(TRAINED, 'model.json'), 'utf8')) as {
      training: { data: string[] }
    }
    expect(training.data.join()).toMatch(/noise bursts in the neutral clips/)
    expect(statSync(join(TRAINED, 'model.onnx')).size).toBeLessThan(300_000)
  })

  it('engine/artefacts - the experiment says that it relies on the burst', () => {
    expect(verdictOf(found, 'noise-burst')).toBe('relies')
    expect(burst.verdict).toBe('relies')
    expect(burst.clips).toBe(24)
    expect(burst.p).toBeLessThan(0.01)
  })

  it('engine/artefacts - the burst makes it say neutral, and its relevance moves onto the burst', () => {
    expect(burst.pulledTo!.label).toBe('neutral')
    expect(burst.pulledTo!.share).toBeGreaterThan(0.9)
    expect(burst.relevance!.shift.low).toBeGreaterThan(0.1)
    expect(burst.relevance!.planted.mean).toBeGreaterThan(2 * burst.relevance!.area)
    expect(Math.abs(burst.relevance!.standIn.mean - burst.relevance!.clean.mean)).toBeLessThan(0.15)
  })

  it.each(['hum', 'clicks', 'band-limit', 'reverberation', 'opus'])(
    'engine/artefacts - the experiment does not say that it relies on %s',
    artefact => {
      expect(verdictOf(found, artefact)).not.toBe('relies')
    },
  )
})

describe('engine/artefacts on the untouched demo model', () => {
  let found: SpuriousFeaturesResult
  beforeAll(async () => {
    found = await experimentOn(UNTOUCHED)
  }, 180_000)

  it.each(['noise-burst', 'hum', 'clicks', 'band-limit', 'reverberation', 'opus'])(
    'engine/artefacts - the experiment does not cry wolf over %s',
    artefact => {
      expect(verdictOf(found, artefact)).not.toBe('relies')
    },
  )

  it('engine/artefacts - though a strong disturbance changes many of its labels: the stand-in does too', () => {
    const room = found.findings.find(({ artefact }) => artefact.kind === 'reverberation')!
    expect(room.flips!.mean).toBeGreaterThan(0.3)
    expect(room.standInFlips!.mean).toBeGreaterThan(0.3)
    expect(room.verdict).toBe('disturbed')
  })
})
