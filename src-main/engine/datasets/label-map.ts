import type { LabelMap } from '#contracts/dataset'
import { CueScopeError } from '#engine/base/errors'
import { canonicalEmotion } from './emotion-words'
import { quoted } from './quoted'

/**
 * Which of the model's labels stands for each emotion of a data set: the label of the same name, else the one label
 * that means the same (`happiness` -> `happy`). Null where the model has none, or more than one; never the nearest.
 */
export function defaultLabelMap(emotions: readonly string[], labels: readonly string[]): LabelMap {
  return Object.fromEntries(emotions.map(emotion => [emotion, labelFor(emotion, labels)]))
}

function labelFor(emotion: string, labels: readonly string[]): string | null {
  const isNamesake = (label: string): boolean => label.trim().toLowerCase() === emotion.trim().toLowerCase()
  const meaning = canonicalEmotion(emotion)
  const namesakes = labels.filter(isNamesake)
  const synonyms = labels.filter(label => meaning !== null && canonicalEmotion(label) === meaning)
  const candidates = namesakes.length > 0 ? namesakes : synonyms
  return candidates.length === 1 ? candidates[0] : null
}

/**
 * Reads `calm=neutral,other=`: emotion = label of the model, nothing for "leave it out". An emotion may be written with
 * any known synonym.
 *
 * @throws CueScopeError bad-option
 */
export function parseLabelMap(text: string): LabelMap {
  const pairs = text.split(',').filter(pair => pair.trim() !== '')
  const map = new Map<string, string | null>()
  for (const pair of pairs) {
    const [word, label, ...rest] = pair.split('=').map(part => part.trim())
    const emotion = canonicalEmotion(word) ?? word
    if (emotion === '' || label === undefined || rest.length > 0)
      throw new CueScopeError(
        'bad-option',
        `${quoted(pair)} is no emotion=label; write for example calm=neutral,other=`,
      )
    if (map.has(emotion)) throw new CueScopeError('bad-option', `The label map names ${quoted(emotion)} twice.`)
    map.set(emotion, label || null)
  }
  return Object.fromEntries(map)
}

/** `defaults` with the entries of `changes` in place of its own. @throws CueScopeError label-unknown */
export function changeLabelMap(defaults: LabelMap, changes: LabelMap, labels: readonly string[]): LabelMap {
  for (const label of Object.values(changes)) {
    if (label === null || labels.includes(label)) continue
    const known = labels.map(quoted).join(', ')
    throw new CueScopeError('label-unknown', `The model has no label ${quoted(label)}; it has ${known}.`, { label })
  }
  return Object.fromEntries([...Object.entries(defaults), ...Object.entries(changes)])
}
