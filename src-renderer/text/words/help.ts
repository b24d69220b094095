import type { KeyActionId } from '../../composables/keymap'

/** In the order of the page; the keys are part of the address. */
export const helpParts = {
  start: 'How it works',
  keys: 'Keys',
  glossary: 'Glossary',
  about: 'About CueScope',
} as const
export type HelpPart = keyof typeof helpParts

export const helpWords = {
  title: 'Help',
  parts: 'Parts of the help',
  tour: 'Take the tour',
  tourAbout: 'Ten short steps through the demo, in the real window.',
} as const

interface HelpStep {
  readonly title: string
  /** `key` names the key of an action as it is bound now. */
  readonly words: (key: (id: KeyActionId) => string) => string
}

/** What one does, in order. */
export const helpSteps: readonly HelpStep[] = [
  {
    title: 'Confusion matrix.',
    words: key =>
      `Click a cell off the diagonal: the clips that the model took for something else are listed. ${key('list.open')} opens one.`,
  },
  {
    title: 'Listen.',
    words: key =>
      `${key('play.clip')} plays the clip, ${key('play.salient')} only what the model listened to. One colour supported the decision, the other spoke against it; hold ${key('overlay.hide')} to see the bare spectrogram.`,
  },
  {
    title: 'Why, Cues, Trust.',
    words: () =>
      'At the right: what was heard and whether it fits the emotion named; each cue against random speech of the same clip; whether the map can be believed.',
  },
  {
    title: 'Decide.',
    words: key =>
      `Say whether the model or the label is right, label the emotion with ${key('label.1')} to ${key('label.9')}, mark regions. ${key('list.next')} and ${key('list.previous')} go on.`,
  },
  {
    title: 'Findings, Experiments, Report.',
    words: () =>
      'Over all clips: is the model right for the right reasons? The report writes it down with tables, figures and methods.',
  },
]

export const aboutWords = {
  what: 'CueScope says why a speech-emotion model decided as it did, in terms that an expert can check. It describes models and recordings; it says nothing about a person’s health or state of mind.',
  method: 'The method is that of arXiv 2511.11691.',
  privacy: 'It works on this computer only and asks nothing of any server.',
  version: 'Version',
  engine: 'Engine',
  node: (version: string, platform: string, arch: string) => `Node ${version}, ${platform} ${arch}`,
  electron: (electron: string, chrome: string) => `Electron ${electron}, Chrome ${chrome}`,
  window: 'Window',
  data: 'Data folder',
  licences: 'Licences',
  licence: 'CueScope is under the MIT licence.',
  packages:
    'Its packages are under the MIT, ISC, BSD or Apache licences; their texts lie with them in node_modules. One is not: libmpg123, which reads MP3, is LGPL-2.1 and stays a package of its own, which can be replaced (NOTICES.md).',
  font: 'The font is Roboto, under the Apache licence 2.0.',
  models: 'Models have licences of their own:',
  noLicence: 'none named',
} as const
