import { describe, expect, it } from 'vitest'
import type { ColumnInfo } from '#contracts/clip-query'
import { range, words } from '../../src-renderer/text/conditions'
import { queueName } from '../../src-renderer/text/queue-name'

const infos = new Map<string, ColumnInfo>([
  ['verdict', { id: 'verdict', title: 'Verdict', unit: '', group: 'plausibility', kind: 'word', digits: 0 }],
  ['confidence', { id: 'confidence', title: 'Confidence', unit: '', group: 'prediction', kind: 'number', digits: 3 }],
])
const date = new Date(2026, 2, 9)
const named = (where: Parameters<typeof queueName>[0]['where'], isBlind = false, clips = 40): string =>
  queueName({ where, clips, isBlind, date }, infos)

describe('renderer/queue name', () => {
  it('says what was filtered for, how many clips and which day', () => {
    expect(named([])).toBe('40 clips, 2026-03-09')
    expect(named([words('outcome', 'wrong'), words('verdict', 'implausible')], false, 1)).toBe(
      'wrong, Verdict: implausible, 1 clip, 2026-03-09',
    )
    expect(named([words('predicted', 'sad'), words('expected', 'happy')])).toBe('happy → sad, 40 clips, 2026-03-09')
    expect(named([{ kind: 'text', text: 'spk' }, range('confidence', 0.5, null)])).toBe(
      '“spk”, Confidence from 50.0 %, 40 clips, 2026-03-09',
    )
  })

  it('of a blind queue it tells neither labels nor anything of the model, nor what was searched for', () => {
    const telling = ['expected', 'predicted', 'outcome', 'verdict', 'emotion', 'tags', 'other.2.outcome']
    expect(named([...telling.map(column => words(column, 'x')), { kind: 'text', text: 'sad' }], true)).toBe(
      '40 clips, 2026-03-09',
    )
    expect(named([words('dataset', 'Studio'), words('outcome', 'wrong')], true)).toBe('Studio, 40 clips, 2026-03-09')
  })

  it('is never longer than the engine takes', () => {
    const name = named([{ kind: 'text', text: 'x'.repeat(300) }])
    expect(name).toHaveLength(100)
    expect(name).toMatch(/x…, 40 clips, 2026-03-09$/)
  })
})
