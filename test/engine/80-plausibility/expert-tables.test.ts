import { describe, expect, it } from 'vitest'
import { expertCues, type ExpertTable } from '#contracts/expert-table'
import { canonicalEmotion } from '#engine/datasets/emotion-words'
import { bundledTables } from '#engine/plausibility/bundled-tables'
import { diffTables } from '#engine/plausibility/diff-tables'
import { expectationsOf, isScored } from '#engine/plausibility/expectations'
import { expertCueDefinitions } from '#engine/plausibility/expert-cues'
import { readExpertTable } from '#engine/plausibility/expert-table'
import { CueScopeError } from '#engine/base/errors'

const [severalSources] = bundledTables

/** A copy of the first table, changed. */
function edited(
  edit: (table: { cells: Record<string, unknown>[]; emotions: Record<string, unknown>[] }) => void,
): unknown {
  const table = structuredClone(severalSources) as unknown as Parameters<typeof edit>[0]
  edit(table)
  return table
}

function refusal(value: unknown): { code: string; message: string } {
  try {
    readExpertTable(value)
  } catch (error) {
    if (error instanceof CueScopeError) return { code: error.code, message: error.message }
    throw error
  }
  throw new Error('the table was accepted')
}

describe('engine/plausibility - the tables that come with the program', () => {
  it('have ids of their own, the default first, and a source in every cell', () => {
    expect(bundledTables.map(({ id }) => id)).toEqual([
      'default',
      'juslin-laukka-2003',
      'scherer-2003',
      'banse-scherer-1996',
      'arousal-only',
    ])
    for (const { cells, citation } of bundledTables) {
      expect(citation).toMatch(/\d{4}/)
      expect(cells.every(({ source }) => source.length > 0)).toBe(true)
    }
  })

  it('speak of no emotion whose levels they do not give', () => {
    for (const { cells, emotions } of bundledTables)
      for (const { emotion } of cells) expect(emotions.map(entry => entry.emotion)).toContain(emotion)
  })

  it('the default scores what reviews agree on, with their signs', () => {
    const scored = (emotion: string): Record<string, number> => {
      const [expectation] = expectationsOf(severalSources, [{ label: emotion, emotion: canonicalEmotion(emotion) }])
      return Object.fromEntries(expectation.scored)
    }
    expect(scored('angry')).toEqual({ loudness: 1, f0: 1, high_frequency_energy: 1 })
    expect(scored('fearful')).toEqual({ f0: 1 })
    expect(scored('happy')).toEqual({
      loudness: 1,
      loudness_variability: 1,
      f0: 1,
      f0_variability: 1,
      high_frequency_energy: 0.5,
    })
    expect(scored('sad')).toEqual({ loudness: -1, f0: -1, high_frequency_energy: -1 })
  })

  it.each(['surprise', 'disgust', 'contempt', 'calm', 'neutral', 'boredom'])(
    'no settled expectation of %s',
    emotion => {
      for (const table of bundledTables) {
        const [expectation] = expectationsOf(table, [{ label: emotion, emotion: canonicalEmotion(emotion) }])
        expect(expectation.scored.size).toBe(0)
      }
    },
  )

  it('a label that means no emotion, or none the table knows, has no expectation', () => {
    const [unmapped] = expectationsOf(severalSources, [{ label: 'laughter', emotion: null }])
    expect(unmapped).toMatchObject({ arousal: null, emotion: null })
    expect(unmapped.shown.size).toBe(0)
  })
})

describe('engine/plausibility - which cells are scored', () => {
  const cell = { emotion: 'anger', direction: 'higher', strength: 'clear', source: 'x' } as const

  it('A and B cells of the levels, A cells only of the variabilities', () => {
    expect(isScored({ ...cell, cue: 'loudness', confidence: 'B' })).toBe(true)
    expect(isScored({ ...cell, cue: 'loudness', confidence: 'C' })).toBe(false)
    expect(isScored({ ...cell, cue: 'f0_variability', confidence: 'A' })).toBe(true)
    expect(isScored({ ...cell, cue: 'f0_variability', confidence: 'B' })).toBe(false)
  })

  it('never jitter, shimmer, HNR, what is not measured, nor what sources contradict each other on', () => {
    for (const cue of ['jitter', 'shimmer', 'hnr', 'speech_rate'] as const)
      expect(isScored({ ...cell, cue, confidence: 'A' })).toBe(false)
    expect(isScored({ ...cell, cue: 'loudness', direction: 'mixed', confidence: 'A' })).toBe(false)
  })

  it('alpha ratio and Hammarberg index are one cue, against each other in sign', () => {
    const uses = expertCues.flatMap(cue =>
      expertCueDefinitions[cue].readings.map(reading => ({ expert: cue, ...reading })),
    )
    expect(uses.filter(({ cue }) => cue === 'alpha_ratio' || cue === 'hammarberg')).toEqual([
      { expert: 'high_frequency_energy', cue: 'alpha_ratio', statistic: 'mean', sign: 1 },
      { expert: 'high_frequency_energy', cue: 'hammarberg', statistic: 'mean', sign: -1 },
    ])
  })
})

