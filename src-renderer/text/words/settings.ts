import type { Motion, Theme } from '../../stores/settings'

export const settingsWords = {
  title: 'Settings',
  find: 'Find a setting',
  none: 'No setting is like that.',
  kept: 'Kept on this computer for you; projects are not changed.',
  parts: 'Parts of the settings',
} as const

/** In the order of the page; the keys are part of the address. */
export const settingsParts = {
  look: 'Look',
  pictures: 'Pictures',
  sound: 'Sound',
  annotation: 'Annotation',
  keys: 'Keys',
  privacy: 'Privacy',
  tools: 'openSMILE',
  storage: 'Storage',
} as const
export type SettingsPart = keyof typeof settingsParts

export const themeWords: Readonly<Record<Theme, string>> = { system: 'As the system', light: 'Light', dark: 'Dark' }
export const motionWords: Readonly<Record<Motion, string>> = { system: 'As the system', reduced: 'Reduced' }

export const lookWords = {
  theme: 'Theme',
  textSize: 'Text size',
  textSizeAbout: 'Larger for a projector or tired eyes; the panes keep their room.',
  motion: 'Motion',
  motionAbout: 'Reduced: nothing fades, slides or pulses.',
} as const

export const pictureWords = {
  colorMap: 'Colours of the spectrogram',
  colorMaps: { magma: 'Magma', viridis: 'Viridis', grey: 'Grey' },
  diverging: 'Colours of the saliency',
  pair: (supports: string, against: string) => `${supports.charAt(0).toUpperCase()}${supports.slice(1)} and ${against}`,
  divergingAbout: 'The second is told apart by colour-blind eyes too.',
  opacity: 'Opacity of the saliency',
  opacityAbout: 'Under it the spectrogram turns grey, so that a colour means one thing only.',
  levels: 'Level range',
  levelsAbout: 'The same for every clip: a colour always means the same level.',
  darkest: 'Darkest, in dB',
  brightest: 'Brightest, in dB',
  to: 'to',
  unit: 'dB',
} as const

export const soundWords = {
  volume: 'Volume',
  rate: 'Speed',
  rateAbout: 'The pitch is kept. 1 is as it was recorded.',
  loudness: 'Match loudness',
  loudnessAbout: 'All clips sound equally loud. What the model and the cues see is not changed.',
  gap: 'Pause between segments',
  gapAbout: 'Silence between stretches that are played one after the other.',
  hover: 'Play what the pointer rests on',
  hoverAbout: 'In tables and plots, after a moment.',
  auto: 'When a clip is opened',
  autos: { off: 'Nothing', play: 'It plays', advance: 'It plays, then the next' },
  autoWhole: 'Then the whole clip',
  autoWholeAbout: 'By itself the salient part is played first, then the whole clip.',
} as const

export const annotationSettingWords = {
  who: 'I annotate as',
  whoAbout: 'The name under which your annotations are kept, in every project that knows it.',
  blind: 'Hide the model until I have answered',
  blindAbout: 'Label, scores and saliency appear once your answer is saved. A queue decides for itself.',
} as const

export const privacyWords = {
  mask: 'Hide names of files and speakers',
  maskAbout:
    'Clips, speakers and folders get made-up names, always the same ones on this computer, wherever the window shows them. So do pictures, tables and reports saved meanwhile. The search and labels files still use the real ones.',
  nothing: 'Nothing leaves this computer: CueScope asks no server, sends no statistics and looks for no updates.',
} as const

export const opensmileWords = {
  about:
    'CueScope measures cues itself, after the same definitions. Who has openSMILE can choose it for an audit instead. Its licence allows private, research and educational use only.',
  folder: 'Folder of Python’s opensmile package',
  search: 'openSMILE cues path',
  placeholder: '…/site-packages/opensmile',
  use: 'Use this folder',
  forget: 'Forget it',
} as const

export const storageWords = {
  data: 'Data folder',
  dataAbout:
    'The demo, new projects, new model packages and the list of what you opened. CUESCOPE_DATA_DIR names another.',
  window: 'This window',
  windowAbout: 'Settings, keys and columns are kept by the window itself.',
  reset: 'Reset all settings',
  resetAbout: 'Everything on this page, the keys too, back to how it came. Projects and openSMILE stay.',
  resetDone: 'All settings are back to how they came.',
  projects: 'Projects',
  projectsAbout: 'Each is one file, with results, pictures and annotations. The recordings stay where they are.',
  manage: 'In the library',
} as const
