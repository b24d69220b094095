import type { DemoSet } from './plan-corpus'

/** `README.txt` of a corpus. */
export function readme(set: DemoSet): string {
  return `CueScope ${set} corpus
${'='.repeat(`CueScope ${set} corpus`.length)}
Synthetic speech. Nobody was recorded: a formant synthesiser speaks meaningless words with rule-made voices.
Free for any use, no conditions: CC0 1.0 Universal (public domain dedication).

Files
  spk03/spk03_happiness_02.wav          speaker, emotion as labelled, take; 16-bit mono, 16 kHz
  spk03/spk03_happiness_02.truth.json   what is known of the clip because it was made by rule:
      labelGiven, emotionSpoken         the same, but for planted wrong labels
      planted                           none, noise (with its SNR), wrong-label or quiet-anger
      gesture                           where the emotion is strongest, in seconds; elsewhere it is 15 % as strong.
                                        In a neutral clip: the emphasised syllable
      cues                              true values for the whole clip and for the gesture (before planted noise)
      phones                            what is said (SAMPA) and when
  speakers.csv                          speaker, sex

${NOTE[set]}
It can be made again at any time, byte for byte:  cuescope demo --set ${set} --out FOLDER
`
}

const NOTE: Readonly<Record<DemoSet, string>> = {
  demo: `6 speakers x 7 emotions x 6 takes. 29 of the 252 clips are planted to go wrong, so that there is something to find.
It shows how the program works. It is no evidence about human speech.
`,
  training: `16 speakers x 7 emotions x 12 takes, other speakers and other words than in the demo corpus; nothing is planted.
The model package demo-synthetic is trained on it.
`,
}
