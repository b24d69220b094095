import { describe, expect, it } from 'vitest'
import { labelChanges } from '#engine/comparisons/label-changes'
import { pairClips, type PairedBy } from '#engine/comparisons/pair-clips'
import { namesOf, sharedLabels } from '#engine/comparisons/shared-labels'

const clip = (file: string, sha256: string | null, changes: Partial<PairedBy> = {}): PairedBy => ({
  ...{ file, sha256, dataset: 'set', speaker: 's1', emotion: 'anger' },
  ...changes,
})

const filesOf = (a: readonly PairedBy[], b: readonly PairedBy[]): string[] =>
  pairClips(a, b).map(pair => `${pair.a.file} ${pair.b.file}${pair.isSameAudio ? '' : ' by name'}`)

describe('engine/comparisons - the clips of two audits', () => {
  it('are paired by their samples, whatever they are called', () => {
    expect(filesOf([clip('a.wav', '1'), clip('b.wav', '2')], [clip('x/b.wav', '2'), clip('x/a.wav', '1')])).toEqual([
      'a.wav x/a.wav',
      'b.wav x/b.wav',
    ])
  })

  it('of copies, those of the same name belong together', () => {
    const copies = ['a.wav', 'b.wav', 'c.wav'].map(file => clip(file, 'same'))
    expect(filesOf(copies, copies.toReversed().slice(0, 2))).toEqual(['b.wav b.wav', 'c.wav c.wav'])
    expect(filesOf([clip('z.wav', 'same')], copies)).toEqual(['z.wav a.wav'])
  })

  it('other samples go by corpus, file, speaker and emotion, and strangers of the same name are no pair', () => {
    expect(filesOf([clip('a.wav', '1')], [clip('a.wav', '9')])).toEqual(['a.wav a.wav by name'])
    expect(filesOf([clip('a.wav', '1')], [clip('a.wav', '9', { dataset: 'other' })])).toEqual([])
    expect(filesOf([clip('a.wav', '1')], [clip('a.wav', '9', { emotion: 'sadness' })])).toEqual([])
    expect(filesOf([clip('a.wav', null)], [clip('b.wav', null)])).toEqual([])
  })
})

describe('engine/comparisons - the labels of two models', () => {
  it('are one where they are the same word, or words for one emotion', () => {
    const labels = sharedLabels(['happy', 'sad', 'joyful'], ['joyful', 'sadness', 'bored'])
    expect(labels).toEqual([
      { name: 'happy', a: 'happy', b: null },
      { name: 'sad', a: 'sad', b: 'sadness' },
      { name: 'joyful', a: 'joyful', b: 'joyful' },
      { name: 'bored', a: null, b: 'bored' },
    ])
    expect(['joyful', 'sadness', 'bored'].map(namesOf(labels, 'b'))).toEqual(['joyful', 'sad', 'bored'])
  })

  it('changes count what one says where the other says something else, and who is right', () => {
    const pair = (expected: string | null, a: string, b: string): Parameters<typeof labelChanges>[0][number] => ({
      a: { expected, predicted: a },
      b: { expected, predicted: b },
    })
    const changes = labelChanges([
      ...[pair('sad', 'sad', 'angry'), pair('angry', 'sad', 'angry'), pair(null, 'sad', 'angry')],
      ...[pair('sad', 'sad', 'sad'), pair('happy', 'angry', 'happy')],
    ])
    expect(changes).toEqual([
      { a: 'sad', b: 'angry', clips: 3, aRight: 1, bRight: 1 },
      { a: 'angry', b: 'happy', clips: 1, aRight: 0, bRight: 1 },
    ])
  })
})
