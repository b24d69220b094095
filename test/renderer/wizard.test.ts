import { describe, expect, it } from 'vitest'
import { expectedProblem, parseExpected, spelledAsLabels } from '../../src-renderer/views/model-wizard/parse-expected'
import { parsePerBand, parseValue } from '../../src-renderer/views/model-wizard/parse-value'
import { sortProjects } from '../../src-renderer/views/library/sort-projects'
import { fieldValue } from '../../src-renderer/text/model-fields'
import type { ProjectCard } from '#contracts/project'

describe('renderer/model-wizard', () => {
  it.each([
    ['angry=0.81, sad=0.12', { angry: 0.81, sad: 0.12 }],
    ['angry: 0.81\nsad: −0.12', { angry: 0.81, sad: -0.12 }],
    ['label,score\nangry,0.81\nsad,1.2e-1', { angry: 0.81, sad: 0.12 }],
    ['angry;sad\n0.81;0.12', { angry: 0.81, sad: 0.12 }],
    ['"angry"\t0.81\n"pleasant surprise"\t0.12', { angry: 0.81, 'pleasant surprise': 0.12 }],
    ['angry 0.81\npleasant surprise 0.12', { angry: 0.81, 'pleasant surprise': 0.12 }],
    ['{"angry": 0.81, "sad": 0.12}', { angry: 0.81, sad: 0.12 }],
    ['0.81, 0.12', [0.81, 0.12]],
    ['0.81\n0.12', [0.81, 0.12]],
    ['[[0.81, -0.12]]', [0.81, -0.12]],
    ['[ 0.81 -1.2e-01]', [0.81, -0.12]],
  ])('renderer/model-wizard - scores are read as people paste them: %j', (text, values) => {
    expect(parseExpected(text)).toEqual(values)
  })

  it.each(['', 'about a half', 'angry=', 'angry=much, sad=0.1', '[1, "a"]', '{"angry": "0.8"}', '[]'])(
    'renderer/model-wizard - what holds no scores is not guessed at: %j',
    text => expect(parseExpected(text)).toBeNull(),
  )

  it('renderer/model-wizard - what does not fit the labels is named, their spelling is not a problem', () => {
    const labels = ['angry', 'sad']
    expect(expectedProblem([1, 2, 3], labels)).toEqual({ count: 3 })
    expect(expectedProblem({ happy: 1 }, labels)).toEqual({ unknown: 'happy' })
    expect(expectedProblem(null, labels)).toBe('unreadable')
    expect(expectedProblem({ Angry: 1 }, labels)).toBeNull()
    expect(spelledAsLabels({ Angry: 1, SAD: 2 }, labels)).toEqual({ angry: 1, sad: 2 })
  })

  it('renderer/model-wizard - a value is what it looks like', () => {
    expect(['22050', 'none', 'yes', 'hann', '{"mean": 0, "std": 1}', '1e-10', ''].map(parseValue)).toEqual([
      22_050,
      null,
      true,
      'hann',
      { mean: 0, std: 1 },
      1e-10,
      '',
    ])
    expect(parsePerBand('-4.27', 64)).toBe(-4.27)
    expect(parsePerBand('[1 2\n3]', 3)).toEqual([1, 2, 3])
    expect(parsePerBand('1, 2', 3)).toBeNull()
    expect(parsePerBand('1, x, 2', 3)).toBeNull()
    expect(parsePerBand('', 3)).toBeNull()
  })

  it('renderer/model-wizard - values fit a line', () => {
    expect(fieldValue(Array.from({ length: 64 }, (_, i) => i))).toBe('64 values, 0, 1 …')
    expect(fieldValue({ seconds: 2, from: 'start' })).toBe('seconds 2, from start')
    expect([null, '', true, 0].map(fieldValue)).toEqual(['none', 'none', 'yes', '0'])
  })
})

describe('renderer/library', () => {
  const project = (name: string, openedAt: string, clips: number, bytes: number | null): ProjectCard => ({
    ...{ id: name, name, path: `/studies/${name}.cuescope`, openedAt, clips, bytes, audits: 1, place: null },
    isDemo: false,
    isMissing: bytes === null,
  })
  const all = [
    project('b2', '2026-03-01', 5, 10),
    project('a', '2026-01-01', 9, null),
    project('b10', '2026-02-01', 1, 30),
  ]
  const names = (projects: readonly ProjectCard[]): string[] => projects.map(({ name }) => name)

  it('renderer/library - projects are sorted by what is asked, numbers in names as numbers, and found by name or folder', () => {
    expect(names(sortProjects(all, 'opened', ''))).toEqual(['b2', 'b10', 'a'])
    expect(names(sortProjects(all, 'name', ''))).toEqual(['a', 'b2', 'b10'])
    expect(names(sortProjects(all, 'clips', ''))).toEqual(['a', 'b2', 'b10'])
    expect(names(sortProjects(all, 'bytes', ''))).toEqual(['b10', 'b2', 'a'])
    expect(names(sortProjects(all, 'name', ' B1'))).toEqual(['b10'])
    expect(names(sortProjects(all, 'name', 'studies'))).toHaveLength(3)
  })
})
