import { askWords } from '../../text/words/experiments'
import type { ExperimentKind, NewExperiment } from '#contracts/experiment'
import type { PlausibilitySettings } from '#contracts/plausibility'
import type { SaliencyMethod } from '#contracts/settings'

/** What the form of a kind of experiment asks; what it doesn't ask is the engine's default. */
export interface AskFields {
  /** How many clips; the first is the default. */
  readonly clips?: readonly (number | 'all')[]
  /** "of each label" where it is so. */
  readonly clipsOf?: string
  readonly hasMethod?: boolean
  readonly hasOtherAudits?: boolean
  readonly keep?: readonly number[]
  /** Verdicts are part of the answer: by the settings kept for the audit. */
  readonly hasVerdicts?: boolean
}

export const askFields: Readonly<Record<ExperimentKind, AskFields>> = {
  baseline: {},
  'cue-validation': { clips: [10, 25, 100, 'all'], clipsOf: askWords.ofEachLabel, hasMethod: true },
  misclassifications: { clips: [20, 100, 'all'], hasMethod: true },
  ablation: { clips: [50, 200, 'all'], hasVerdicts: true },
  'spurious-features': { clips: [50, 100, 200, 'all'] },
  'cross-dataset': { hasOtherAudits: true, hasVerdicts: true },
  faithfulness: { clips: [50, 200, 'all'] },
  'reference-clips': { keep: [40, 100] },
  embedding: {},
}

export interface Asked {
  readonly seed: number
  readonly clips: number | 'all'
  readonly method: SaliencyMethod | 'both' | null
  readonly hasOtherAudits: boolean
  readonly keep: number
}

export function firstAsked(kind: ExperimentKind): Asked {
  const { clips, keep } = askFields[kind]
  return { seed: 1, clips: clips?.[0] ?? 'all', method: null, hasOtherAudits: true, keep: keep?.[0] ?? 40 }
}

/** @param kept how the audit’s verdicts are made; null: by the defaults */
export function experimentOf(kind: ExperimentKind, asked: Asked, kept: PlausibilitySettings | null): NewExperiment {
  const { clips, hasMethod, hasOtherAudits, keep, hasVerdicts } = askFields[kind]
  const settings = {
    ...(clips && { clips: asked.clips }),
    ...(hasMethod && { method: asked.method }),
    ...(hasOtherAudits && { hasOtherAudits: asked.hasOtherAudits }),
    ...(keep && { keep: asked.keep }),
    ...(hasVerdicts && kept && { plausibility: verdictSettings(kind, kept) }),
  }
  return { kind, settings, seed: asked.seed } as NewExperiment
}

/** Ablation judges by each method in turn. */
function verdictSettings(kind: ExperimentKind, kept: PlausibilitySettings): Partial<PlausibilitySettings> {
  const { method, ...rest } = kept
  return kind === 'ablation' ? rest : { ...rest, method }
}
