import type { Decibels, Hertz, Seconds } from '#engine/base/units'
import type { FricationShape } from './control-track'
import { SOURCE_OFF_DB } from './control-track'
import type { TimedPhone } from './timing'

/** What one stretch of a phone does to the three sources; a stop has up to three stretches, all others one. */
export interface SourceTarget {
  readonly startSec: Seconds
  readonly endSec: Seconds
  readonly voicingDb: Decibels
  /** Relative to the speaker's breath in a vowel. */
  readonly aspirationDb: Decibels
  readonly fricationDb: Decibels
  readonly frication: FricationShape | null
  /** The voice bar of a closed mouth is duller than a vowel. */
  readonly extraTiltDb: Decibels
}

/** Where the mouth is, in one phone. */
export interface MouthTarget {
  readonly startSec: Seconds
  readonly endSec: Seconds
  readonly formantsHz: readonly [Hertz, Hertz, Hertz]
  readonly nasalZeroHz: Hertz
  readonly bandwidthFactor: number
}

/** Where the nose's pole stands, and its zero while the nose is shut [klatt1980]. */
export const NASAL_POLE_HZ: Hertz = 270
const BURST_SEC: Seconds = 0.012
const VOICELESS_LAG_SEC: Seconds = 0.03
/** Breath after the release of a voiceless stop, above that of a vowel. */
const RELEASE_ASPIRATION_DB: Decibels = 14
/** How far a consonant bends towards the vowel that follows; the tongue body (k, g) is freest. */
const CONSONANT_BEND = 0.35
const VELAR_BEND = 0.65

export function sourceTargets({ phone, startSec, endSec }: TimedPhone): SourceTarget[] {
  const off = SOURCE_OFF_DB
  const silent = { voicingDb: off, aspirationDb: off, fricationDb: off, frication: phone.frication, extraTiltDb: 0 }
  const voiced = { ...silent, voicingDb: phone.voicingDb, aspirationDb: phone.voicingDb }
  const whole = { startSec, endSec }
  switch (phone.manner) {
    case 'vowel':
    case 'liquid':
    case 'nasal':
      return [{ ...voiced, ...whole }]
    case 'fricative':
      return [{ ...(phone.isVoiced ? voiced : silent), ...whole, fricationDb: phone.fricationDb }]
    case 'stop': {
      const lagSec = phone.isVoiced ? 0 : VOICELESS_LAG_SEC
      const burstSec = endSec - lagSec - BURST_SEC
      const closure = phone.isVoiced ? { ...voiced, aspirationDb: off, extraTiltDb: 14 } : silent
      const burst = { ...closure, startSec: burstSec, endSec: burstSec + BURST_SEC, fricationDb: phone.fricationDb }
      const lag = { ...silent, startSec: burst.endSec, endSec, aspirationDb: RELEASE_ASPIRATION_DB }
      return [{ ...closure, startSec, endSec: burstSec }, burst, ...(phone.isVoiced ? [] : [lag])]
    }
  }
}

/** `next` is the phone that follows, if any: consonants lean towards it. */
export function mouthTarget({ phone, startSec, endSec }: TimedPhone, next: TimedPhone | undefined): MouthTarget {
  const bend = phone.symbol === 'k' || phone.symbol === 'g' ? VELAR_BEND : CONSONANT_BEND
  const isBent = phone.manner !== 'vowel' && next?.phone.manner === 'vowel'
  const lean = (own: Hertz, i: number): Hertz => (isBent && i > 0 ? own + bend * (next.phone.formantsHz[i] - own) : own)
  return {
    startSec,
    endSec,
    formantsHz: [phone.formantsHz[0], lean(phone.formantsHz[1], 1), lean(phone.formantsHz[2], 2)],
    nasalZeroHz: phone.nasalZeroHz ?? NASAL_POLE_HZ,
    bandwidthFactor: phone.manner === 'nasal' ? 2 : 1,
  }
}
