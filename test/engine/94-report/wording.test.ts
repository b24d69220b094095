import { afterAll, describe, expect, it } from 'vitest'
import {
  plausibilitySettingsSchema,
  type DataTable,
  type ErrorDetection,
  type TableCell,
} from '#contracts/plausibility'
import { buildReport } from '#engine/report/build-report'
import { reportHtml } from '#engine/report/report-html'
import { differencesInShort } from '#engine/report/sections/cue-tables'
import { detectionWords } from '#engine/report/sections/summary'
import { saveRefusal } from '#engine/store/results'
import { spokenClips, storeOfSpeech } from '../../helpers/audited-cues'
import { facts, storeOf, type StoreOfClips } from '../../helpers/project'
import { tempDir } from '../../helpers/temp-dir'

const opened: { close(): void }[] = []
afterAll(() => opened.forEach(project => project.close()))

function pageOf({ project, db, audit }: StoreOfClips): string {
  opened.push(project)
  return reportHtml(
    buildReport(db, audit, { programVersion: '1.2.3', plausibility: plausibilitySettingsSchema.parse({}) }),
  )
}

const detection = (changes: Partial<ErrorDetection> = {}): ErrorDetection => {
  const area = { area: 0.8, interval: { low: 0.7, high: 0.9 } }
  const all = { confidence: area, plausibility: area, contrast: area, both: area, gain: area }
  return { clips: 100, wrong: 20, speakers: 12, caveats: [], ...all, ...changes }
}

describe('engine/report - says no more than was measured', () => {
  it('all clips refused: refused with their reasons, and no word on labels, errors or cues', () => {
    const files = ['a.wav', 'b.wav', 'c.wav']
    const store = storeOf(
      tempDir(),
      files.map(file => facts(file)),
    )
    for (const file of files)
      saveRefusal(store.db, store.audit.id, store.ids.get(file)!, { code: 'too-short', message: 'x', details: {} })
    const page = pageOf(store)
    expect(page).toContain('3 clips were refused and not predicted (too-short: 3).')
    expect(page).toContain('No clip has a prediction, 3 were refused: nothing can be scored.')
    expect(page).not.toMatch(/could not be read|stands for a label|is right:|not known|0 clips of {2}/)
  })

  it('wrong predictions that can’t be judged are not called right', () => {
    const page = pageOf(storeOfSpeech(tempDir(), spokenClips(7, 3)))
    expect(page).toMatch(/can be judged|measurable plausibility/)
    expect(page).not.toMatch(/Every prediction is right|not known/)
  })

  it('one speaker, few speakers, few wrong: too few to tell, whatever the interval', () => {
    expect(detectionWords(detection())).toMatch(/better than chance/)
    for (const few of [{ speakers: 1 }, { speakers: 9 }])
      expect(detectionWords(detection(few))).toMatch(/^Too few speakers to tell/)
    for (const few of [{ wrong: 9 }, { wrong: 95 }])
      expect(detectionWords(detection(few))).toMatch(/^Too few clips to tell/)
    const alone = spokenClips(90, 3).map(clip => ({ ...clip, speaker: 's1' }))
    expect(pageOf(storeOfSpeech(tempDir(), alone))).not.toMatch(/better than chance|not known/)
  })

  it('a difference table counts the clips that have a difference', () => {
    const cell = (column: string, n: number): TableCell => ({
      ...{ column, n, speakers: Math.min(n, 2), mean: n === 0 ? null : 1, sd: 1 },
      ...{ interval: null, p: null, q: null },
    })
    const row = (name: string, ...counts: number[]): DataTable['rows'][number] => ({
      ...{ key: [name], clips: 29, speakers: 4 },
      cells: [cell('loudness.mean', counts[0]), cell('f0.mean', counts[1])],
    })
    const table = differencesInShort('x', 'X', {
      columns: ['loudness.mean', 'f0.mean'],
      rows: [row('angry', 20, 20), row('sad', 20, 12), row('happy', 20, 0), row('calm', 0, 0)],
    })
    expect(table.rows[0]).toEqual(['clips', '20', '12 to 20', '20', '0'])
    expect(table.rows[1]).toEqual(['speakers', '2', '2', '2', '0'])
  })
})
