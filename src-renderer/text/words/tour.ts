import type { KeyActionId } from '../../composables/keymap'
import type { TourStepId } from '../../stores/tour'

export const tourWords = {
  title: 'Tour',
  of: (at: number, count: number) => `Step ${at} of ${count}`,
  next: 'Next',
  back: 'Back',
  end: 'End the tour',
  finish: 'Finish',
  makeDemo: 'Make the demo',
  making: 'Making the demo…',
  goThere: 'Go there',
  elsewhere: 'The tour goes on elsewhere.',
  notHere: 'It can’t be seen just now: the window may be too narrow, or a part is closed.',
  keys: '← and → go through the tour, Esc ends it',
  offer: 'New here? The tour shows the way from a wrong answer to its reason, in ten steps.',
  start: 'Take the tour',
  decline: 'No, thanks',
  command: 'Take the tour of the demo',
} as const

interface StepWords {
  readonly title: string
  /** `key` names the key of an action as it is bound now. */
  readonly words: (key: (id: KeyActionId) => string) => string
}

export const tourSteps: Readonly<Record<TourStepId, StepWords>> = {
  library: {
    title: 'The library',
    words: () =>
      'Your projects and models. The demo is one of them: synthetic speech whose right answers are known, audited on this computer.',
  },
  project: {
    title: 'A project',
    words: () =>
      'Recordings on one side, audits on the other. An audit runs one model over a data set and explains every clip; it can be stopped and goes on where it was.',
  },
  matrix: {
    title: 'The confusion matrix',
    words: () =>
      'Rows are what was spoken, columns what the model heard. Everything off the diagonal is an error: click a cell to list its clips.',
  },
  list: {
    title: 'The clips',
    words: key =>
      `Sort and filter by any column. ${key('list.next')} and ${key('list.previous')} move, ${key('list.open')} opens. “Next” opens one that the model got wrong.`,
  },
  clip: {
    title: 'What the model saw',
    words: key =>
      `The waveform and the very picture that the model gets, on one time axis. One colour supported the decision, the other spoke against it; hold ${key('overlay.hide')} to see the picture bare.`,
  },
  salient: {
    title: 'Hear what it listened to',
    words: key =>
      `${key('play.salient')} plays only the stretches that counted most, ${key('play.clip')} the whole clip. Try it now: keys work while the tour is open.`,
  },
  cues: {
    title: 'What the voice does there',
    words: () =>
      'Pitch, loudness, brightness and more in those stretches, against random speech of the same clip. Only what differs from chance says something.',
  },
  verdict: {
    title: 'Does it fit?',
    words: () =>
      'What experts expect of the emotion, held against what was measured. “Implausible” means: worth listening to. It is no proof of an error.',
  },
  annotate: {
    title: 'Say what you hear',
    words: key =>
      `Label the emotion with ${key('label.1')} to ${key('label.9')}, say whether the model or the label is right, mark regions, write notes. You can hide the model until you have answered.`,
  },
  export: {
    title: 'Take it with you',
    words: key =>
      `Save the picture or the numbers of this clip. Lists, tables, labels and a report of the whole audit are saved from their own pages. ${key('palette.open')} finds everything, ${key('help.open')} shows all keys.`,
  },
}
