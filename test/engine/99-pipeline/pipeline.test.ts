import { describe, expect, it } from 'vitest'
import { frontEndSchema } from '#contracts/model'
import { explainSettingsSchema } from '#contracts/settings'
import { CueScopeError } from '#engine/base/errors'
import type { Subject } from '#engine/saliency/subject'
import type { Forward } from '#engine/models/forward'
import { explainClip, type LoadedModel } from '#engine/pipeline'
import { codeOf } from '../../helpers/error-code'
import { burstWav, toneWav } from '../../helpers/tones'

const frontEnd = frontEndSchema.parse({
  ...{ kind: 'log-mel', sampleRate: 16_000, nFft: 512, winLength: 400, hopLength: 160, nMels: 64, fMax: 8000 },
  ...{ normalise: { mean: -100, std: 10 }, minFrames: 32, maxFrames: 600 },
})

/** Hears one thing only: how loud the upper half of the spectrum is. Louder: `high`. */
const listensToHigh: Forward = async (batch, n, mels, frames) => {
  const logits = new Float32Array(2 * n)
  for (let i = 0; i < n; i++) {
    let sum = 0
    for (let bin = (mels / 2) * frames; bin < mels * frames; bin++) sum += batch[i * mels * frames + bin]
    logits[2 * i] = 1
    logits[2 * i + 1] = (100 * sum) / (mels * frames)
  }
  return logits
}
const obstacle = new CueScopeError('unsupported-op', 'a function has no graph')
const subject: Subject = {
  ...{ forward: listensToHigh, prepared: obstacle, model: obstacle },
  graph: () => Promise.reject(obstacle),
}
const model: LoadedModel = { labels: ['low', 'high'], frontEnd, forward: listensToHigh, subject, layers: new Map() }
const settings = explainSettingsSchema.parse({ occlusion: { value: 'floor', score: 'logit' }, segments: { count: 2 } })

describe('engine/pipeline', () => {
  it('engine/pipeline - the windows lie where the model’s evidence was put, and hold its share', async () => {
    // 2 s of a low hum; a 5 kHz burst from 1.2 to 1.5 s is all that the model can hear.
    const wav = burstWav({ seconds: 2, humHz: 150, burstHz: 5000, startSec: 1.2, endSec: 1.5 })
    const { audio, prediction, methods } = await explainClip(wav, 'burst.wav', model, settings)
    expect(audio).toMatchObject({ sampleRateHz: 16_000, channels: 1, samples: 32_000 })
    expect(model.labels[prediction.predicted]).toBe('high')
    const [{ method, target, profile, segments }] = methods
    expect({ method, target }).toEqual({ method: 'occlusion', target: 1 })
    expect(profile).toHaveLength(201)
    expect(segments).toHaveLength(2)
    const middle = (segments[0].startSec + segments[0].endSec) / 2
    expect(middle).toBeGreaterThan(1.2)
    expect(middle).toBeLessThan(1.5)
    expect(segments[0].endSec - segments[0].startSec).toBeCloseTo(0.15, 9)
    expect(segments[0].share).toBeGreaterThanOrEqual(segments[1].share)
    expect(profile.indexOf(Math.max(...profile)) * 0.01).toBeGreaterThan(1.15)
    expect(profile.indexOf(Math.max(...profile)) * 0.01).toBeLessThan(1.55)
  })

  it('engine/pipeline - cues of the windows differ from those of the clip as the signal does there', async () => {
    const wav = burstWav({ seconds: 2, humHz: 150, burstHz: 5000, startSec: 1.2, endSec: 1.5 })
    const { methods } = await explainClip(
      wav,
      'burst.wav',
      model,
      explainSettingsSchema.parse({ ...settings, segments: { count: 1 } }),
    )
    const { salient, full } = methods[0].cues
    expect(salient.loudness!.mean).toBeGreaterThan(full.loudness!.mean)
    expect(salient.loudness!.frames).toBe(15)
    expect(full.loudness!.frames).toBeGreaterThan(190)
  })

  it('engine/pipeline - the same clip at another rate gives the same decision and the same place', async () => {
    const at = async (sampleRateHz: number): Promise<number> => {
      const wav = burstWav({ seconds: 2, humHz: 150, burstHz: 5000, startSec: 1.2, endSec: 1.5, sampleRateHz })
      const { prediction, methods } = await explainClip(wav, 'burst.wav', model, settings)
      expect(prediction.predicted).toBe(1)
      return methods[0].segments[0].startSec
    }
    expect(Math.abs((await at(16_000)) - (await at(44_100)))).toBeLessThanOrEqual(0.02)
  })

  it('engine/pipeline - the same again, bit by bit', async () => {
    const wav = toneWav({ f0Hz: 210, seconds: 1 })
    expect(await explainClip(wav, 'a.wav', model, settings)).toEqual(await explainClip(wav, 'b.wav', model, settings))
  })

  it('engine/pipeline - without methods: a prediction and nothing else', async () => {
    const { prediction, methods } = await explainClip(
      toneWav({ f0Hz: 200, seconds: 1 }),
      'x.wav',
      model,
      explainSettingsSchema.parse({ methods: [] }),
    )
    expect(methods).toEqual([])
    expect(prediction.probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12)
  })

  it('engine/pipeline - what a clip can be refused for, told by a code', async () => {
    const explain = (wav: Buffer, chosen = model): Promise<string> =>
      codeOf(() => explainClip(wav, 'x.wav', chosen, settings))
    expect(await explain(toneWav({ f0Hz: 200, seconds: 0.2 }))).toBe('too-short')
    expect(await explain(toneWav({ f0Hz: 200, seconds: 7 }))).toBe('too-long')
    expect(await explain(Buffer.from('Dear diary'))).toBe('not-audio')
    expect(await explain(Buffer.alloc(0))).toBe('empty-file')
    const broken: LoadedModel = { ...model, forward: async (_, n) => new Float32Array(2 * n).fill(NaN) }
    expect(await explain(toneWav({ f0Hz: 200, seconds: 1 }), broken)).toBe('non-finite-output')
  })
})
