import { spokenEmotions, type SpokenEmotion } from '#engine/speech-synthesis/emotions'
import { makeRandom } from '#engine/speech-synthesis/random'
import { demoSentences, trainingSentences, type Sentence } from '#engine/speech-synthesis/sentences'
import { demoSpeakers, trainingSpeakers, type Speaker } from '#engine/speech-synthesis/speakers'
import type { Planted } from './truth'

export type DemoSet = 'demo' | 'training'

/** One clip to be made. */
export interface PlannedClip {
  readonly set: DemoSet
  readonly speaker: Speaker
  readonly sentence: Sentence
  readonly labelGiven: SpokenEmotion
  readonly emotionSpoken: SpokenEmotion
  /** From 1; take n is sentence n. */
  readonly take: number
  readonly planted: Planted
}

/** Demo: 6 speakers x 7 emotions x 4 takes, a tenth of them planted. Training: 16 x 7 x 12, none planted. */
export function planCorpus(set: DemoSet): PlannedClip[] {
  const speakers = set === 'demo' ? demoSpeakers : trainingSpeakers
  const sentences = set === 'demo' ? demoSentences : trainingSentences
  const clips = speakers.flatMap(speaker =>
    spokenEmotions.flatMap(emotion =>
      sentences.map((sentence, i): PlannedClip => {
        const spoken = { labelGiven: emotion, emotionSpoken: emotion, planted: { kind: 'none' } } as const
        return { set, speaker, sentence, take: i + 1, ...spoken }
      }),
    ),
  )
  return set === 'demo' ? plant(clips) : clips
}

/**
 * Plants one clip of noise and one wrong label for each speaker, and one quiet anger for all but one, on clips picked by
 * chance: 17 of 168.
 */
function plant(clips: readonly PlannedClip[]): PlannedClip[] {
  const changes = new Map<PlannedClip, Partial<PlannedClip>>()
  const free = (clip: PlannedClip): boolean => !changes.has(clip)
  demoSpeakers.forEach((speaker, i) => {
    const random = makeRandom(`planted/${speaker.id}`)
    const own = clips.filter(clip => clip.speaker === speaker)
    if (i > 0) {
      const angry = random.pick(own.filter(clip => clip.labelGiven === 'anger'))
      changes.set(angry, { planted: { kind: 'quiet-anger' } })
    }
    const noisy = random.pick(own.filter(clip => free(clip) && clip.labelGiven !== 'neutral'))
    changes.set(noisy, { planted: { kind: 'noise', snrDb: Math.round(random.uniform(-6, 0)) } })
    const mislabelled = random.pick(own.filter(free))
    const others = spokenEmotions.filter(emotion => emotion !== mislabelled.labelGiven)
    changes.set(mislabelled, { planted: { kind: 'wrong-label' }, emotionSpoken: random.pick(others) })
  })
  return clips.map(clip => ({ ...clip, ...changes.get(clip) }))
}
