import { z } from 'zod'
import { saliencyMethodSchema } from '../settings'

/** Where in the clip it begins, in seconds; `random`: anywhere it fits, the same place at every level. */
const placeSchema = z.union([z.literal('random'), z.number().min(0)])
const levelDb = z.number().min(-40).max(80)

/** Levels are in dB below the clip's speech level: its RMS where it is not silent. */
export const artefactSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('noise-burst'),
    colour: z.enum(['white', 'pink']).default('white'),
    snrDb: levelDb,
    place: placeSchema.default('random'),
    durationSec: z.number().min(0.005).max(60).default(0.3),
    /** Of each raised-cosine ramp, inside the duration. */
    rampSec: z.number().min(0).max(1).default(0.01),
  }),
  /** All along the clip. */
  z.strictObject({
    kind: z.literal('hum'),
    mainsHz: z.union([z.literal(50), z.literal(60)]).default(50),
    /** The fundamental among them; the k-th is 1 / k as large. */
    harmonics: z.number().int().min(1).max(40).default(10),
    snrDb: levelDb,
  }),
  z.strictObject({
    kind: z.literal('clicks'),
    /** Of the largest sample, above the speech level. */
    peakDb: levelDb,
    place: placeSchema.default('random'),
    count: z.number().int().min(1).max(1000).default(5),
    intervalSec: z.number().min(0.002).max(10).default(0.1),
    fMinHz: z.number().min(600).max(40_000).default(700),
    fMaxHz: z.number().min(1000).max(90_000).default(7000),
  }),
  /** Edges of what passes; null: open on that side. */
  z.strictObject({
    kind: z.literal('band-limit'),
    fMinHz: z.number().min(150).max(20_000).nullable(),
    fMaxHz: z.number().min(500).max(90_000).nullable(),
  }),
  z.strictObject({
    kind: z.literal('reverberation'),
    rt60Sec: z.number().min(0.05).max(10),
    directToReverberantDb: z.number().min(-20).max(40),
  }),
  z.strictObject({
    kind: z.literal('coding'),
    codec: z.enum(['mp3', 'opus']),
    bitrateKbps: z.number().int().min(6).max(320),
  }),
])
export type Artefact = z.output<typeof artefactSchema>
export type ArtefactKind = Artefact['kind']

const defaultArtefacts: z.input<typeof artefactSchema>[] = [
  { kind: 'noise-burst', snrDb: 20 },
  { kind: 'noise-burst', snrDb: 10 },
  { kind: 'noise-burst', snrDb: 0 },
  { kind: 'hum', snrDb: 30 },
  { kind: 'hum', snrDb: 20 },
  { kind: 'hum', snrDb: 10 },
  { kind: 'clicks', peakDb: 10 },
  { kind: 'clicks', peakDb: 20 },
  { kind: 'band-limit', fMinHz: null, fMaxHz: 6000 },
  { kind: 'band-limit', fMinHz: 300, fMaxHz: 3400 },
  { kind: 'reverberation', rt60Sec: 0.3, directToReverberantDb: 10 },
  { kind: 'reverberation', rt60Sec: 0.6, directToReverberantDb: 5 },
  { kind: 'coding', codec: 'opus', bitrateKbps: 24 },
  { kind: 'coding', codec: 'opus', bitrateKbps: 12 },
  { kind: 'coding', codec: 'mp3', bitrateKbps: 32 },
  { kind: 'coding', codec: 'mp3', bitrateKbps: 16 },
]

