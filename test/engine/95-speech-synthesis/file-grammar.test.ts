import { describe, expect, it } from 'vitest'
import { demoFileGrammar, demoFileName, parseDemoFileName } from '#engine/demo/file-grammar'
import { planCorpus } from '#engine/demo/plan-corpus'

describe('engine/demo', () => {
  it('engine/demo - a name is read as it was written', () => {
    const path = demoFileName({ speaker: 'spk03', emotion: 'happiness', take: 2 })
    expect(path).toBe('spk03/spk03_happiness_02.wav')
    expect(parseDemoFileName('spk03_happiness_02.wav')).toEqual({ speaker: 'spk03', emotion: 'happiness', take: 2 })
    expect(demoFileGrammar.exec('spk03_happiness_02.wav')?.groups).toEqual(
      expect.objectContaining({ speaker: 'spk03', emotion: 'happiness', take: '02' }),
    )
  })

  it.each([
    'spk3_happiness_02.wav',
    'spk03_joy_02.wav',
    'spk03_happiness_02.truth.json',
    'x_spk03_happiness_02.wav',
    '',
  ])('engine/demo - "%s" is no demo clip', name => expect(parseDemoFileName(name)).toBeNull())

  it('engine/demo - the demo has 6 x 7 x 6 clips, 29 of them planted, and shares no speaker or sentence with training', () => {
    const [demo, training] = [planCorpus('demo'), planCorpus('training')]
    const kinds = demo.map(clip => clip.planted.kind)
    const count = (kind: string): number => kinds.filter(other => other === kind).length
    expect([demo.length, count('noise'), count('wrong-label'), count('quiet-anger')]).toEqual([252, 6, 18, 5])
    expect(training).toHaveLength(16 * 7 * 12)
    expect(training.every(clip => clip.planted.kind === 'none')).toBe(true)
    const heard = new Set(training.flatMap(clip => [clip.speaker.id, clip.sentence.join(' ')]))
    expect(demo.some(clip => heard.has(clip.speaker.id) || heard.has(clip.sentence.join(' ')))).toBe(false)
  })

  it('engine/demo - only a planted wrong label differs from what is spoken; quiet anger is labelled anger', () => {
    for (const clip of planCorpus('demo')) {
      expect(clip.labelGiven === clip.emotionSpoken).toBe(clip.planted.kind !== 'wrong-label')
      if (clip.planted.kind === 'quiet-anger') expect(clip.labelGiven).toBe('anger')
    }
  })
})
