import { describe, expect, it } from 'vitest'
import { Workloads } from '#engine/projects/workloads'
import { listAnnotators } from '#engine/store/annotators'
import { Worker } from '../../helpers/annotations'
import { facts, storeOf } from '../../helpers/project'
import { tempDir } from '../../helpers/temp-dir'

describe('engine, workloads', () => {
  it('engine - how much each did is what counting all of it says, after every kind of step', () => {
    const { db, ids } = storeOf(
      tempDir(),
      ['a.wav', 'b.wav', 'c.wav'].map(file => facts(file)),
    )
    const [a, b] = [ids.get('a.wav')!, ids.get('b.wav')!]
    const loads = new Workloads(db)
    const isTrue = (): void => expect(listAnnotators(db, loads.now())).toEqual(listAnnotators(db))
    isTrue()
    const [ada, ben] = [new Worker(db, 'Ada'), new Worker(db, 'Ben')]
    ada.save(a, { emotion: 'angry' })
    isTrue()
    ben.save(a, { emotion: 'sad', isFinished: true })
    ada.save(b, { emotion: 'sad', isFinished: true })
    isTrue()
    expect(listAnnotators(db, loads.now()).map(({ annotated, finished }) => [annotated, finished])).toEqual([
      [2, 1],
      [1, 1],
    ])
    ada.undo()
    isTrue()
    ada.redo()
    isTrue()
  })
})
