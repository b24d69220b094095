/**
 * How keys are written: modifiers in the order mod, alt, shift, then `KeyboardEvent.key` in lower case: 'mod+shift+z',
 * 'alt+arrowleft', 'shift+ ', '?'. 'mod' is Cmd on a Mac and Ctrl elsewhere. A sign that needs Shift is a key of its own.
 */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'> &
  Partial<Pick<KeyboardEvent, 'code' | 'isComposing' | 'getModifierState'>>

export const isApple = typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.platform)

/** What the keys of the US layout print, by place: for layouts whose letters aren't Latin. */
const SIGN_AT: Readonly<Record<string, string>> = {
  BracketLeft: '[',
  BracketRight: ']',
  Comma: ',',
  Period: '.',
  Slash: '/',
  Minus: '-',
  Equal: '=',
  Semicolon: ';',
  Quote: "'",
  Backquote: '`',
  Backslash: '\\',
}
const MODIFIERS = ['control', 'shift', 'alt', 'meta', 'altgraph', 'capslock', 'numlock', 'fn', 'os']

/**
 * The ways to write a key press, best first: what the layout prints and, where that is no Latin letter, what a US
 * keyboard has in its place. Empty: nothing that could be bound (a modifier alone, a composition, the other system's Ctrl).
 */
export function spellings(event: KeyPress, onApple = isApple): string[] {
  const key = event.key.toLowerCase()
  if (event.isComposing || key === 'process' || MODIFIERS.includes(key)) return []
  const isAltGr = event.getModifierState?.('AltGraph') === true || (onApple && event.altKey && isSign(key))
  const isMod = onApple ? event.metaKey : event.ctrlKey && !isAltGr
  const isOther = onApple ? event.ctrlKey : event.metaKey
  if (isOther) return []
  const isAlt = event.altKey && !isAltGr
  const write = (name: string, isShifted: boolean): string =>
    [isMod && 'mod', isAlt && 'alt', isShifted && 'shift', name].filter(part => part !== false).join('+')
  // A shifted sign ('?', '+') is a key of its own; letters and named keys say that Shift was held. So do digits: where the
  // layout prints them with Shift only, the key without it is found by its place.
  const printed = ['dead', 'unidentified'].includes(key) ? [] : [write(key, event.shiftKey && !isSign(key))]
  if (event.shiftKey && /^\d$/.test(key)) printed.unshift(write(key, true))
  const placed = isAltGr ? null : placeOf(event.code ?? '', key)
  const byPlace = placed === null ? [] : [write(placed, event.shiftKey)]
  return [...printed, ...byPlace.filter(one => !printed.includes(one))]
}

/** The best way to write a key press; null: it can't be bound. */
export function spell(event: KeyPress, onApple = isApple): string | null {
  return spellings(event, onApple)[0] ?? null
}

function isSign(key: string): boolean {
  return [...key].length === 1 && key !== ' ' && key === key.toUpperCase()
}

/** What a US keyboard has there. A layout that prints a Latin letter or a sign means it; only its digits may need Shift. */
function placeOf(code: string, key: string): string | null {
  if (/^[a-z]$/.test(key) || (key.length > 1 && !['dead', 'unidentified'].includes(key))) return null
  const digit = /^Digit(\d)$/.exec(code)
  if (digit) return digit[1]
  if (/^[ -~]$/.test(key)) return null
  return /^Key([A-Z])$/.exec(code)?.[1].toLowerCase() ?? SIGN_AT[code] ?? null
}

const NAMES: Readonly<Record<string, string>> = {
  ' ': 'Space',
  arrowdown: '↓',
  arrowup: '↑',
  arrowleft: '←',
  arrowright: '→',
  enter: 'Enter',
  escape: 'Esc',
  home: 'Home',
  end: 'End',
  tab: 'Tab',
  pageup: 'PgUp',
  pagedown: 'PgDn',
  backspace: '⌫',
  delete: 'Del',
  mediaplaypause: 'Media play',
  mediatracknext: 'Media next',
  mediatrackprevious: 'Media back',
}

/** 'mod+shift+z' -> ['Ctrl', 'Shift', 'Z'], on a Mac ['⌘', '⇧', 'Z'] */
export function keyNames(key: string, onApple = isApple): string[] {
  const marks = onApple ? { mod: '⌘', alt: '⌥', shift: '⇧' } : { mod: 'Ctrl', alt: 'Alt', shift: 'Shift' }
  const names: string[] = []
  let bare = key
  for (const part of ['mod', 'alt', 'shift'] as const) {
    if (!bare.startsWith(`${part}+`) || bare.length === part.length + 1) continue
    names.push(marks[part])
    bare = bare.slice(part.length + 1)
  }
  return [...names, NAMES[bare] ?? bare.toUpperCase()]
}
