import type { ProposedField, WizardQuestion } from '#contracts/model-wizard'
import { canonicalJson } from '#engine/base/hash'

interface Choice {
  readonly value: unknown
  readonly title: string
}

/** By field: what is asked, and what is plausible with the rest as proposed. */
interface Question {
  readonly text: string
  readonly choices: (valueOf: (field: string) => unknown) => readonly Choice[]
}

const plain =
  (...values: (string | number | boolean)[]) =>
  (): Choice[] =>
    values.map(value => ({ value, title: String(value) }))
const sampleRate = (valueOf: (field: string) => unknown): number => Number(valueOf('frontEnd.sampleRate'))
const none = { value: null, title: 'none' }

const questions: Readonly<Record<string, Question>> = {
  'input.layout': {
    text: "Which axis of the model's input is which? (n: clips, 1: channel, m: mel bands, t: frames)",
    choices: valueOf =>
      String(valueOf('input.layout')).length === 3 ? plain('nmt', 'ntm')() : plain('n1mt', 'n1tm', 'nmt1', 'ntm1')(),
  },
  output: { text: 'Which output holds the scores of the labels?', choices: () => [] },
  labels: { text: 'What are the labels, in the order of the outputs?', choices: () => [] },
  'frontEnd.sampleRate': {
    text: 'At which rate (Hz) was the audio that the model was trained on?',
    choices: plain(16_000, 22_050, 44_100, 48_000, 8000, 32_000),
  },
  'frontEnd.nFft': {
    text: 'How long is the Fourier transform, in samples (n_fft)?',
    choices: plain(512, 1024, 2048, 400, 256),
  },
  'frontEnd.winLength': {
    text: 'How long is the window, in samples (win_length)?',
    choices: valueOf => [
      { value: valueOf('frontEnd.nFft'), title: 'as long as the transform (default of librosa and torchaudio)' },
      { value: Math.round(0.025 * sampleRate(valueOf)), title: '25 ms' },
    ],
  },
  'frontEnd.hopLength': {
    text: 'How far apart are the frames, in samples (hop_length)?',
    choices: valueOf => [
      { value: Math.round(0.01 * sampleRate(valueOf)), title: '10 ms' },
      { value: 512, title: "librosa's default" },
      { value: Math.floor(Number(valueOf('frontEnd.winLength')) / 2), title: "half a window (torchaudio's default)" },
      { value: Math.floor(Number(valueOf('frontEnd.winLength')) / 4), title: 'a quarter of a window' },
    ],
  },
  'frontEnd.window': { text: 'Which window?', choices: plain('hann', 'hamming', 'rectangular') },
  'frontEnd.center': {
    text: 'Do frames stand around their time (center), or after it?',
    choices: () => [
      { value: true, title: 'around it (default of librosa and torchaudio)' },
      { value: false, title: 'after it (Kaldi, TensorFlow)' },
    ],
  },
  'frontEnd.padMode': {
    text: 'What stands before the first and after the last sample?',
    choices: () => [
      { value: 'constant', title: 'silence (librosa since 0.10)' },
      { value: 'reflect', title: 'the clip mirrored (torchaudio, older librosa)' },
    ],
  },
  'frontEnd.power': {
    text: 'Energies or magnitudes?',
    choices: () => [
      { value: 2, title: 'energies (power=2)' },
      { value: 1, title: 'magnitudes (power=1)' },
    ],
  },
  'frontEnd.nMels': { text: 'How many mel bands?', choices: plain(64, 128, 80, 40) },
  'frontEnd.fMin': { text: 'Where does the lowest band begin (Hz)?', choices: plain(0, 20, 50, 125) },
  'frontEnd.fMax': {
    text: 'Where does the highest band end (Hz)?',
    choices: valueOf => [{ value: sampleRate(valueOf) / 2, title: 'half the sample rate' }, ...plain(8000, 7600)()],
  },
  'frontEnd.melScale': {
    text: 'Which mel scale?',
    choices: () => [
      { value: 'slaney', title: "slaney (librosa's default)" },
      { value: 'htk', title: "htk (torchaudio's default, Kaldi)" },
    ],
  },
  'frontEnd.melNorm': {
    text: 'Are the bands weighted by their width?',
    choices: () => [
      { value: 'slaney', title: "slaney (librosa's default)" },
      { value: null, title: "no (torchaudio's default, Kaldi)" },
    ],
  },
  'frontEnd.log': {
    text: 'Which logarithm?',
    choices: () => [
      { value: 'db', title: 'dB: 10 log10 (power_to_db, AmplitudeToDB)' },
      { value: 'ln', title: 'natural (np.log, torch.log)' },
      { value: 'log10', title: 'base 10' },
      { value: 'none', title: 'none' },
    ],
  },
  'frontEnd.amin': {
    text: 'What is the least energy, before the logarithm (amin)?',
    choices: plain(1e-10, 1e-6, 1e-5),
  },
  'frontEnd.reference': {
    text: '0 dB is...',
    choices: () => [
      { value: 1, title: 'an energy of 1 (ref=1.0)' },
      { value: 'max', title: "the clip's largest value (ref=np.max)" },
    ],
  },
  'frontEnd.topDb': {
    text: 'Is the picture cut off below its largest value (dB)?',
    choices: () => [none, { value: 80, title: "80 dB (power_to_db's default)" }],
  },
  'frontEnd.normalise': {
    text: 'How are the values normalised before the model sees them?',
    choices: () => [
      { value: null, title: 'not at all' },
      { value: 'per-clip', title: "by the clip's own mean and standard deviation" },
      { value: { mean: 0, std: 1 }, title: 'by the mean and standard deviation of the training set: give them' },
    ],
  },
  'frontEnd.clip': {
    text: 'The model takes clips of one length. Which part of a longer one was it trained on?',
    choices: valueOf => {
      const clip = valueOf('frontEnd.clip') as Record<string, unknown>
      return [
        { value: { ...clip, from: 'start' }, title: 'its start' },
        { value: { ...clip, from: 'centre' }, title: 'its middle' },
      ]
    },
  },
}

/** A value that has several reasons is offered once, by the first. */
function eachOnce(choices: readonly Choice[]): Choice[] {
  const key = ({ value }: Choice): string => canonicalJson({ value })
  return choices.filter((choice, i) => choices.findIndex(other => key(other) === key(choice)) === i)
}

/** What nobody states. Fields in the order of the program: file, labels, rate, frames, bands, levels. */
export function questionsFor(fields: readonly ProposedField[], outputs: readonly string[]): WizardQuestion[] {
  const byField = new Map(fields.map(field => [field.field, field]))
  const valueOf = (field: string): unknown => byField.get(field)?.value
  return Object.entries(questions).flatMap(([field, { text, choices }]) => {
    const proposed = byField.get(field)
    if (proposed?.confidence !== 'guessed' && proposed?.confidence !== 'unknown') return []
    if (field === 'frontEnd.clip' && proposed.value === null) return []
    const offered = field === 'output' ? plain(...outputs)() : choices(valueOf)
    return [{ field, text, choices: eachOnce(offered), proposed: proposed.value }]
  })
}
