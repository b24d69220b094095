import type { Chance, CueKey, CueReliability } from '#contracts/cue'
import { formatNumber } from './format'

/** Measured and shown, but no expert table says what they should do: no verdict rests on them. */
export const unscoredCues: readonly CueKey[] = ['jitter', 'shimmer', 'hnr']

/** Where there is little room. */
const shortTitles: Partial<Record<CueKey, string>> = {
  f0: 'Pitch',
  f0_hz: 'Pitch',
  hnr: 'HNR',
  slope_0_500: 'Slope 0–500',
  slope_500_1500: 'Slope 0.5–1.5k',
  hammarberg: 'Hammarberg',
  spectral_flux: 'Flux',
  f1: 'Formant 1',
  f2: 'Formant 2',
  f3: 'Formant 3',
  h1_h2: 'H1–H2',
}

export function shortCueTitle(key: CueKey, title: string): string {
  return shortTitles[key] ?? title
}

/** From here on a difference is said to be more than chance. */
export const TELLING_P = 0.05

/** 0.005 -> "p = 0.005"; never "p = 0". */
export function pWords(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${p < 0.01 ? p.toFixed(3) : p.toFixed(2)}`
}

/** The salient mean against random places, in plain words. */
export function chanceWords(chance: Chance | null, where = 'in random speech'): string {
  if (!chance || chance.draws === 0) return `There was nothing to compare with ${where}.`
  if (chance.p === null || chance.z === null) return `Random places do not differ, so chance can’t be told.`
  if (chance.p >= TELLING_P) return `As one would find ${where} (${pWords(chance.p)}).`
  return `${chance.z > 0 ? 'Higher' : 'Lower'} than ${where} (${pWords(chance.p)}).`
}

/** "z +3.2"; "–": can't be told. */
export function zWords(z: number | null): string {
  if (z === null) return '–'
  const digits = Math.abs(z) >= 9.95 ? 0 : 1
  const text = formatNumber(z, digits)
  return z > 0 && !/^[0.]+$/.test(text) ? `+${text}` : text
}

const reasons: Readonly<Record<NonNullable<CueReliability['reason']>, string>> = {
  'no-frames': 'The windows are too short.',
  'no-voice': 'No voice there.',
  'few-periods': 'Too few pitch periods.',
  'little-voice': 'Little voice there.',
  'low-snr': 'Much noise there.',
  clipped: 'Cut off at full scale there.',
}

/** Why a cue is not, or not well, measurable; '': it is. */
export function reliabilityWords(reliability: CueReliability | null): string {
  if (!reliability || reliability.state === 'good') return ''
  return reliability.message ?? (reliability.reason ? reasons[reliability.reason] : '')
}

/** What a measure rests on: "0.31 s voiced · 62 periods · 18 dB above the background · none clipped". */
export function evidenceWords({ measuredSec, voicedSec, periods, snrDb, clippedShare }: CueReliability): string[] {
  return [
    `${formatNumber(measuredSec, 2)} s measured`,
    `${formatNumber(voicedSec, 2)} s voiced`,
    `${Math.round(periods)} pitch periods`,
    snrDb === null ? 'no speech to tell noise from' : `${formatNumber(snrDb, 0)} dB above the background`,
    clippedShare > 0 ? `${formatNumber(100 * clippedShare, clippedShare < 0.01 ? 2 : 0)} % clipped` : 'nothing clipped',
  ]
}
