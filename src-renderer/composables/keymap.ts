/**
 * Every key of the window: the only list there is. The help sheet, the settings and docs/keys.md are made from it, a test
 * finds conflicts in it. To add a key: an action here, what it does in text/words/key-actions.ts, a handler with
 * `useKeys` where it acts, `keyHint` where it is named.
 */
import { computed, readonly } from 'vue'
import { clashOf, resolveKeys } from './key-bindings'
import type { KeyAction } from './key-bindings'
import { storedKeys, storeKeys } from './key-choice'
import { keyPresets } from './key-presets'
import type { KeyPreset } from './key-presets'
import { keyNames } from './key-spelling'

/** Spelled as key-spelling.ts says. Ctrl/Cmd and Alt stay the browser's unless an action claims them. */
export const keymap = {
  'help.open': { group: 'Anywhere', keys: ['?'] },
  'palette.open': { group: 'Anywhere', keys: ['mod+k'] },
  'go.library': { group: 'Anywhere', keys: ['g'] },
  'go.queue': { group: 'Anywhere', keys: ['q'] },
  'edit.undo': { group: 'Anywhere', keys: ['mod+z'] },
  'edit.redo': { group: 'Anywhere', keys: ['mod+shift+z', 'mod+y'] },
  'theme.toggle': { group: 'Anywhere', keys: ['t'] },
  'tour.start': { group: 'Anywhere', keys: [] },
  'region.next': { group: 'Anywhere', keys: ['f6'] },
  'region.previous': { group: 'Anywhere', keys: ['shift+f6'] },

  'list.next': { group: 'Clips', keys: ['j', 'arrowdown', 'mediatracknext'] },
  'list.previous': { group: 'Clips', keys: ['k', 'arrowup', 'mediatrackprevious'] },
  'list.open': { group: 'List of clips', keys: ['enter'] },
  'list.hear': { group: 'List of clips', keys: [' '] },
  'list.hearAll': { group: 'List of clips', keys: ['shift+ '] },
  'list.first': { group: 'List of clips', keys: ['home'] },
  'list.last': { group: 'List of clips', keys: ['end'] },
  'list.pageDown': { group: 'List of clips', keys: ['pagedown'] },
  'list.pageUp': { group: 'List of clips', keys: ['pageup'] },
  'list.search': { group: 'List of clips', keys: ['/'] },
  'list.clear': { group: 'List of clips', keys: ['backspace'] },
  'mark.next': { group: 'List of clips', keys: ['shift+arrowdown', 'shift+j'] },
  'mark.previous': { group: 'List of clips', keys: ['shift+arrowup', 'shift+k'] },
  'mark.toggle': { group: 'List of clips', keys: ['x', 'mod+ '] },
  'mark.all': { group: 'List of clips', keys: ['mod+a'] },
  'mark.none': { group: 'List of clips', keys: ['escape'] },
  'mark.tag': { group: 'List of clips', keys: ['shift+t'] },

  'play.clip': { group: 'Clip: listen', keys: [' ', 'mediaplaypause'] },
  'play.salient': { group: 'Clip: listen', keys: ['shift+ ', 's'] },
  'play.selection': { group: 'Clip: listen', keys: ['p'] },
  'play.window': { group: 'Clip: listen', keys: ['shift+p'] },
  'play.around': { group: 'Clip: listen', keys: ['shift+s'] },
  'play.compare': { group: 'Clip: listen', keys: ['a'] },
  'play.loop': { group: 'Clip: listen', keys: ['l'] },
  'play.solo': { group: 'Clip: listen', keys: ['shift+l'] },
  'play.slower': { group: 'Clip: listen', keys: ['<'] },
  'play.faster': { group: 'Clip: listen', keys: ['>'] },
  'play.auto': { group: 'Clip: listen', keys: ['shift+a'] },
  'segment.previous': { group: 'Clip: listen', keys: [','] },
  'segment.next': { group: 'Clip: listen', keys: ['.'] },
  'seek.back': { group: 'Clip: listen', keys: ['arrowleft'] },
  'seek.forward': { group: 'Clip: listen', keys: ['arrowright'] },
  'seek.backFar': { group: 'Clip: listen', keys: ['shift+arrowleft'] },
  'seek.forwardFar': { group: 'Clip: listen', keys: ['shift+arrowright'] },
  'seek.start': { group: 'Clip: listen', keys: ['home'] },
  'selection.in': { group: 'Clip: listen', keys: ['['] },
  'selection.out': { group: 'Clip: listen', keys: [']'] },
  'selection.clear': { group: 'Clip: listen', keys: ['x'] },

  'method.occlusion': { group: 'Clip: look', keys: ['o'] },
  'method.concepts': { group: 'Clip: look', keys: ['c'] },
  'method.next': { group: 'Clip: look', keys: ['v'] },
  'method.beside': { group: 'Clip: look', keys: ['b'] },
  'target.next': { group: 'Clip: look', keys: ['w'] },
  'overlay.outline': { group: 'Clip: look', keys: ['e'] },
  'overlay.hide': { group: 'Clip: look', keys: ['h'] },
  'tracks.toggle': { group: 'Clip: look', keys: ['d'] },
  'inspector.next': { group: 'Clip: look', keys: ['i'] },
  'zoom.in': { group: 'Clip: look', keys: ['+', '='] },
  'zoom.out': { group: 'Clip: look', keys: ['-'] },
  'zoom.selection': { group: 'Clip: look', keys: ['z'] },
  'zoom.back': { group: 'Clip: look', keys: ['shift+z'] },
  'zoom.fit': { group: 'Clip: look', keys: ['f'] },
  'fft.longer': { group: 'Clip: look', keys: ['mod+alt+arrowup'] },
  'fft.shorter': { group: 'Clip: look', keys: ['mod+alt+arrowdown'] },
  'view.earlier': { group: 'Clip: look', keys: ['alt+arrowleft'] },
  'view.later': { group: 'Clip: look', keys: ['alt+arrowright'] },
  'fine.toggle': { group: 'Clip: look', keys: ['y'] },
  'selection.box': { group: 'Clip: look', keys: ['shift+b'] },
  'selection.startEarlier': { group: 'Clip: look', keys: ['mod+shift+arrowleft'] },
  'selection.startLater': { group: 'Clip: look', keys: ['mod+shift+arrowright'] },
  'selection.endEarlier': { group: 'Clip: look', keys: ['alt+shift+arrowleft'] },
  'selection.endLater': { group: 'Clip: look', keys: ['alt+shift+arrowright'] },
  'audit.other': { group: 'Clip: look', keys: ['shift+v'] },
  'selection.measure': { group: 'Clip: look', keys: ['m'] },
  'selection.segment': { group: 'Clip: look', keys: ['shift+r'] },
  'selection.zeroCrossings': { group: 'Clip: look', keys: ['shift+x'] },
  'slice.toggle': { group: 'Clip: look', keys: ['shift+y'] },
  'clip.stop': { group: 'Clip: listen', keys: ['escape'] },
  'clip.back': { group: 'Clip: look', keys: ['backspace'] },

  'map.mode': { group: 'Map', keys: ['m'] },
  'map.clear': { group: 'Map', keys: ['escape'] },
  'map.in': { group: 'Map', keys: ['+', '='] },
  'map.out': { group: 'Map', keys: ['-'] },
  'map.fit': { group: 'Map', keys: ['f'] },

  'compare.swap': { group: 'Compare', keys: ['x'] },

  'label.1': { group: 'Annotation', keys: ['1'] },
  'label.2': { group: 'Annotation', keys: ['2'] },
  'label.3': { group: 'Annotation', keys: ['3'] },
  'label.4': { group: 'Annotation', keys: ['4'] },
  'label.5': { group: 'Annotation', keys: ['5'] },
  'label.6': { group: 'Annotation', keys: ['6'] },
  'label.7': { group: 'Annotation', keys: ['7'] },
  'label.8': { group: 'Annotation', keys: ['8'] },
  'label.9': { group: 'Annotation', keys: ['9'] },
  'label.unsure': { group: 'Annotation', keys: ['0'] },
  'note.write': { group: 'Annotation', keys: ['n'] },
  'annotation.finish': { group: 'Annotation', keys: ['enter', 'mod+enter'] },
  'annotation.skip': { group: 'Annotation', keys: ['shift+enter'] },
  'annotation.toggle': { group: 'Annotation', keys: ['shift+n'] },
  'annotation.reveal': { group: 'Annotation', keys: ['u'] },
  'verdict.1': { group: 'Annotation', keys: ['shift+1'] },
  'verdict.2': { group: 'Annotation', keys: ['shift+2'] },
  'verdict.3': { group: 'Annotation', keys: ['shift+3'] },
  'verdict.4': { group: 'Annotation', keys: ['shift+4'] },
  'verdict.5': { group: 'Annotation', keys: ['shift+5'] },
  'dials.focus': { group: 'Annotation', keys: ['shift+d'] },
  'confidence.focus': { group: 'Annotation', keys: ['shift+c'] },
  'tag.add': { group: 'Annotation', keys: ['shift+t'] },
  'tier.mark': { group: 'Annotation', keys: ['r'] },
  'tier.focus': { group: 'Annotation', keys: ['shift+g'] },

  'tier.earlier': { group: 'Region in focus', keys: ['arrowleft'] },
  'tier.later': { group: 'Region in focus', keys: ['arrowright'] },
  'tier.earlierFar': { group: 'Region in focus', keys: ['shift+arrowleft'] },
  'tier.laterFar': { group: 'Region in focus', keys: ['shift+arrowright'] },
  'tier.startEarlier': { group: 'Region in focus', keys: ['mod+arrowleft'] },
  'tier.startLater': { group: 'Region in focus', keys: ['mod+arrowright'] },
  'tier.startEarlierFar': { group: 'Region in focus', keys: ['mod+shift+arrowleft'] },
  'tier.startLaterFar': { group: 'Region in focus', keys: ['mod+shift+arrowright'] },
  'tier.endEarlier': { group: 'Region in focus', keys: ['alt+arrowleft'] },
  'tier.endLater': { group: 'Region in focus', keys: ['alt+arrowright'] },
  'tier.endEarlierFar': { group: 'Region in focus', keys: ['alt+shift+arrowleft'] },
  'tier.endLaterFar': { group: 'Region in focus', keys: ['alt+shift+arrowright'] },
  'tier.previous': { group: 'Region in focus', keys: ['arrowup'] },
  'tier.next': { group: 'Region in focus', keys: ['arrowdown'] },
  'tier.hear': { group: 'Region in focus', keys: [' '] },
  'tier.text': { group: 'Region in focus', keys: ['enter', 'f2'] },
  'tier.remove': { group: 'Region in focus', keys: ['delete', 'backspace'] },
  'tier.leave': { group: 'Region in focus', keys: ['escape'] },
} as const satisfies Record<string, KeyAction>

