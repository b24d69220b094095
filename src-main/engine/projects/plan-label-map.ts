import type { LabelMap } from '#contracts/dataset'
import { CueScopeError } from '#engine/base/errors'
import { changeLabelMap, defaultLabelMap } from '#engine/datasets/label-map'

/**
 * An audit's label map: the default one for these emotions, with a person's changes.
 * @throws CueScopeError label-unknown, where a change names no label of the model, or nothing is left to score
 */
export function planLabelMap(emotions: readonly string[], labels: readonly string[], changes: LabelMap = {}): LabelMap {
  const map = changeLabelMap(defaultLabelMap([...emotions], [...labels]), changes, labels)
  if (emotions.some(emotion => (map[emotion] ?? null) !== null)) return map
  const [known, wanted] = [labels.join(', '), emotions.join(', ')]
  const message =
    emotions.length === 0
      ? 'No clip of the data set says its emotion, so that nothing can be scored. Name the column of the emotions, or choose another data set.'
      : `None of the data set's emotions (${wanted}) is a label of the model (${known}). Map at least one, e.g. --label-map ${emotions[0]}=${labels[0]}.`
  throw new CueScopeError('label-unknown', message, { emotions: [...emotions], labels: [...labels] })
}
