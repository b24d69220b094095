import type { Hertz } from '#engine/base/units'
import { NASAL_POLE_HZ, type MouthTarget } from './articulation'
import type { ControlFrame, Formant } from './control-track'
import type { Delivery } from './delivery'
import type { Glide } from './glide'
import { mix } from './numbers'
import type { Speaker } from './speakers'

const BANDWIDTHS_HZ: readonly Hertz[] = [65, 90, 140, 220, 300, 380, 450, 520]
const HIGHEST_FORMANT_HZ: Hertz = 7700

interface MouthState {
  readonly speaker: Speaker
  readonly delivery: Delivery
  /** Share of the emotion at this moment. */
  readonly weight: number
  readonly openQuotient: number
  readonly formantCount: number
}

/** Poles and zeros of the tract at one moment: three formants from the targets, those above a uniform tube's. */
export function mouthAt(
  at: Glide<MouthTarget>,
  { speaker, delivery, weight, openQuotient, formantCount }: MouthState,
): Pick<ControlFrame, 'formants' | 'nasalPoleHz' | 'nasalZeroHz'> {
  const scale = speaker.tractScale * mix(1, delivery.allFormants, weight)
  const jaw = mix(1, delivery.firstFormant, weight)
  const widening = at(target => target.bandwidthFactor)
  const formants = Array.from({ length: formantCount }, (_, i): Formant => {
    const neutralHz = i < 3 ? at(target => target.formantsHz[i]) : tubeFormantHz(i)
    // An open glottis swallows sound, the first formant most [klatt1990].
    const lossHz = i === 0 ? 200 * Math.max(0, openQuotient - 0.5) : 0
    return {
      frequencyHz: Math.min(HIGHEST_FORMANT_HZ, neutralHz * scale * (i === 0 ? jaw : 1)),
      bandwidthHz: (BANDWIDTHS_HZ[i] * speaker.tractScale ** 2 + lossHz) * widening,
    }
  })
  return { formants, nasalPoleHz: NASAL_POLE_HZ, nasalZeroHz: at(target => target.nasalZeroHz) }
}

/** How many formants of this speaker lie below Nyquist at 16 kHz: a shorter tract has fewer. */
export function countFormants(speaker: Speaker): number {
  return BANDWIDTHS_HZ.filter((_, i) => tubeFormantHz(i) * speaker.tractScale < HIGHEST_FORMANT_HZ).length
}

/** Of a uniform tube of 17.5 cm, closed at one end. */
function tubeFormantHz(index: number): Hertz {
  return 500 * (2 * index + 1)
}
