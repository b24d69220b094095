import type { Decibels, Hertz, Seconds } from '#engine/base/units'
import type { FricationShape } from './control-track'

export type Manner = 'vowel' | 'nasal' | 'liquid' | 'fricative' | 'stop'

/** A sound of the pseudo-language, for a vocal tract of 17.5 cm. Symbols are SAMPA. */
export interface Phone {
  readonly symbol: string
  readonly manner: Manner
  readonly isVoiced: boolean
  /** First three formants; of consonants the place they point to, which neighbours bend towards. */
  readonly formantsHz: readonly [Hertz, Hertz, Hertz]
  readonly durationSec: Seconds
  /** Level of the voice relative to a vowel, where the phone is voiced. */
  readonly voicingDb: Decibels
  /** Noise at the mouth: throughout a fricative, at the release of a stop. */
  readonly frication: FricationShape | null
  readonly fricationDb: Decibels
  /** Zero of the closed mouth, where the nose is open. */
  readonly nasalZeroHz: Hertz | null
}

/** Vowels after [peterson1952] (men); consonant places after [klatt1980], table III. */
const vowel = (symbol: string, f1: Hertz, f2: Hertz, f3: Hertz): Phone => ({
  symbol,
  manner: 'vowel',
  isVoiced: true,
  formantsHz: [f1, f2, f3],
  durationSec: 0.1,
  voicingDb: 0,
  frication: null,
  fricationDb: 0,
  nasalZeroHz: null,
})

const nasal = (symbol: string, f2: Hertz, f3: Hertz, nasalZeroHz: Hertz): Phone => ({
  symbol,
  manner: 'nasal',
  isVoiced: true,
  formantsHz: [280, f2, f3],
  durationSec: 0.075,
  voicingDb: -5,
  frication: null,
  fricationDb: 0,
  nasalZeroHz,
})

const liquid = (symbol: string, f1: Hertz, f2: Hertz, f3: Hertz): Phone => ({
  symbol,
  manner: 'liquid',
  isVoiced: true,
  formantsHz: [f1, f2, f3],
  durationSec: 0.07,
  voicingDb: -5,
  frication: null,
  fricationDb: 0,
  nasalZeroHz: null,
})

const fricative = (
  symbol: string,
  isVoiced: boolean,
  formantsHz: Phone['formantsHz'],
  frication: FricationShape,
  fricationDb: Decibels,
): Phone => ({
  symbol,
  manner: 'fricative',
  isVoiced,
  formantsHz,
  durationSec: isVoiced ? 0.08 : 0.105,
  voicingDb: -9,
  frication,
  fricationDb,
  nasalZeroHz: null,
})

const stop = (
  symbol: string,
  isVoiced: boolean,
  formantsHz: Phone['formantsHz'],
  frication: FricationShape,
): Phone => ({
  symbol,
  manner: 'stop',
  isVoiced,
  formantsHz,
  durationSec: isVoiced ? 0.075 : 0.11,
  voicingDb: -16,
  frication,
  fricationDb: isVoiced ? -4 : 0,
  nasalZeroHz: null,
})

const resonance = (frequencyHz: Hertz, bandwidthHz: Hertz, gainDb: Decibels): FricationShape['resonances'][number] => ({
  frequencyHz,
  bandwidthHz,
  gainDb,
})

const AT_LIPS: FricationShape = { resonances: [resonance(900, 600, -6), resonance(6800, 2000, -8)], bypassDb: -14 }
const AT_TEETH: FricationShape = { resonances: [resonance(4700, 900, -3), resonance(6600, 1400, 0)], bypassDb: -34 }
const BEHIND_TEETH: FricationShape = {
  resonances: [resonance(2700, 450, 0), resonance(3900, 700, -3), resonance(5600, 1400, -9)],
  bypassDb: -36,
}
const AT_PALATE: FricationShape = { resonances: [resonance(1900, 350, 0), resonance(4200, 900, -9)], bypassDb: -34 }

const ALL: readonly Phone[] = [
  vowel('i', 280, 2250, 3000),
  vowel('e', 430, 2050, 2650),
  vowel('a', 730, 1200, 2480),
  vowel('o', 480, 860, 2420),
  vowel('u', 310, 850, 2260),
  nasal('m', 1000, 2200, 850),
  nasal('n', 1500, 2550, 1600),
  liquid('l', 340, 1080, 2750),
  liquid('r', 390, 1250, 1650),
  fricative('f', false, [340, 1050, 2150], AT_LIPS, -17),
  fricative('v', true, [300, 1080, 2200], AT_LIPS, -23),
  fricative('s', false, [320, 1450, 2600], AT_TEETH, -8),
  fricative('z', true, [280, 1450, 2600], AT_TEETH, -14),
  fricative('S', false, [320, 1750, 2450], BEHIND_TEETH, -8),
  stop('p', false, [330, 900, 2150], AT_LIPS),
  stop('b', true, [280, 900, 2150], AT_LIPS),
  stop('t', false, [330, 1700, 2650], AT_TEETH),
  stop('d', true, [280, 1700, 2650], AT_TEETH),
  stop('k', false, [330, 1850, 2350], AT_PALATE),
  stop('g', true, [280, 1850, 2350], AT_PALATE),
]

const BY_SYMBOL = new Map(ALL.map(phone => [phone.symbol, phone]))

export function phoneOf(symbol: string): Phone {
  const phone = BY_SYMBOL.get(symbol)
  if (!phone)
    throw new RangeError(`"${symbol}" is no phone of the pseudo-language: use one of ${[...BY_SYMBOL.keys()]}`)
  return phone
}
