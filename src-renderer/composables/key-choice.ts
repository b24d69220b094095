import { useLocalStorage } from '@vueuse/core'
import { keyPresetNames } from './key-presets'
import type { KeyPreset } from './key-presets'

/** What the user chose: a preset, and the actions whose keys they changed. Kept in this browser. */
export interface KeyChoice {
  readonly preset: KeyPreset
  readonly changes: KeyChanges
  /** Changes made to the other presets: there again when these are. */
  readonly kept?: Readonly<Partial<Record<KeyPreset, KeyChanges>>>
}
type KeyChanges = Readonly<Record<string, readonly string[]>>

const VERSION = 1
const nothing: KeyChoice = { preset: 'cuescope', changes: {} }

/** What of a stored text can be used: what is broken or from a newer version counts as never said. */
export function readKeyChoice(text: string): KeyChoice {
  const stored = parse(text)
  if (!isRecord(stored) || stored.version !== VERSION) return nothing
  const preset = keyPresetNames.find(name => name === stored.preset) ?? nothing.preset
  const changes = readChanges(stored.changes)
  if (!isRecord(stored.kept)) return { preset, changes }
  const { kept } = stored
  return { preset, changes, kept: Object.fromEntries(keyPresetNames.map(name => [name, readChanges(kept[name])])) }
}

function readChanges(stored: unknown): KeyChanges {
  const changes = Object.entries(isRecord(stored) ? stored : {}).filter(
    (entry): entry is [string, string[]] =>
      Array.isArray(entry[1]) && entry[1].every(key => typeof key === 'string' && key !== ''),
  )
  return Object.fromEntries(changes)
}

export function writeKeyChoice(choice: KeyChoice): string {
  return JSON.stringify({ version: VERSION, ...choice })
}

export const storedKeys = useLocalStorage<KeyChoice>('cuescope.keys', nothing, {
  shallow: true,
  writeDefaults: false,
  serializer: { read: readKeyChoice, write: writeKeyChoice },
})

export function storeKeys(choice: KeyChoice): void {
  storedKeys.value = choice
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not JSON: never said.
    return null
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
