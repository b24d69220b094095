import type { ComparedMode, PlayMode } from '../../composables/use-player'
import type { AutoPlay } from '../../stores/settings'
import { formatDifference, formatNumber } from '../format'

export const transportWords = {
  bar: 'Playback',
  playClip: 'Play clip',
  pause: 'Pause',
  playSalient: 'Play salient only',
  stop: 'Stop',
  previousSegment: 'Previous segment',
  nextSegment: 'Next segment',
  loop: 'Loop one segment',
  loopSelection: 'Loop the selection',
  playSelection: 'Play the selection',
  noSelection: 'Play the selection: drag over the panes to mark one',
  playSeen: 'Play what is seen',
  compare: 'Compare: what the model used, the rest, random windows',
  compareShort: 'A/B',
  position: (nowSec: number, durationSec: number): string =>
    `${formatNumber(nowSec, 3)} of ${formatNumber(durationSec, 3)} seconds`,
  seconds: 's',
  turn: (turn: number): string => `Repeat ${turn}`,
  volume: 'Volume',
  percent: (share: number): string => `${formatNumber(100 * share, 0)} %`,
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  menu: 'Volume, speed, pauses, comparison',
  rate: (rate: number): string => `${formatNumber(rate, rate * 10 === Math.round(rate * 10) ? 1 : 2)}×`,
  matched: 'Matched',
  matchedTip: 'Loudness is matched: this is not how loud the clip is.',
  solo: 'Solo',
  band: ({ lowHz, highHz }: { lowHz: number; highHz: number }): string =>
    `${formatNumber(lowHz, 0)}–${formatNumber(highHz, 0)} Hz`,
  draw: (number: number, of: number): string => `Draw ${formatNumber(number, 0)} of ${formatNumber(of, 0)}`,
  drawTip: (isSpeech: boolean): string =>
    isSpeech
      ? 'Windows drawn at random from the speech of this clip: one of the draws that its cues are compared with.'
      : 'Windows drawn at random from anywhere in this clip, for there is too little speech to draw from: one of the draws that its cues are compared with.',
  auto: { off: '', play: 'Auto', advance: 'Auto, next' } satisfies Record<AutoPlay, string>,
} as const

export const listenWords = {
  speed: 'Speed',
  speedTip: 'The pitch is kept (WSOLA, Verhelst and Roelands 1993). At 1× every sample is the file’s own.',
  asRecorded: 'As recorded',
  gap: 'Pause between segments',
  milliseconds: (ms: number): string => `${formatNumber(ms, 0)} ms`,
  loudness: 'Match loudness',
  loudnessTip:
    'Every clip is brought to −23 LUFS (ITU-R BS.1770, EBU R 128) by one gain for the whole clip, at most to a peak of −1 dB. Only what you hear: the model and the cues get the file as it is.',
  loudnessNow: (loudnessLkfs: number, gainDb: number): string =>
    `This clip: ${formatNumber(loudnessLkfs, 1)} LUFS, played with ${formatDifference(gainDb, 1)} dB`,
  heldBack: 'held back, or its loudest sample would be cut off',
  silent: 'This clip is silent.',
  solo: 'Solo the selection',
  soloTip: 'Whatever is played, only the marked part of it is heard; of a box, only its frequencies.',
  compare: 'Compare, over and over',
  parts: {
    salient: {
      name: 'Used',
      tip: 'The segments that the explanation names, one after the other.',
      said: 'What the model used',
    },
    rest: { name: 'Rest', tip: 'The clip without those segments.', said: 'The rest' },
    random: {
      name: 'Random',
      tip: 'As many windows, as long, drawn at random: the very ones that the cues are compared with, from the audit’s seed. Of speech where there is enough of it, with as much voice. Each time they come round: the next draw.',
      said: 'Random windows',
    },
  } satisfies Record<ComparedMode, { name: string; tip: string; said: string }>,
  noRandom: 'Random: this audit draws none, or so many windows do not fit into the clip with room for one more.',
  auto: 'When a clip is opened',
  autos: { off: 'Nothing', play: 'It plays', advance: 'It plays, then the next' } satisfies Record<AutoPlay, string>,
  autoWhole: 'The salient part, then the whole clip',
  autoTip: 'Any key or click keeps you on the clip.',
} as const

/** For those who can't see what the buttons look like. */
export const saidWords = {
  looping: (mode: PlayMode, isSegment: boolean): string => {
    if (mode === 'loop') return isSegment ? 'Looping the segment' : 'Looping the selection'
    const part = mode in listenWords.parts ? listenWords.parts[mode as ComparedMode].said : ''
    return `${part}, over and over`
  },
  loopOff: 'Loop off',
  solo: (isOn: boolean): string => (isOn ? 'Solo on' : 'Solo off'),
  rate: (rate: number): string => `Speed ${formatNumber(rate, 2)}`,
  auto: { off: 'Auto-play off', play: 'Auto-play on', advance: 'Auto-play on, then the next clip' } satisfies Record<
    AutoPlay,
    string
  >,
  matched: (isOn: boolean): string => (isOn ? 'Loudness matched' : 'Loudness as it is'),
} as const