/** Whether the model goes by faults of a recording: they are planted, and the same clips compared with and without. */
export const spuriousFeaturesSettingsSchema = z.strictObject({
  /** Each at one level. */
  artefacts: z.array(artefactSchema).min(1).max(60).prefault(defaultArtefacts),
  /** Whose maps say how much relevance lies on the artefact; its own settings are the audit's. */
  method: saliencyMethodSchema.default('occlusion'),
  /** Size of the sample, each predicted label with its part; or all clips. */
  clips: z.union([z.number().int().min(2).max(100_000), z.literal('all')]).default(50),
  /** Chance of a false "relies on it" or "sensitive to it" in the whole experiment. */
  alpha: z.number().gt(0).lt(0.5).default(0.01),
  /** Of all clips, so many must follow the artefact and not its stand-in, at the interval's low end, for "relies on it". */
  leastExcess: z.number().min(0).max(1).default(0.2),
})
export type SpuriousFeaturesSettings = z.output<typeof spuriousFeaturesSettingsSchema>

/**
 * The worst first. `relies`: many labels follow it that do not follow a stand-in of equal energy, and so does the
 * relevance. `sensitive`: more labels follow it than the stand-in, beyond chance. `disturbed`: labels change, but not
 * more than by the stand-in. `unmoved`: hardly any label changes. `too-few`: even if all labels followed, it could be chance.
 * `not-tried`: no clip could have it; the refusals say why.
 */
export const artefactVerdicts = ['relies', 'sensitive', 'disturbed', 'unmoved', 'too-few', 'not-tried'] as const
export const artefactVerdictSchema = z.enum(artefactVerdicts)
export type ArtefactVerdict = z.infer<typeof artefactVerdictSchema>

/** A mean over clips; 95 % bootstrap interval over speakers and their clips, null for one clip. */
const figureSchema = z.object({ mean: z.number(), low: z.number().nullable(), high: z.number().nullable() })
export type ArtefactFigure = z.infer<typeof figureSchema>

export const artefactFindingSchema = z.object({
  artefact: artefactSchema,
  verdict: artefactVerdictSchema,
  clips: z.number().int(),
  /** Share of clips whose label the artefact changes; null: no clip. */
  flips: figureSchema.nullable(),
  /** The same by the stand-in. */
  standInFlips: figureSchema.nullable(),
  /** The one less the other. */
  excess: figureSchema.nullable(),
  /** One-sided, for the excess; corrected over all artefacts of the experiment (Holm). null: no label changed either way. */
  p: z.number().nullable(),
  /** Mean change of the probability of the label that the clean clip was given. */
  probabilityChange: figureSchema.nullable(),
  /** What most of the changed labels became, and their share of the changed. */
  pulledTo: z.object({ label: z.string(), share: z.number() }).nullable(),
  /** Share of positive relevance where the artefact lies; null: it lies everywhere. */
  relevance: z
    .object({
      /** What it would be if relevance lay anywhere: the share of the log-Mel's bins. */
      area: z.number(),
      clean: figureSchema,
      planted: figureSchema,
      standIn: figureSchema,
      /** Planted less clean. */
      shift: figureSchema,
    })
    .nullable(),
  /**
   * Whether plausibility notices the labels that the artefact changed, over those clips that it can judge; null: there are
   * none, or the audit has nothing to judge them by.
   */
  noticed: z
    .object({
      clips: z.number().int(),
      /** Share that is implausible with the artefact. */
      implausible: figureSchema,
      /** The same clips without it. */
      implausibleClean: z.number(),
      /** Mean alignment with the label given, with the artefact less without it. */
      alignmentChange: z.number(),
    })
    .nullable(),
})
export type ArtefactFinding = z.infer<typeof artefactFindingSchema>

export const spuriousFeaturesResultSchema = z.object({
  kind: z.literal('spurious-features'),
  /** Clips in the sample. */
  clips: z.number().int(),
  /** In the order of the settings. */
  findings: z.array(artefactFindingSchema),
  /** One for each kind of artefact: the worst of its levels, of equal ones that with most labels changed, and the place of that finding. */
  verdicts: z.array(
    z.object({
      artefact: z.string(),
      verdict: artefactVerdictSchema,
      finding: z.number().int(),
    }),
  ),
})
export type SpuriousFeaturesResult = z.infer<typeof spuriousFeaturesResultSchema>
