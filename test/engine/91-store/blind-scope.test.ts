import { describe, expect, it } from 'vitest'
import { newQueuesSchema } from '#contracts/annotation-queue'
import { ScoreCache } from '#engine/projects/score-cache'
import { readerOf, untoldStamp } from '#engine/projects/untold-clips'
import { addQueues } from '#engine/store/annotation-queues'
import { getAudit, listAudits } from '#engine/store/audits'
import { predictedClips } from '#engine/store/experiment-items'
import { saveRefusal } from '#engine/store/results'
import { scoredClips } from '#engine/store/scored-clips'
import { countGroups, countSome, countsWithout, progressOf, summarise } from '#engine/store/summary'
import { Worker } from '../../helpers/annotations'
import { facts, labels, storeOf } from '../../helpers/project'
import { tempDir } from '../../helpers/temp-dir'

const [angry, happy, sad] = [0, 1, 2]
const store = storeOf(tempDir(), [
  { ...facts('a.wav'), predicted: angry },
  { ...facts('b.wav'), predicted: sad },
  { ...facts('c.wav', { emotion: 'happiness' }), predicted: happy },
  { ...facts('d.wav', { emotion: 'calm' }), predicted: sad },
  { ...facts('e.wav', { dataset: 'ravdess', emotion: 'sadness' }), predicted: sad },
  { ...facts('f.wav', { dataset: 'ravdess', emotion: 'sadness' }) },
])
const { db, audit, ids } = store
const id = (file: string): number => ids.get(file)!
saveRefusal(db, audit.id, id('f.wav'), { code: 'not-audio', message: 'f.wav is a text.' })
const [ada, ben] = [new Worker(db, 'Ada'), new Worker(db, 'Ben')]
const queueOf = (who: Worker, name: string, files: readonly string[], isBlind = true): void => {
  const request = newQueuesSchema.parse({ name, annotatorIds: [who.id], isBlind })
  addQueues(db, audit.id, request, [files.map(id)])
}
queueOf(ada, 'blind', ['b.wav', 'd.wav', 'f.wav'])
queueOf(ada, 'in sight', ['a.wav'], false)
queueOf(ben, 'blind', ['a.wav'])
const read = getAudit(db, audit.id, ada.id)
const files = (clips: readonly { readonly file: string }[]): string[] => clips.map(({ file }) => file)

describe('engine/store, an audit as it is read for somebody', () => {
  it('engine/store - clips that they have yet to hear blind are out of its scope, for nobody else', () => {
    expect(files(scoredClips(db, read))).toEqual(['a.wav', 'c.wav', 'e.wav'])
    expect(files(predictedClips(db, read))).toEqual(['a.wav', 'c.wav', 'e.wav'])
    expect(files(scoredClips(db, getAudit(db, audit.id, ben.id)))).toEqual(['b.wav', 'c.wav', 'd.wav', 'e.wav'])
    expect(files(scoredClips(db, audit))).toEqual(['a.wav', 'b.wav', 'c.wav', 'd.wav', 'e.wav'])
    expect(listAudits(db, ada.id)).toEqual([read])
  })

  it('engine/store - an audit of the first clips is of no others instead', () => {
    expect(files(scoredClips(db, { ...read, limit: 3 }))).toEqual(['a.wav', 'c.wav'])
  })

  it('engine/store - what is taken from the counts of all are the counts of the others', () => {
    const waiting = ['b.wav', 'd.wav', 'f.wav'].map(id)
    const left = countsWithout(countGroups(db, audit), countSome(db, audit, waiting))
    expect(left).toEqual(countGroups(db, read))
    expect(progressOf(left)).toEqual({ total: 3, done: 3, refused: 0, scored: 3, correct: 3 })
    expect(countsWithout(countGroups(db, audit), countSome(db, audit, []))).toEqual(countGroups(db, audit))
  })

  it('engine/projects - scores that are kept serve every reader, and say nothing of a clip that was refused', () => {
    let reads = 0
    const counted = new Proxy(db, {
      get(target, name) {
        if (name !== 'prepare') return Reflect.get(target, name) as unknown
        return (sql: string) => {
          if (sql.includes('GROUP BY corpus') && !sql.includes('@clipIds')) reads++
          return target.prepare(sql)
        }
      },
    })
    const cache = new ScoreCache(
      counted,
      () => 1,
      () => false,
    )
    expect(cache.summary(audit)).toEqual(summarise(db, audit, labels))
    expect(cache.summary(read)).toEqual(summarise(db, read, labels))
    expect(cache.summary(read)).toMatchObject({ scored: 3, correct: 3, refused: [], unmapped: {} })
    expect(cache.told(read, { scored: 4, correct: 3 })).toEqual({ scored: 3, correct: 3 })
    expect(cache.told(audit, { scored: 4, correct: 3 })).toEqual({ scored: 4, correct: 3 })
    expect(reads, 'all clips are counted once').toBe(1)
  })

  it('engine/projects - who has heard everything is nobody in particular; another clip heard, another stamp', () => {
    const before = untoldStamp(db, readerOf(db, { reader: ada.id }))
    ada.save(id('b.wav'), { emotion: 'sad', isFinished: true })
    expect(files(scoredClips(db, read))).toEqual(['a.wav', 'b.wav', 'c.wav', 'e.wav'])
    expect(untoldStamp(db, readerOf(db, { reader: ada.id }))).not.toBe(before)
    for (const file of ['d.wav', 'f.wav']) ada.save(id(file), { emotion: 'sad', isFinished: true })
    expect([readerOf(db, { reader: ada.id }), readerOf(db, {}), untoldStamp(db, null)]).toEqual([null, null, ''])
    expect(readerOf(db, { reader: ben.id })).toBe(ben.id)
  })
})
