import { describe, expect, it } from 'vitest'
import type { MergeReport } from '#contracts/labels-file'
import { readLabelsTable } from '#engine/annotations/labels-table'
import { mergeForeign } from '#engine/projects/merge-foreign'
import { annotationsOfClip, getAnnotation } from '#engine/store/annotations'
import { findAnnotator } from '#engine/store/annotators'
import { Worker } from '../../helpers/annotations'
import { codeOf } from '../../helpers/error-code'
import { facts, storeOf, type StoreOfClips } from '../../helpers/project'
import { tempDir } from '../../helpers/temp-dir'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const read = (text: string, name = 'table.csv'): ReturnType<typeof readLabelsTable> =>
  readLabelsTable(bytes(text), name)
const store = (...files: string[]): StoreOfClips =>
  storeOf(
    tempDir(),
    files.map(file => facts(file)),
  )
const merge = ({ db }: StoreOfClips, text: string, name = 'table.csv'): MergeReport =>
  mergeForeign(db, bytes(text), { name, annotator: null }, '2026-01-02T10:00:00Z')

/** As the corpus is usually distributed: its own quotes and row numbers. */
const summaryTable = `"","FileName","VoiceVote","VoiceLevel","FaceVote","FaceLevel","MultiModalVote","MultiModalLevel"
"1","1001_IEO_NEU_XX","N",66.2,"N",61.1,"N",70.1
"2","1001_IEO_ANG_HI","A:D","43.5:51","A",68,"A",71
"3","1002_DFA_HAP_XX","",0,"H",80,"H",81
`

describe('engine/annotations, tables of labels', () => {
  it('engine/annotations - what listeners of CREMA-D voted for; split votes are unsure, unheard clips nothing', () => {
    const [neutral, split, ...none] = read(summaryTable, 'summaryTable.csv')
    expect(none).toEqual([])
    expect(neutral).toMatchObject({ file: '1001_IEO_NEU_XX', annotator: 'CREMA-D listeners' })
    expect(neutral.annotation).toMatchObject({ emotion: 'neutral', isBlind: true, isFinished: true })
    expect(split.annotation).toMatchObject({ emotion: 'unknown', tags: ['unsure: anger or disgust'] })
  })

  it('engine/annotations - rows of other programs: answers, stretches, who; decimal commas; empty rows say nothing', () => {
    const table = read(
      'File;Rater;Label;Arousal;Note;Begin;End_sec;Tier;Annotation\n' +
        'a.wav;Ada;angry;0,5;loud;;;;\n' +
        'a.wav;Ada;;;;0,25;0,75;voice;creak\n' +
        'b.wav;;;;;;;;\n',
    )
    expect(table).toHaveLength(2)
    expect(table[0]).toMatchObject({ annotator: 'Ada', annotation: { emotion: 'angry', arousal: 0.5, note: 'loud' } })
    expect(table[1].annotation).toMatchObject({
      emotion: null,
      isFinished: false,
      regions: [{ tier: 'voice', startSec: 0.25, endSec: 0.75, lowHz: null, highHz: null, text: 'creak' }],
    })
  })

  it('engine/annotations - what is no table of labels, or says what can not be, is refused with the place', async () => {
    expect(await codeOf(() => read('clip_id,emotion\n1,sad\n'))).toBe('missing-column')
    expect(await codeOf(() => read('file,speaker\na.wav,s1\n'))).toBe('missing-column')
    expect(await codeOf(() => read('file,emotion\na.wav,\n'))).toBe('no-rows')
    expect(await codeOf(() => read('file,arousal\na.wav,4\n'))).toBe('out-of-range')
    expect(await codeOf(() => read('file,arousal\na.wav,high\n'))).toBe('wrong-type')
    expect(await codeOf(() => read('file,start,end\na.wav,0.5,0.2\n'))).toBe('out-of-range')
  })

  it('engine/store - files are told by their names; the same table again changes nothing', () => {
    const own = store('AudioWAV/1001_IEO_NEU_XX.wav', 'AudioWAV/1001_IEO_ANG_HI.wav')
    const first = merge(own, summaryTable, 'summaryTable.csv')
    expect(first).toMatchObject({ labels: 2, added: 2, known: 0, newAnnotators: ['CREMA-D listeners'], leftOut: [] })
    const [said] = annotationsOfClip(own.db, own.ids.get('AudioWAV/1001_IEO_NEU_XX.wav')!)
    expect(said.annotation.emotion).toBe('neutral')
    expect(merge(own, summaryTable, 'summaryTable.csv')).toMatchObject({ added: 0, updated: 0, known: 2 })
  })

  it('engine/store - what an annotator said already stays, but for what the table says otherwise', () => {
    const own = store('a.wav', 'b.wav')
    const clip = own.ids.get('a.wav')!
    const ada = new Worker(own.db, 'Ada')
    ada.save(clip, { emotion: 'angry', valence: -0.5, tags: ['mine'] })
    const table = 'file,annotator,emotion,tags,start,end,text\na.wav,Ada,sad,lab,,,\na.wav,Ada,,,0.1,0.2,sigh\n'
    expect(merge(own, table)).toMatchObject({ labels: 1, updated: 1, conflicts: [] })
    expect(ada.says(clip)).toMatchObject({ emotion: 'sad', valence: -0.5, tags: ['mine', 'lab'] })
    expect(ada.says(clip).regions.map(({ text }) => text)).toEqual(['sigh'])
    ada.undo()
    expect(ada.says(clip)).toMatchObject({ emotion: 'angry', tags: ['mine'], regions: [] })
  })

  it('engine/store - names of two clips, unknown clips and unknown words are left out and named', () => {
    const own = store('one/a.wav', 'two/a.wav', 'b.wav')
    const table = 'file,emotion\na.wav,sad\nnowhere.wav,sad\nb.wav,grumpy\none/a.wav,SADNESS\n'
    const report = merge(own, table, 'ratings.csv')
    expect(report).toMatchObject({ labels: 4, added: 1, newAnnotators: ['ratings'] })
    expect(report.leftOut.map(({ file, reason }) => [file, reason])).toEqual([
      ['a.wav', 'several-names'],
      ['nowhere.wav', 'unknown-clip'],
      ['b.wav', 'unknown-emotion'],
    ])
    const { id } = findAnnotator(own.db, 'ratings')!
    expect(getAnnotation(own.db, id, own.ids.get('one/a.wav')!).annotation.emotion).toBe('sadness')
  })
})
