import { describe, expect, it } from 'vitest'
import { matrixRows, largestConfusions } from '../../src-renderer/components/confusion-matrix/matrix-cells'
import { flatFigures } from '../../src-renderer/components/model-card/flat-figures'
import { parseShadow } from '../../src-renderer/components/waveform/shadow-styles'
import { filterOf } from '../../src-renderer/composables/use-clip-filter'
import {
  accuracyOf,
  formatDifference,
  formatNumber,
  formatPercent,
  formatPlural,
  formatSignificant,
  formatWait,
  scaleNumber,
} from '../../src-renderer/text/format'
import { partialWords } from '../../src-renderer/text/partial'
import { readTruth } from '../../src-renderer/text/truth'
import { defaultModelId } from '../../src-renderer/views/project/default-model'
import { defaultSettings } from '../../src-renderer/views/project/default-settings'
import type { AuditCard } from '#contracts/audit'
import { explainSettingsSchema } from '#contracts/settings'

describe('renderer/text', () => {
  it('writes numbers with a proper minus and never a negative nothing', () => {
    expect(formatNumber(-0.04, 1)).toBe('0.0')
    expect(formatNumber(-3.25, 1)).toMatch(/^−3\.[23]$/)
    expect(formatDifference(0.21, 2)).toBe('+0.21')
    expect(formatDifference(-0.001, 2)).toBe('0.00')
  })

  it('says shares, counts and waits plainly', () => {
    expect(formatPercent(0.6731)).toBe('67.3 %')
    expect(formatPercent(null)).toBe('–')
    expect(formatPlural(1, 'clip')).toBe('1 clip')
    expect(formatPlural(1641, 'clip')).toBe('1,641 clips')
    expect([4, 42, 90, 7800].map(formatWait)).toEqual(['a few seconds', '45 s', '2 min', '2 h 10 min'])
  })

  it('says small and large values with the figures that count', () => {
    expect([-0.000_424, 0.1915, 0, -0.000_045_4].map(formatSignificant)).toEqual(['−0.00042', '0.19', '0', '−4.5e−5'])
    expect([0.1915, 0.0061, 12.4, 3.2e-7, 0].map(scaleNumber)).toEqual(['0.19', '0.006', '12', '3e−7', '0'])
  })

  it('accuracy is of the clips that are scored, not of all that have a result', () => {
    expect(accuracyOf({ correct: 6, scored: 8 })).toBe(0.75)
    expect(accuracyOf({ correct: 0, scored: 0 })).toBeNull()
  })

  it('reads what it knows of the demo truth and no more', () => {
    expect(readTruth(null)).toBeNull()
    const truth = {
      gesture: { startSec: 0.4, endSec: 0.7 },
      planted: { kind: 'noise', snrDb: 3 },
      emotionSpoken: 'anger',
      extra: 1,
    }
    expect(readTruth(truth)).toEqual({
      gesture: { startSec: 0.4, endSec: 0.7 },
      planted: 'noise over the whole clip, 3 dB below the voice',
      emotionSpoken: 'anger',
    })
    expect(readTruth({ planted: { kind: 'none' }, gesture: 'x' })).toEqual({
      gesture: null,
      planted: null,
      emotionSpoken: null,
    })
  })
})

describe('renderer/new audit', () => {
  it('shows the settings that the engine takes when nothing is said', () => {
    expect(defaultSettings).toEqual(explainSettingsSchema.parse({}))
  })
})