describe('engine/plausibility - a table that somebody wrote', () => {
  it('an unknown cue is named with its cell and what there is instead', () => {
    const found = refusal(edited(({ cells }) => (cells[2].cue = 'loudnes')))
    expect(found.code).toBe('unknown-key')
    expect(found.message).toMatch(/^Cell 3 \(happiness, loudnes\).*there is no cue “loudnes”.*loudness_variability/)
  })

  it('an unknown emotion likewise, in cells and in levels', () => {
    const inCell = refusal(edited(({ cells }) => (cells[0].emotion = 'wrath')))
    expect(inCell.code).toBe('label-unknown')
    expect(inCell.message).toMatch(/^Cell 1 \(wrath, loudness\).*no emotion “wrath”.*anger/)
    expect(refusal(edited(({ emotions }) => (emotions[1].emotion = 'wrath'))).message).toMatch(/^Emotion 2 \(wrath\)/)
  })

  it('a cell twice, a missing or wrong field, and a key too many are told with their cell', () => {
    expect(refusal(edited(({ cells }) => cells.push({ ...cells[0] })))).toMatchObject({
      code: 'duplicate-key',
      message: expect.stringMatching(/\(anger, loudness\).*twice/),
    })
    expect(refusal(edited(({ emotions }) => emotions.push({ ...emotions[0] }))).code).toBe('duplicate-key')
    expect(refusal(edited(({ cells }) => delete cells[4].source))).toMatchObject({
      code: 'wrong-type',
      message: expect.stringMatching(/^Cell 5 \(calm, loudness\).*source/),
    })
    expect(refusal(edited(({ cells }) => (cells[0].confidence = 'D'))).message).toMatch(
      /^Cell 1 \(anger, loudness\).*confidence/,
    )
    expect(refusal(edited(({ cells }) => (cells[0].weight = 3))).message).toMatch(/^Cell 1 .*weight/)
    expect(refusal(edited(({ cells }) => (cells[0] = 'loud' as never))).message).toMatch(/^Cell 1/)
    expect(refusal(edited(({ emotions }) => (emotions[0].arousal = 7))).message).toMatch(
      /^Emotion 1 \(anger\).*arousal/,
    )
  })

  it.each([[null], [3], ['table'], [[]], [{}], [{ cells: 5 }], [{ cells: [null], emotions: [null] }]])(
    '%j is no table',
    value => {
      expect(refusal(value).code).toBe('wrong-type')
    },
  )

  it('weak where it says so, clear where it says nothing', () => {
    const table = readExpertTable(edited(({ cells }) => delete cells[0].strength))
    expect(table.cells[0].strength).toBe('clear')
  })
})

describe('engine/plausibility - two tables', () => {
  it('a table does not differ from itself', () => {
    for (const table of bundledTables) expect(diffTables(table, table)).toEqual([])
  })

  it('tells what was added, removed and changed', () => {
    const after = readExpertTable(
      edited(table => {
        table.cells[0].confidence = 'C'
        table.cells.splice(1, 1)
        table.cells.push({
          emotion: 'boredom',
          cue: 'f0',
          direction: 'lower',
          confidence: 'B',
          source: 'our own listening test',
        })
        table.emotions[0].arousal = 0.5
      }),
    )
    const changes = diffTables(severalSources, after)
    expect(changes.map(({ kind, emotion, cue }) => [kind, emotion, cue])).toEqual([
      ['changed', 'anger', 'loudness'],
      ['added', 'boredom', 'f0'],
      ['removed', 'fear', 'loudness'],
      ['changed', 'anger', null],
    ])
    expect(changes[0]).toMatchObject({ before: { confidence: 'A' }, after: { confidence: 'C' } })
    const back = diffTables(after, severalSources as ExpertTable).map(({ kind }) => kind)
    expect(back.sort()).toEqual(['added', 'changed', 'changed', 'removed'])
  })
})
