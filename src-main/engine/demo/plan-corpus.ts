import { spokenEmotions, type SpokenEmotion } from '#engine/speech-synthesis/emotions'
import { makeRandom, type Random } from '#engine/speech-synthesis/random'
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

/** Takes of the demo in which something of every kind is planted; in the later ones only labels are wrong. */
const MIXED_TAKES = 4

/** Of these emotions listeners agree how they sound: a wrong label can be told by the voice. */
const SETTLED: readonly SpokenEmotion[] = ['anger', 'fear', 'happiness', 'sadness']

/** Demo: 6 speakers x 7 emotions x 6 takes, 29 of 252 clips planted. Training: 16 x 7 x 12, none planted. */
export function planCorpus(set: DemoSet): PlannedClip[] {
  if (set === 'training') return unplanted(set, trainingSpeakers, trainingSentences)
  const clips = unplanted(set, demoSpeakers, demoSentences)
  return [
    ...plant(clips.filter(({ take }) => take <= MIXED_TAKES)),
    ...plantLabels(clips.filter(({ take }) => take > MIXED_TAKES)),
  ]
}

function unplanted(set: DemoSet, speakers: readonly Speaker[], sentences: readonly Sentence[]): PlannedClip[] {
  return speakers.flatMap(speaker =>
    spokenEmotions.flatMap(emotion =>
      sentences.map((sentence, i): PlannedClip => {
        const spoken = { labelGiven: emotion, emotionSpoken: emotion, planted: { kind: 'none' } } as const
        return { set, speaker, sentence, take: i + 1, ...spoken }
      }),
    ),
  )
}

/**
 * Plants one clip of noise and one wrong label for each speaker, and one quiet anger for all but one, on clips picked by
 * chance: 17 of the first 168.
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
    changes.set(mislabelled, wrongLabel(mislabelled, random))
  })
  return clips.map(clip => ({ ...clip, ...changes.get(clip) }))
}

/** Two wrong labels for each speaker, on clips picked by chance: 12 of 84. */
function plantLabels(clips: readonly PlannedClip[]): PlannedClip[] {
  const changes = new Map<PlannedClip, Partial<PlannedClip>>()
  for (const speaker of demoSpeakers) {
    const random = makeRandom(`wrong-labels/${speaker.id}`)
    for (let i = 0; i < 2; i++) {
      const own = clips.filter(clip => clip.speaker === speaker && SETTLED.includes(clip.labelGiven))
      const mislabelled = random.pick(own.filter(clip => !changes.has(clip)))
      changes.set(mislabelled, wrongLabel(mislabelled, random))
    }
  }
  return clips.map(clip => ({ ...clip, ...changes.get(clip) }))
}

function wrongLabel({ labelGiven }: PlannedClip, random: Random): Partial<PlannedClip> {
  const others = spokenEmotions.filter(emotion => emotion !== labelGiven)
  return { planted: { kind: 'wrong-label' }, emotionSpoken: random.pick(others) }
}
