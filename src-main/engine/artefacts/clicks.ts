import type { ArtefactOf, Planted, Sound } from './artefact'
import { sincKernel } from './sinc-kernel'
import { spanAt } from './span'
import { speechRms } from './speech-level'

/** Short enough for a click: 80 dB of attenuation within 0.6 kHz take 4 ms to either side. */
const TRANSITION_HZ = 600

/** Band-limited impulses; the largest sample of each is at its place. @throws CueScopeError silence, bad-option */
export function plantClicks(clip: Sound, settings: ArtefactOf<'clicks'>, seed: string): Planted {
  const { peakDb, place, count, intervalSec, fMinHz, fMaxHz } = settings
  const { sampleRateHz } = clip
  const interval = Math.round(intervalSec * sampleRateHz)
  const { start } = spanAt(clip, place, (count - 1) * intervalSec + 1 / sampleRateHz, seed)
  const band = { fMinHz, fMaxHz: Math.min(fMaxHz, sampleRateHz / 2 - TRANSITION_HZ), transitionHz: TRANSITION_HZ }
  const click = sincKernel(band, sampleRateHz)
  const reach = (click.length - 1) / 2
  const gain = (speechRms(clip) * 10 ** (peakDb / 20)) / click[reach]
  const samples = clip.samples.slice()
  const places = Array.from({ length: count }, (_, i) => start + i * interval)
  for (const place of places) {
    const first = Math.max(0, place - reach)
    const end = Math.min(samples.length, place + reach + 1)
    for (let n = first; n < end; n++) samples[n] += gain * click[n - place + reach]
  }
  const extents = places.map(place => ({
    startSec: Math.max(0, place - reach) / sampleRateHz,
    endSec: Math.min(samples.length, place + reach + 1) / sampleRateHz,
    fMinHz: Math.max(0, fMinHz - TRANSITION_HZ),
    fMaxHz: band.fMaxHz + TRANSITION_HZ,
  }))
  return { samples, extents }
}
