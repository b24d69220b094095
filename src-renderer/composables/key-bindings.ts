/** Where on the window keys are: groups that are never on one page may use the same keys. */
const PAGES_OF = {
  Anywhere: ['list', 'clip', 'map', 'compare', 'region', 'other'],
  Clips: ['list', 'clip', 'map', 'compare'],
  'List of clips': ['list'],
  Map: ['map'],
  Compare: ['compare'],
  'Clip: listen': ['clip'],
  'Clip: look': ['clip'],
  Annotation: ['clip'],
  // Before all other keys of the clip, as long as a region has the focus.
  'Region in focus': ['region'],
} as const

export type KeyGroup = keyof typeof PAGES_OF
export const keyGroups = Object.keys(PAGES_OF) as KeyGroup[]

export interface KeyAction {
  readonly group: KeyGroup
  /** As key-spelling.ts writes them. Any of them; the first is the one that is shown. */
  readonly keys: readonly string[]
}

type Keys = Readonly<Record<string, readonly string[]>>
type Actions = Readonly<Record<string, KeyAction>>

function mayMeet(a: KeyGroup, b: KeyGroup): boolean {
  return PAGES_OF[a].some(page => (PAGES_OF[b] as readonly string[]).includes(page))
}

/** The action, other than `id`, that has the key and may be there at the same time. */
export function clashOf(actions: Actions, bound: Keys, id: string, key: string): string | null {
  const found = Object.keys(actions).find(
    other => other !== id && bound[other].includes(key) && mayMeet(actions[other].group, actions[id].group),
  )
  return found ?? null
}

/**
 * The user's changes over the preset over the defaults. Where a change has a key that an unchanged action has too (it
 * came with a later version), the change keeps it. Changes of actions that there are no longer are left out.
 */
export function resolveKeys(actions: Actions, preset: Keys, changes: Keys): Keys {
  const changed = Object.entries(changes).filter(([id]) => id in actions)
  const isTaken = (id: string, key: string): boolean =>
    changed.some(([other, keys]) => keys.includes(key) && mayMeet(actions[other].group, actions[id].group))
  return Object.fromEntries(
    Object.keys(actions).map(id => {
      const own = changes[id]
      return [id, own ?? (preset[id] ?? actions[id].keys).filter(key => !isTaken(id, key))]
    }),
  )
}
