import { describe, expect, it } from 'vitest'
import type { ClipQueryInput } from '#contracts/clip'
import { columnInfos } from '#engine/projects/audit-table'
import { eachClip, getClip } from '#engine/store/clips'
import { emotionCounts, listDatasets, saveDataset } from '#engine/store/datasets'
import { saveRefusal } from '#engine/store/results'
import { countProgress, summarise } from '#engine/store/summary'
import { facts, labels, report, storeOf } from '../../helpers/project'
import { pageOf } from '../../helpers/page-of'
import { tempDir } from '../../helpers/temp-dir'

const [angry, happy, sad] = [0, 1, 2]

/** Two corpora; one clip unmapped, one refused, one waiting, one without a label. */
const store = storeOf(tempDir(), [
  { ...facts('a_1.wav'), predicted: angry },
  { ...facts('a%2.wav'), predicted: sad },
  { ...facts('B\\3.wav', { emotion: 'happiness', speaker: 'YAF' }), predicted: happy },
  { ...facts('c.wav', { emotion: 'calm' }), predicted: sad },
  { ...facts('d.wav', { emotion: null }), predicted: happy },
  { ...facts('r/x.wav', { dataset: 'ravdess', speaker: '21', sex: 'male', emotion: 'sadness' }), predicted: sad },
  { ...facts('r/y.wav', { dataset: 'ravdess', speaker: null, sex: null, emotion: 'sadness' }) },
  { ...facts('z.wav') },
])
const { db, audit, ids } = store
saveRefusal(db, audit.id, ids.get('r/y.wav')!, { code: 'not-audio', message: 'r/y.wav is a text.' })

const page = (query: ClipQueryInput = {}): string[] => pageOf(db, audit, query).rows.map(({ file }) => file)

describe('engine/store, the clips of an audit', () => {
  it('engine/store - one row a clip, in order of file, with its state', () => {
    const { total, rows } = pageOf(db, audit)
    expect(total).toBe(8)
    expect(
      rows.map(({ file, state, expected, predicted, isCorrect }) => [file, state, expected, predicted, isCorrect]),
    ).toEqual([
      ['B\\3.wav', 'done', 'happy', 'happy', true],
      ['a%2.wav', 'done', 'angry', 'sad', false],
      ['a_1.wav', 'done', 'angry', 'angry', true],
      ['c.wav', 'done', null, 'sad', null],
      ['d.wav', 'done', null, 'happy', null],
      ['r/x.wav', 'done', 'sad', 'sad', true],
      ['r/y.wav', 'refused', 'sad', null, null],
      ['z.wav', 'waiting', 'angry', null, null],
    ])
    expect(rows[6].error).toEqual({ code: 'not-audio', message: 'r/y.wav is a text.' })
    expect(rows[0].durationSec).toBe(1)
  })

  it('engine/store - pages are cut from the whole order and tell the total', () => {
    const all = page()
    const pages = [0, 3, 6, 9].map(offset => pageOf(db, audit, { offset, limit: 3 }))
    expect(pages.flatMap(({ rows }) => rows.map(({ file }) => file))).toEqual(all)
    expect(pages.map(({ total, offset }) => [total, offset])).toEqual([
      [8, 0],
      [8, 3],
      [8, 6],
      [8, 9],
    ])
  })

  it.each([
    [{ outcome: 'correct' }, ['B\\3.wav', 'a_1.wav', 'r/x.wav']],
    [{ outcome: 'wrong' }, ['a%2.wav']],
    [{ outcome: 'unmapped' }, ['c.wav', 'd.wav']],
    [{ outcome: 'refused' }, ['r/y.wav']],
    [{ expected: 'angry', predicted: 'sad' }, ['a%2.wav']],
    [{ dataset: 'ravdess' }, ['r/x.wav', 'r/y.wav']],
    [{ speaker: 'YAF' }, ['B\\3.wav']],
    [{ dataset: 'ravdess', outcome: 'correct' }, ['r/x.wav']],
    [{ text: 'A' }, ['B\\3.wav', 'a%2.wav', 'a_1.wav', 'c.wav', 'd.wav', 'r/x.wav', 'r/y.wav', 'z.wav']],
    [{ text: 'R/' }, ['r/x.wav', 'r/y.wav']],
    [{ text: '%' }, ['a%2.wav']],
    [{ text: '_' }, ['a_1.wav']],
    [{ text: '\\' }, ['B\\3.wav']],
    [{ text: 'nowhere' }, []],
  ] as [ClipQueryInput, string[]][])('engine/store - filter %j', (query, files) => {
    expect(page(query)).toEqual(files)
    expect(pageOf(db, audit, query).total).toBe(files.length)
  })

  it.each(["' OR 1=1 --", "'; DROP TABLE clips; --", '" OR ""="', '@limit', '?', '%%\\', "x') UNION SELECT 1 --"])(
    'engine/store - %s in a filter is only text',
    text => {
      for (const key of ['text', 'speaker', 'dataset', 'expected', 'predicted'])
        expect(page({ [key]: text })).toEqual([])
      expect(page()).toHaveLength(8)
    },
  )

  it('engine/store - sorting: either way, what is unknown last, files break ties', () => {
    expect(page({ sort: 'speaker' }).at(-1)).toBe('r/y.wav')
    expect(page({ sort: 'speaker', order: 'desc' }).at(-1)).toBe('r/y.wav')
    expect(page({ sort: 'predicted', order: 'desc' })).toEqual([
      ...['a%2.wav', 'c.wav', 'r/x.wav'],
      ...['B\\3.wav', 'd.wav'],
      ...['a_1.wav'],
      ...['r/y.wav', 'z.wav'],
    ])
    for (const { id: sort } of columnInfos()) expect(page({ sort }).sort()).toEqual(page().sort())
  })

  it('engine/store - a clip by its id has facts, logits and audio; one of nobody is not found', () => {
    const clip = getClip(db, audit, ids.get('a_1.wav')!)
    expect(clip.facts).toEqual(facts('a_1.wav'))
    expect([...clip.logits!]).toEqual([2, 0.25, 0.5])
    expect(clip.audio).toEqual({ sampleRateHz: 16_000, channels: 1, samples: 16_000, notes: [] })
    expect(() => getClip(db, audit, 999)).toThrow('no clip 999')
  })

  it('engine/store - scores count what has a result and maps onto a label; the rest is named', () => {
    const { scored, correct, accuracy, uar, confusion, unmapped, refused, datasets } = summarise(db, audit, labels)
    expect({ scored, correct, accuracy }).toEqual({ scored: 4, correct: 3, accuracy: 0.75 })
    // Recalls: angry 1/2, happy 1/1, sad 1/1.
    expect(uar).toBeCloseTo((0.5 + 1 + 1) / 3, 12)
    expect(confusion).toEqual([
      [1, 0, 1],
      [0, 1, 0],
      [0, 0, 1],
    ])
    expect(unmapped).toEqual({ calm: 1, 'no label': 1 })
    expect(refused.map(({ file, error }) => [file, error.code])).toEqual([['r/y.wav', 'not-audio']])
    expect(datasets.map(({ dataset, scored: n, correct: right }) => [dataset, n, right])).toEqual([
      ['ravdess', 1, 1],
      ['tess', 3, 2],
    ])
    expect(countProgress(db, audit)).toEqual({ total: 8, done: 6, refused: 1, scored: 4, correct: 3 })
  })

  it('engine/store - every clip once, in order of file', () => {
    expect([...eachClip(db, audit)].map(({ row }) => row.file)).toEqual(page())
  })
})