export type KeyActionId = keyof typeof keymap
export const keyActionIds = Object.keys(keymap) as KeyActionId[]

/** What each action listens to now: the preset with the user's changes. Reactive. */
const bindings = computed(
  () =>
    resolveKeys(keymap, keyPresets[storedKeys.value.preset], storedKeys.value.changes) as Readonly<
      Record<KeyActionId, readonly string[]>
    >,
)

/** What the action acts on has the focus itself: nothing else has a better claim to its keys. */
export function isOfFocus(id: KeyActionId): boolean {
  return keymap[id].group === 'Region in focus'
}

/** The keys of an action now; empty: it has none. Reactive. */
export function keysOf(id: KeyActionId): readonly string[] {
  return bindings.value[id]
}

/** First key of an action, for a tooltip: 'Shift Space'; '' where it has none. Reactive: call it where it is shown. */
export function keyHint(id: KeyActionId): string {
  const [first] = keysOf(id)
  return first === undefined ? '' : keyNames(first).join(' ')
}

/** The other action that the key would collide with: one that may be there at the same time. */
export function actionWith(key: string, beside: KeyActionId): KeyActionId | null {
  return clashOf(keymap, bindings.value, beside, key) as KeyActionId | null
}

/** Gives an action its keys; keys that another action has stay with that one: take them first, with `releaseKey`. */
export function bindKeys(id: KeyActionId, keys: readonly string[]): void {
  const free = keys.filter(key => actionWith(key, id) === null)
  storeKeys({ ...storedKeys.value, changes: { ...storedKeys.value.changes, [id]: free } })
}

export function releaseKey(id: KeyActionId, key: string): void {
  bindKeys(
    id,
    keysOf(id).filter(one => one !== key),
  )
}

/** Back to what the preset says; keys that the user gave to others in the meantime stay theirs. */
export function resetKeys(id: KeyActionId): void {
  const changes = Object.entries(storedKeys.value.changes).filter(([changed]) => changed !== id)
  storeKeys({ ...storedKeys.value, changes: Object.fromEntries(changes) })
}

export function resetAllKeys(): void {
  storeKeys({ ...storedKeys.value, changes: {} })
}

export function isChanged(id: KeyActionId): boolean {
  return id in storedKeys.value.changes
}

/** A preset takes the place of all keys: the user's changes were made to another one, and come back with that. */
export function choosePreset(preset: KeyPreset): void {
  const { preset: before, changes, kept } = storedKeys.value
  if (preset === before) return
  storeKeys({ preset, changes: kept?.[preset] ?? {}, kept: { ...kept, [before]: changes } })
}

export const keyChoice = readonly(storedKeys)
