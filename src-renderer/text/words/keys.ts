import type { KeyPreset } from '../../composables/key-presets'

export const keySheetWords = {
  title: 'Keys',
  description: 'Pale ones do nothing in this view.',
  search: 'Find a key',
  searchHint: 'What it does, or the key',
  print: 'Print the keys',
  change: 'Change keys…',
  none: 'No key is like that.',
  noKey: 'no key',
  or: 'or',
} as const

export const keyPresetWords: Readonly<Record<KeyPreset, { readonly title: string; readonly words: string }>> = {
  cuescope: { title: 'CueScope', words: 'Single letters; Tab stays what it is everywhere.' },
  praat: {
    title: 'Praat',
    words:
      'Tab plays the selection and Shift+Tab what is seen, while the focus is in the panes: F6 and Shift+F6 lead out of them. Ctrl+A, I, O, N and B zoom. With the focus on a region ↑ and ↓ move it, with Shift its start, with Ctrl its end; Alt with ← and → goes from region to region. In a browser tab Ctrl+N stays the browser’s: use Z there.',
  },
  audacity: {
    title: 'Audacity',
    words:
      'Comma and full stop move the cursor, Alt with the arrows goes from segment to segment, Ctrl+1, 3, E and F zoom.',
  },
}

export const keySettingsWords = {
  presets: 'Keys as in',
  find: 'Find an action or a key',
  add: 'Add a key',
  addTo: (action: string) => `Add a key to “${action}”`,
  remove: (key: string, action: string) => `Remove ${key} from “${action}”`,
  reset: 'Reset',
  resetOne: (action: string) => `Reset the keys of “${action}”`,
  resetAll: 'Reset all keys',
  press: 'Press the key…',
  cancel: 'Cancel',
  heard: (key: string) => `${key} is yours now.`,
  clash: (key: string, action: string) => `${key} is the key of “${action}”.`,
  take: (action: string) => `Take it from “${action}”`,
  fixed: (key: string) => `${key} moves the focus or closes things: it can’t be given away.`,
  same: (key: string) => `${key} is its key already.`,
  none: 'Nothing is like that.',
} as const

export const keysDocumentWords = {
  title: 'Keys',
  about: [
    'Every key of the window. `?` shows them there, with your own changes, to search and to print; *Settings, Keys* changes',
    'them: press the new one; a key that another action has is refused, or taken from it when you say so. On a Mac, Ctrl is Cmd.',
    '',
    'Keys do nothing while you type, and belong to a dialog or menu while it is open. They go by what the keyboard prints; where',
    'it prints no Latin letters (Cyrillic, Greek...), by the place of the key on a US keyboard. `F6` goes from part to part of the',
    'window, and leads out of the panes where a preset uses Tab. What no action claims stays the browser’s.',
    '',
    'The same key may mean one thing in the list and another in a clip, never two things in one place. Presets:',
  ],
} as const