describe('engine/store, data sets', () => {
  it('engine/store - a limited audit holds the first clips by file', () => {
    const { db: own, audit: limited } = storeOf(
      tempDir(),
      ['c', 'a', 'b'].map(name => facts(`${name}.wav`)),
      2,
    )
    expect(pageOf(own, limited, {}).rows.map(({ file }) => file)).toEqual(['a.wav', 'b.wav'])
  })

  it('engine/store - a folder listed again: what is new comes in, what vanished steps back, results stay', () => {
    const folder = '/somewhere'
    const own = storeOf(tempDir(), [
      { ...facts('a.wav'), predicted: 0 },
      { ...facts('b.wav'), predicted: 1 },
    ])
    const relist = (files: string[]): number =>
      saveDataset(
        own.db,
        'set',
        report(
          own.project.path,
          files.map(file => facts(file)),
        ),
        files.map(file => facts(file)),
      )
    const [{ folder: known }] = listDatasets(own.db)
    expect(known).not.toBe(folder)
    const clips = ['b.wav', 'c.wav'].map(file => facts(file, { emotion: 'sadness' }))
    expect(saveDataset(own.db, 'set', report(known, clips), clips)).toBe(own.audit.datasetId)
    const rows = pageOf(own.db, own.audit, {}).rows
    expect(rows.map(({ file, state, emotion }) => [file, state, emotion])).toEqual([
      ['b.wav', 'done', 'sadness'],
      ['c.wav', 'waiting', 'sadness'],
    ])
    saveDataset(
      own.db,
      'set',
      report(known, clips),
      ['a.wav', 'b.wav'].map(file => facts(file)),
    )
    expect(countProgress(own.db, own.audit)).toMatchObject({ total: 2, done: 2 })
    expect(relist([])).not.toBe(own.audit.datasetId)
  })

  it('engine/store - emotions are counted, the most frequent first', () => {
    const own = storeOf(tempDir(), [
      facts('1'),
      facts('2', { emotion: 'fear' }),
      facts('3', { emotion: 'fear' }),
      facts('4', { emotion: null }),
    ])
    expect(Object.entries(emotionCounts(own.db, own.audit.datasetId))).toEqual([
      ['fear', 2],
      ['anger', 1],
    ])
    const [card] = listDatasets(own.db)
    expect(card).toMatchObject({ clips: 4, speakers: 1, isMissing: false })
  })
})
