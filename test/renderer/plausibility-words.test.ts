import { describe, expect, it } from 'vitest'
import type { ClipPlausibilityView, CueFinding } from '#contracts/plausibility'
import { basisWords } from '../../src-renderer/text/plausibility'

const finding = (population: CueFinding['population'], more: Partial<CueFinding> = {}): CueFinding =>
  ({ population, z: 1, isScored: true, populationSize: 60, ...more }) as CueFinding
const viewOf = (findings: CueFinding[]): ClipPlausibilityView =>
  ({ plausibility: { findings } }) as ClipPlausibilityView

describe('renderer/plausibility', () => {
  it('renderer/plausibility - says what the verdict compares with: each kind once, of scored cues only', () => {
    expect(basisWords(viewOf([finding('speaker'), finding('speaker', { populationSize: 58 })]))).toBe(
      'The verdict compares the windows with what is usual of this speaker, not with random windows.',
    )
    expect(basisWords(viewOf([finding('speaker'), finding('dataset-neutral')]))).toContain(
      'of this speaker and the data set, neutral, not',
    )
    expect(basisWords(viewOf([finding('speaker', { isScored: false }), finding('dataset', { z: null })]))).toBe('')
  })
})
