/** Every key of the window: the only list there is. The help sheet is made from it, a test finds conflicts in it. */
export interface KeyAction {
  readonly group: 'Anywhere' | 'List of clips' | 'Clip: listen' | 'Clip: look'
  /** As `KeyboardEvent.key` says it, lower case; 'Shift+' and 'Mod+' (Ctrl or Cmd) in front. Any of them. */
  readonly keys: readonly string[]
  readonly words: string
}

export const keymap = {
  'help.open': { group: 'Anywhere', keys: ['?'], words: 'Show all keys' },
  'go.library': { group: 'Anywhere', keys: ['g'], words: 'Go to the library' },
  'theme.toggle': { group: 'Anywhere', keys: ['t'], words: 'Switch between light and dark' },

  'list.next': { group: 'List of clips', keys: ['j', 'arrowdown'], words: 'Next clip' },
  'list.previous': { group: 'List of clips', keys: ['k', 'arrowup'], words: 'Previous clip' },
  'list.open': { group: 'List of clips', keys: ['enter'], words: 'Open the clip' },
  'list.search': { group: 'List of clips', keys: ['/'], words: 'Search in file names' },
  'list.clear': { group: 'List of clips', keys: ['backspace'], words: 'Clear all filters' },

  'play.clip': { group: 'Clip: listen', keys: [' '], words: 'Play or pause the clip' },
  'play.salient': { group: 'Clip: listen', keys: ['shift+ ', 's'], words: 'Play the salient segments only' },
  'play.loop': { group: 'Clip: listen', keys: ['l'], words: 'Loop one segment' },
  'segment.previous': { group: 'Clip: listen', keys: [','], words: 'Previous segment' },
  'segment.next': { group: 'Clip: listen', keys: ['.'], words: 'Next segment' },
  'seek.back': { group: 'Clip: listen', keys: ['arrowleft'], words: 'Back 0.1 s' },
  'seek.forward': { group: 'Clip: listen', keys: ['arrowright'], words: 'Forward 0.1 s' },
  'seek.start': { group: 'Clip: listen', keys: ['home'], words: 'To the start' },

  'method.occlusion': { group: 'Clip: look', keys: ['o'], words: 'Explain by occlusion' },
  'method.concepts': { group: 'Clip: look', keys: ['c'], words: 'Explain by concepts' },
  'method.next': { group: 'Clip: look', keys: ['v'], words: 'Next method' },
  'method.beside': { group: 'Clip: look', keys: ['b'], words: 'Two methods side by side' },
  'target.next': { group: 'Clip: look', keys: ['w'], words: 'Why not …? Explain the next label' },
  'overlay.outline': { group: 'Clip: look', keys: ['e'], words: 'Outline what stands out' },
  'overlay.hide': { group: 'Clip: look', keys: ['h'], words: 'Hold to hide the saliency' },
  'tracks.toggle': { group: 'Clip: look', keys: ['d'], words: 'Show or hide the cues over time' },
  'inspector.next': { group: 'Clip: look', keys: ['i'], words: 'Next part of the inspector' },
  'zoom.in': { group: 'Clip: look', keys: ['+', '='], words: 'Zoom in (also Ctrl + wheel)' },
  'zoom.out': { group: 'Clip: look', keys: ['-'], words: 'Zoom out' },
  'zoom.fit': { group: 'Clip: look', keys: ['0'], words: 'Show the whole clip' },
  'clip.back': { group: 'Clip: look', keys: ['escape'], words: 'Back to the list' },
} as const satisfies Record<string, KeyAction>

export type KeyActionId = keyof typeof keymap

const NAMES: Record<string, string> = {
  ' ': 'Space',
  arrowdown: '↓',
  arrowup: '↑',
  arrowleft: '←',
  arrowright: '→',
  enter: 'Enter',
  escape: 'Esc',
  home: 'Home',
  backspace: '⌫',
}

/** 'shift+ ' -> ['Shift', 'Space'] */
export function keyNames(key: string): string[] {
  const isShifted = key.startsWith('shift+')
  const bare = isShifted ? key.slice('shift+'.length) : key
  return [...(isShifted ? ['Shift'] : []), NAMES[bare] ?? bare.toUpperCase()]
}

/** First key of an action, for a tooltip: 'Shift Space'. */
export function keyHint(id: KeyActionId): string {
  return keyNames(keymap[id].keys[0]).join(' ')
}

/** The keymap's spelling of a key event; null with Ctrl, Alt or Cmd, which belong to the browser. */
export function spell(
  event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>,
): string | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null
  const key = event.key.toLowerCase()
  // A shifted sign ('?', '+') is a key of its own; letters and named keys say that Shift was held.
  const isSign = key.length === 1 && key !== ' ' && key === key.toUpperCase()
  return event.shiftKey && !isSign ? `shift+${key}` : key
}
