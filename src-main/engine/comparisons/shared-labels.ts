import type { Comparison } from '#contracts/comparison'
import { canonicalEmotion } from '#engine/datasets/emotion-words'

export type SharedLabel = Comparison['labels'][number]

/** The labels of two models under one name each: A's, and B's where A has none of that meaning. */
export function sharedLabels(ofA: readonly string[], ofB: readonly string[]): SharedLabel[] {
  const free = new Set(ofB)
  const partners = new Map<string, string>()
  const pair = (isPartner: (a: string, b: string) => boolean): void => {
    for (const a of ofA.filter(label => !partners.has(label))) {
      const b = [...free].find(label => isPartner(a, label))
      if (b === undefined) continue
      partners.set(a, b)
      free.delete(b)
    }
  }
  pair((a, b) => a === b)
  pair((a, b) => canonicalEmotion(a) !== null && canonicalEmotion(a) === canonicalEmotion(b))
  return [
    ...ofA.map(name => ({ name, a: name, b: partners.get(name) ?? null })),
    ...[...free].map(name => ({ name, a: null, b: name })),
  ]
}

/** From what one of the two calls a label to its shared name. */
export function namesOf(labels: readonly SharedLabel[], side: 'a' | 'b'): (label: string) => string {
  const names = new Map(labels.map(label => [label[side], label.name]))
  return label => names.get(label) ?? label
}
