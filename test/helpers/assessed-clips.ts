import type { CueKey, CueStatistics, CueVector } from '#contracts/cue'
import type { AssessedClip } from '#engine/plausibility/assessed-clip'
import { createRandom } from '#engine/stats/random'

/** A cue with this mean (and standard deviation) over enough frames. */
export function statistics(mean: number, sd = 0.1, frames = 50): CueStatistics {
  return { mean, sd, p20: mean - sd, p50: mean, p80: mean + sd, range: 2 * sd, frames }
}

export function assessedClip(
  facts: Partial<AssessedClip> = {},
  cues: Partial<Record<CueKey, number>> = {},
): AssessedClip {
  const vector: CueVector = Object.fromEntries(Object.entries(cues).map(([key, mean]) => [key, statistics(mean)]))
  return {
    ...{
      clipId: 1,
      dataset: 'set',
      speaker: 'a',
      emotion: null,
      expected: 'angry',
      predicted: 'angry',
      confidence: 0.9,
    },
    cues: vector,
    ...facts,
  }
}

export const fourLabels = [
  { label: 'angry', emotion: 'anger' },
  { label: 'happy', emotion: 'happiness' },
  { label: 'sad', emotion: 'sadness' },
  { label: 'surprised', emotion: 'surprise' },
] as const

/** How high the voice goes in each label, in standard deviations of everything else. */
const levels: Record<string, number> = { angry: 1.5, happy: 1, sad: -1.5, surprised: 0.5 }

export interface CorpusPlan {
  readonly clips: number
  readonly speakers: number
  /** How often the model names another label. */
  readonly wrongShare: number
  /** Whether the cues follow the clip's own label (a wrong prediction is then implausible), or nothing at all. */
  readonly isVoiceTrue: boolean
}

/** Clips of speakers with voices of their own, whose cues follow the emotion in the text-book's way. */
export function plannedCorpus({ clips, speakers, wrongShare, isVoiceTrue }: CorpusPlan): AssessedClip[] {
  const random = createRandom(20)
  const voices = Array.from({ length: speakers }, () => 3 * random.normal())
  return Array.from({ length: clips }, (_, i) => {
    const speaker = i % speakers
    const label = fourLabels[Math.floor(i / speakers) % fourLabels.length].label
    const isWrong = random.uniform() < wrongShare
    const others = fourLabels.map(entry => entry.label).filter(other => other !== label)
    const predicted = isWrong ? others[random.integer(others.length)] : label
    const lift = isVoiceTrue ? levels[label] : 0
    const cue = (): CueStatistics =>
      statistics(voices[speaker] + lift + 0.6 * random.normal(), 1 + 0.2 * lift + 0.1 * random.uniform())
    return assessedClip({
      ...{ clipId: i + 1, speaker: `s${speaker}`, emotion: null, expected: label, predicted },
      confidence: isWrong ? 0.4 + 0.5 * random.uniform() : 0.5 + 0.49 * random.uniform(),
      cues: {
        loudness: cue(),
        f0: cue(),
        alpha_ratio: cue(),
        hammarberg: statistics(-lift + 0.6 * random.normal()),
        spectral_flux: cue(),
        jitter: cue(),
        shimmer: cue(),
        hnr: cue(),
      },
    })
  })
}
