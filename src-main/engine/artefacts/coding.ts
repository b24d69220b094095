import { resample } from '#engine/dsp/resample'
import { lagOf, shifted } from './align'
import type { ArtefactOf, Planted, Sound } from './artefact'
import type { Codec } from './codecs/codec'
import { mp3Codec } from './codecs/mp3-codec'
import { opusCodec } from './codecs/opus-codec'

const CODECS: Readonly<Record<ArtefactOf<'coding'>['codec'], Codec>> = { mp3: mp3Codec, opus: opusCodec }
/** No codec delays by more. */
const MOST_DELAY_SEC = 0.15
/** Codecs take samples up to full scale; a clip beyond it goes through quieter and comes back as loud. */
const PEAK = 0.98

/** Encoded and decoded again, and moved back by the codec's delay, to the sample. @throws CueScopeError as the codec does */
export async function plantCoding(clip: Sound, { codec, bitrateKbps }: ArtefactOf<'coding'>): Promise<Planted> {
  const { samples, sampleRateHz } = clip
  const { ratesHz, transcode } = CODECS[codec]
  const codedRateHz = ratesHz.find(rate => rate >= sampleRateHz) ?? ratesHz.at(-1)!
  const peak = samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const gain = peak > PEAK ? PEAK / peak : 1
  const offered = resample(samples, sampleRateHz, codedRateHz).map(value => gain * value)
  const coded = await transcode({ samples: offered, sampleRateHz: codedRateHz }, bitrateKbps)
  const lag = lagOf(offered, coded, Math.round(MOST_DELAY_SEC * codedRateHz))
  const back = resample(shifted(coded, lag, offered.length), codedRateHz, sampleRateHz)
  return { samples: shifted(back, 0, samples.length).map(value => value / gain), extents: [] }
}
