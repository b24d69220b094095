import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { spokenEmotions } from '#engine/speech-synthesis/emotions'

/** Raised whenever the clips would come out differently: an older corpus is then made anew. */
export const DEMO_CORPUS_VERSION = 1

const regionSchema = z.object({ startSec: z.number(), endSec: z.number() })

/** Null where the region holds too little voice to say. */
const cuesSchema = z.object({
  f0MeanHz: z.number().nullable(),
  f0RangeSemitones: z.number().nullable(),
  levelDb: z.number().nullable(),
  tiltDb: z.number().nullable(),
  jitterPercent: z.number().nullable(),
  shimmerDb: z.number().nullable(),
  hnrDb: z.number().nullable(),
  syllablesPerSec: z.number(),
})

/** What was done to a clip so that a model goes wrong on it. */
export const plantedSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  /** Pink noise over the whole clip. */
  z.object({ kind: z.literal('noise'), snrDb: z.number() }),
  /** The file name gives another emotion than the one spoken. */
  z.object({ kind: z.literal('wrong-label') }),
  /** Anger without loudness and edge. */
  z.object({ kind: z.literal('quiet-anger') }),
])
export type Planted = z.infer<typeof plantedSchema>

/** `NAME.truth.json` beside `NAME.wav`: all that is known of the clip because it was made by rule. */
export const demoTruthSchema = z.object({
  version: z.literal(DEMO_CORPUS_VERSION),
  /** Of the WAV file. */
  sha256: z.string(),
  speaker: z.string(),
  sex: z.enum(['female', 'male']),
  /** As the file name says. */
  labelGiven: z.enum(spokenEmotions),
  emotionSpoken: z.enum(spokenEmotions),
  take: z.number().int(),
  sentence: z.string(),
  durationSec: z.number(),
  planted: plantedSchema,
  /** Where the emotion is strongest; in a neutral clip the emphasised syllable. */
  gesture: regionSchema,
  cues: z.object({ clip: cuesSchema, gesture: cuesSchema }),
  phones: z.array(regionSchema.extend({ symbol: z.string() })),
})
export type DemoTruth = z.infer<typeof demoTruthSchema>

export function truthPathOf(wavPath: string): string {
  return wavPath.replace(/\.wav$/, '.truth.json')
}

/** The truth of a demo clip; null where the file beside it is missing, unreadable or of another version. */
export async function readDemoTruth(wavPath: string): Promise<DemoTruth | null> {
  let text: string
  try {
    text = await readFile(truthPathOf(wavPath), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  const parsed = demoTruthSchema.safeParse(parseOrNull(text))
  return parsed.success ? parsed.data : null
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