describe('renderer/confusion matrix', () => {
  const summary = {
    labels: ['a', 'b'],
    confusion: [
      [8, 2],
      [0, 0],
    ],
    recall: [0.8, null],
  }

  it('rates are of the row; an empty row has none', () => {
    const rows = matrixRows(summary, 'rates')
    expect(rows[0].cells.map(cell => cell.rate)).toEqual([0.8, 0.2])
    expect(rows[1].cells.map(cell => cell.rate)).toEqual([null, null])
  })

  it('hits and errors are coloured each against the largest of their kind', () => {
    const rows = matrixRows(summary, 'counts')
    expect(rows[0].cells.map(cell => cell.heat)).toEqual([1, 1])
    expect(rows[1].cells.map(cell => cell.heat)).toEqual([0, 0])
  })

  it('lists errors only, the most frequent first', () => {
    const rows = matrixRows(
      {
        labels: ['a', 'b', 'c'],
        confusion: [
          [9, 1, 4],
          [0, 9, 0],
          [3, 0, 9],
        ],
        recall: [1, 1, 1],
      },
      'counts',
    )
    expect(largestConfusions(rows, 2).map(cell => [cell.expected, cell.predicted, cell.count])).toEqual([
      ['a', 'c', 4],
      ['c', 'a', 3],
    ])
  })
})

describe('renderer/others', () => {
  it('the address carries only the filter', () => {
    expect(filterOf({ expected: 'happy', outcome: '', i: '3', text: null, sort: 'confidence' })).toEqual({
      expected: 'happy',
      sort: 'confidence',
    })
  })

  it('finds the figures of a model card however deep', () => {
    expect(flatFigures({ ravdess: { accuracy: 0.6731, clips: 208 }, note: 'x' })).toEqual([
      { name: 'ravdess · accuracy', text: '67.3 %' },
      { name: 'ravdess · clips', text: '208' },
    ])
  })

  it('takes the markup of wavesurfer.js apart, and says so when it is new', () => {
    const html =
      '<style nonce="">.a{}</style> <div class="scroll" part="scroll"><div class="wrapper" part="wrapper"></div></div>'
    expect(parseShadow(html)).toEqual({
      css: '.a{}',
      parts: [
        { depth: 0, className: 'scroll' },
        { depth: 1, className: 'wrapper' },
      ],
    })
    expect(() => parseShadow('<p>something else</p>')).toThrow('new way')
  })
})

describe('renderer/an audit that stopped early', () => {
  const progress = { done: 770, refused: 2, total: 1641 } as AuditCard['progress']

  it('says of how many clips its figures are, whatever stopped it', () => {
    expect(partialWords({ state: 'cancelled', progress })).toBe(
      'Cancelled after 772 of 1,641 clips: the figures cover only those.',
    )
    expect(partialWords({ state: 'paused', progress })).toMatch(/^Paused after 772/)
    expect(partialWords({ state: 'failed', progress })).toMatch(/^Failed after 772/)
  })

  it('says nothing of one that runs or is done', () => {
    expect(partialWords({ state: 'running', progress })).toBe('')
    expect(partialWords({ state: 'done', progress })).toBe('')
  })
})

describe('renderer/default model', () => {
  const models = [
    { id: 'a32989', name: 'demo-synthetic', isBundled: true },
    { id: '4790ab', name: 'ser-cnn', isBundled: true },
    { id: 'c0ffee', name: 'other', isBundled: false },
  ]
  const audits = (...ids: string[]): AuditCard[] => ids.map((modelId, i) => ({ id: i + 1, modelId }) as AuditCard)

  it('is that of the last audit, in whatever order they come', () => {
    const both = audits('4790ab', 'c0ffee')
    expect(defaultModelId({ isDemo: false, audits: both }, models)).toBe('c0ffee')
    expect(defaultModelId({ isDemo: true, audits: [...both].reverse() }, models)).toBe('c0ffee')
  })

  it('without one that is still there: the demo has its own, all else a real one', () => {
    expect(defaultModelId({ isDemo: true, audits: [] }, models)).toBe('a32989')
    expect(defaultModelId({ isDemo: false, audits: audits('gone') }, models)).toBe('4790ab')
    expect(defaultModelId({ isDemo: false, audits: [] }, models.slice(0, 1))).toBe('a32989')
    expect(defaultModelId({ isDemo: false, audits: [] }, [])).toBe('')
  })
})
