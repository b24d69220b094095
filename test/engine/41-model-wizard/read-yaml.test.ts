import { describe, expect, it } from 'vitest'
import { labelList } from '#engine/model-wizard/statements/label-list'
import { readYaml } from '#engine/model-wizard/statements/read-yaml'
import { codeOf } from '../../helpers/error-code'

describe('engine/model-wizard, YAML', () => {
  // What PyYAML 6 reads from the same text.
  it.each([
    ['a: 1\nb:\n  c: text # remark\n  d: [1, 2]\n', { a: 1, b: { c: 'text', d: [1, 2] } }],
    ['labels:\n- angry\n- "very sad"\n-  5\n', { labels: ['angry', 'very sad', 5] }],
    ['x:\n  - a: 1\n    b: 2\n  - a: 3\n', { x: [{ a: 1, b: 2 }, { a: 3 }] }],
    [
      "$audonnx.core.model.Model==0.7.0:\n  labels: [a, b]\n  'quoted key': null\n",
      { '$audonnx.core.model.Model==0.7.0': { labels: ['a', 'b'], 'quoted key': null } },
    ],
    ['', null],
  ])('engine/model-wizard - %j', (text, value) => {
    expect(readYaml(text, 'model.yaml')).toEqual(value)
  })

  it.each(['a: &anchor 1', 'a: |\n  text', 'a: 1\n   b: 2', '- a\nb: 1', 'just words'])(
    'engine/model-wizard - %j is refused',
    async text => {
      expect(await codeOf(() => readYaml(text, 'model.yaml'))).toBe('wrong-type')
    },
  )
})

describe('engine/model-wizard, lists of labels', () => {
  it.each([
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    [{ 1: 'b', 0: 'a' }, ['a', 'b']],
    [{ b: 1, a: 0 }, ['a', 'b']],
    ['{"0": "a", "1": "b"}', ['a', 'b']],
    ['a, b ,c', ['a', 'b', 'c']],
    ['a\nb\n', ['a', 'b']],
    [{ 0: 'a', 2: 'b' }, null],
    [{ a: 0, b: 0 }, null],
    ['[1, 2]', null],
    ['[', null],
    [5, null],
  ])('engine/model-wizard - %j', (value, labels) => {
    expect(labelList(value)).toEqual(labels)
  })
})
