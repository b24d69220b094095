import { keyGroups, resolveKeys } from '../composables/key-bindings'
import { keyPresetNames, keyPresets } from '../composables/key-presets'
import { keyActionIds, keymap } from '../composables/keymap'
import { keyNames } from '../composables/key-spelling'
import { keyActionWords } from './words/key-actions'
import { keyPresetWords, keysDocumentWords as words } from './words/keys'

/** docs/keys.md: all keys of all presets, from the registry. A test holds the file to it. */
export function keysDocument(): string {
  const bound = keyPresetNames.map(preset => resolveKeys(keymap, keyPresets[preset], {}))
  const tables = keyGroups.flatMap(group => {
    const ids = keyActionIds.filter(id => keymap[id].group === group)
    if (ids.length === 0) return []
    const rows = ids.map(id => line([keyActionWords[id], ...bound.map(keys => keysText(keys[id]))]))
    const titles = keyPresetNames.map(preset => keyPresetWords[preset].title)
    return [`## ${group}`, '', line(['', ...titles]), line(Array(titles.length + 1).fill('---')), ...rows, '']
  })
  const presets = keyPresetNames.map(preset => `- **${keyPresetWords[preset].title}**: ${keyPresetWords[preset].words}`)
  return [`# ${words.title}`, '', ...words.about, '', ...presets, '', ...tables].join('\n')
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

function keysText(keys: readonly string[]): string {
  return keys.length === 0 ? '–' : keys.map(key => `\`${keyNames(key, false).join('+')}\``).join(' or ')
}
