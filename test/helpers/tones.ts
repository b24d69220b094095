import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export interface Tone {
  readonly f0Hz: number
  readonly seconds: number
  /** Amplitude of the fundamental. @default 0.2 */
  readonly level?: number
  readonly sampleRateHz?: number
}

/** A harmonic tone that swells and falls: voiced, short, and different for every f0. */
export function toneWav({ f0Hz, seconds, level = 0.2, sampleRateHz = 16_000 }: Tone): Buffer {
  return wavOf(seconds, sampleRateHz, t => {
    const envelope = Math.sin((Math.PI * t) / seconds)
    let value = 0
    for (let harmonic = 1; harmonic <= 6; harmonic++) value += Math.sin(2 * Math.PI * f0Hz * harmonic * t) / harmonic
    return level * envelope * value
  })
}

/** A 16-bit mono WAV of a function of time in seconds, -1 to 1. */
export function wavOf(seconds: number, sampleRateHz: number, signal: (timeSec: number) => number): Buffer {
  const samples = Math.round(seconds * sampleRateHz)
  const wav = Buffer.alloc(44 + 2 * samples)
  wav.write('RIFF', 0, 'latin1')
  wav.writeUInt32LE(36 + 2 * samples, 4)
  wav.write('WAVEfmt ', 8, 'latin1')
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20)
  wav.writeUInt16LE(1, 22)
  wav.writeUInt32LE(sampleRateHz, 24)
  wav.writeUInt32LE(2 * sampleRateHz, 28)
  wav.writeUInt16LE(2, 32)
  wav.writeUInt16LE(16, 34)
  wav.write('data', 36, 'latin1')
  wav.writeUInt32LE(2 * samples, 40)
  for (let i = 0; i < samples; i++)
    wav.writeInt16LE(Math.round(32767 * Math.max(-1, Math.min(1, signal(i / sampleRateHz)))), 44 + 2 * i)
  return wav
}

/** Canonical emotions and their RAVDESS codes: all of them are labels of the models that the program ships. */
const emotionCodes = ['01', '03', '04', '05', '06']

/** Name of a RAVDESS clip: the importer reads emotion and speaker off it. */
export function ravdessName(index: number): string {
  const two = (n: number): string => String(n).padStart(2, '0')
  const actor = two(1 + (index % 24))
  return `Actor_${actor}/03-01-${emotionCodes[index % emotionCodes.length]}-01-01-${two(1 + Math.floor(index / 24))}-${actor}.wav`
}

/** A folder of `count` short tones under RAVDESS names. @returns the names, forward slashes */
export function writeToneCorpus(folder: string, count: number, seconds = 0.5): string[] {
  const names = Array.from({ length: count }, (_, i) => ravdessName(i))
  names.forEach((name, i) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), toneWav({ f0Hz: 90 + 7 * i, seconds: seconds + 0.01 * (i % 5) }))
  })
  return names
}

export interface Burst {
  readonly seconds: number
  readonly humHz: number
  readonly burstHz: number
  readonly startSec: number
  readonly endSec: number
  readonly sampleRateHz?: number
}

/** A quiet hum all through, and a tone of another pitch for a while. */
export function burstWav({ seconds, humHz, burstHz, startSec, endSec, sampleRateHz = 16_000 }: Burst): Buffer {
  return wavOf(seconds, sampleRateHz, t => {
    const isOn = t >= startSec && t < endSec
    return 0.05 * Math.sin(2 * Math.PI * humHz * t) + (isOn ? 0.4 * Math.sin(2 * Math.PI * burstHz * t) : 0)
  })
}
