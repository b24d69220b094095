/**
 * Keys as other programs have them, over the registry's own. Praat: manual, "Sound editor" menus (View, Select).
 * Audacity: manual, "Keyboard Shortcut Reference", standard set. What a program has no key for keeps ours.
 */
export const keyPresets = {
  cuescope: {},
  praat: {
    'play.selection': ['tab', 'p'],
    'play.window': ['shift+tab', 'shift+p'],
    'zoom.fit': ['mod+a', 'f'],
    'zoom.in': ['mod+i', '+', '='],
    'zoom.out': ['mod+o', '-'],
    'zoom.selection': ['mod+n', 'z'],
    'zoom.back': ['mod+b', 'shift+z'],
    'slice.toggle': ['mod+l', 'shift+y'],
    'tier.earlier': ['arrowup', 'arrowleft'],
    'tier.later': ['arrowdown', 'arrowright'],
    'tier.startEarlier': ['shift+arrowup', 'mod+arrowleft'],
    'tier.startLater': ['shift+arrowdown', 'mod+arrowright'],
    'tier.endEarlier': ['mod+arrowup'],
    'tier.endLater': ['mod+arrowdown'],
    'tier.previous': ['alt+arrowleft'],
    'tier.next': ['alt+arrowright'],
  },
  audacity: {
    'zoom.in': ['mod+1', '+', '='],
    'zoom.out': ['mod+3', '-'],
    'zoom.fit': ['mod+f', 'f'],
    'zoom.selection': ['mod+e', 'z'],
    'seek.back': [',', 'arrowleft'],
    'seek.forward': ['.', 'arrowright'],
    'segment.previous': ['alt+arrowleft'],
    'segment.next': ['alt+arrowright'],
    'view.earlier': ['mod+alt+arrowleft'],
    'view.later': ['mod+alt+arrowright'],
  },
} as const satisfies Record<string, Readonly<Record<string, readonly string[]>>>

export type KeyPreset = keyof typeof keyPresets
export const keyPresetNames = Object.keys(keyPresets) as KeyPreset[]
