import type { CueStatistics } from '#contracts/cue'
import type { ClipFacts } from '#contracts/dataset'
import { createRandom } from '#engine/stats/random'
import { saveFingerprint } from '#engine/store/clips'
import { saveResult } from '#engine/store/results'
import { facts, labels, measures, result, storeOf, type StoreOfClips } from './project'

export interface SpokenClip extends Partial<ClipFacts> {
  /** Index of the label that the model gives. */
  readonly predicted: number
  /** Whether its windows have no voice. */
  readonly isVoiceless?: boolean
}

const emotions = ['anger', 'happiness', 'sadness'] as const
/** How far the voice is from its middle in each emotion, in standard deviations of everything else. */
const lift: Record<string, number> = { anger: 2, happiness: 1, sadness: -2 }

/** Index of the label of the i-th clip: six speakers say one emotion, then the next. */
export const labelOf = (i: number): number => Math.floor(i / 6) % emotions.length

/** A project with an audit whose clips have cues that follow their emotion. To be closed by the caller. */
export function storeOfSpeech(folder: string, clips: readonly SpokenClip[]): StoreOfClips {
  const random = createRandom(11)
  const named = clips.map(({ predicted, isVoiceless = false, ...changes }, i) => ({
    clip: facts(`${String(i).padStart(3, '0')}.wav`, {
      emotion: emotions[labelOf(i)],
      speaker: `s${i % 6}`,
      ...changes,
    }),
    ...{ predicted, isVoiceless },
  }))
  const store = storeOf(
    folder,
    named.map(({ clip }) => clip),
  )
  const { db, ids, keyOf } = store
  for (const { clip, predicted, isVoiceless } of named) {
    const level = lift[clip.emotion ?? ''] ?? 0
    const cue = (): CueStatistics => {
      const mean = 5 + level + 0.5 * random.normal()
      return { mean, sd: 1 + 0.2 * level, p20: mean, p50: mean, p80: mean, range: 0, frames: 40 }
    }
    const salient = { loudness: cue(), f0: isVoiceless ? null : cue(), alpha_ratio: cue(), spectral_flux: cue() }
    const method = { ...result(predicted).methods[0], ...measures, cues: { ...measures.cues, salient } }
    saveFingerprint(db, ids.get(clip.file)!, `sha of ${clip.file}`, 100, 1)
    saveResult(db, keyOf(clip.file), result(predicted, { methods: [method] }), labels)
  }
  return store
}

/** So many clips; every `wrongEvery`-th, of all speakers alike, is called the next label. 0: all are right. */
export function spokenClips(count: number, wrongEvery: number): SpokenClip[] {
  return Array.from({ length: count }, (_, i) => ({
    predicted:
      wrongEvery > 0 && (i + Math.floor(i / 6)) % wrongEvery === wrongEvery - 1 ? (labelOf(i) + 1) % 3 : labelOf(i),
  }))
}
