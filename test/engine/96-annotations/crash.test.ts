import { fork } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyAnnotation } from '#engine/annotations/apply-changes'
import { saveAnnotationSchema } from '#contracts/annotation'
import { annotationEvents, findEvent, saveAnnotation, stepBackOrForth } from '#engine/store/annotation-steps'
import { getAnnotation } from '#engine/store/annotations'
import { findOrAddAnnotator } from '#engine/store/annotators'
import { openProjectFile } from '#engine/store/open'
import { projectRoot } from '../../helpers/built-program'
import { bundle, type Bundled } from '../../helpers/bundle'
import { facts, storeOf } from '../../helpers/project'
import { tempDir } from '../../helpers/temp-dir'

let bundled: Bundled
beforeAll(async () => {
  bundled = await bundle({ annotator: '../engine/96-annotations/annotator-process.ts' })
})
afterAll(() => bundled.remove())

interface Told {
  readonly begun?: string
  readonly done?: string
}

/** Lets a process annotate for a while, then kills it. @returns the steps it said it had done, and the one it was at */
async function annotateUntilKilled(
  path: string,
  round: number,
  clips: readonly number[],
  ms: number,
): Promise<string[][]> {
  const child = fork(join(bundled.folder, 'annotator.cjs'), [path, `${round}`, ...clips.map(String)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // The bundle lies elsewhere and leaves native code where it is.
    env: { ...process.env, NODE_PATH: join(projectRoot, 'node_modules') },
  })
  const [begun, done]: [string[], string[]] = [[], []]
  child.on('message', (told: Told) => {
    if (told.begun !== undefined) begun.push(told.begun)
    if (told.done !== undefined) done.push(told.done)
  })
  await expect.poll(() => done.length, { timeout: 20_000, interval: 2 }).toBeGreaterThan(5)
  await pause(ms)
  const ended = new Promise(resolve => child.once('close', resolve))
  child.kill('SIGKILL')
  await ended
  return [begun, done]
}

describe('engine/store, annotators whose program is killed', () => {
  it('engine/store - what was said to be saved is saved; state and log agree; a step sent again is done once', async () => {
    const folder = tempDir()
    const path = join(folder, 'P.cuescope')
    const { project, ids } = storeOf(
      folder,
      ['a.wav', 'b.wav', 'c.wav'].map(file => facts(file)),
    )
    project.close()
    const clips = [...ids.values()]
    for (let round = 0; round < 4; round++) {
      const [begun, done] = await annotateUntilKilled(path, round, clips, 7 * round)
      const { db, close } = openProjectFile(path, 'open')
      const ada = findOrAddAnnotator(db, 'Ada')
      for (const id of done) expect(findEvent(db, id), id).not.toBeNull()
      const logOf = (clip: number): ReturnType<typeof annotationEvents> => annotationEvents(db, ada, clip)
      const listens = (): number => clips.reduce((sum, clip) => sum + getAnnotation(db, ada, clip).effort.listens, 0)
      const checkStates = (): void => {
        for (const clip of clips) {
          const { annotation, effort } = getAnnotation(db, ada, clip)
          expect(annotation).toEqual(logOf(clip).at(-1)?.after ?? emptyAnnotation)
          expect(effort.listens).toBe(logOf(clip).reduce((sum, event) => sum + event.listens, 0))
        }
      }
      checkStates()
      const before = listens()
      const last = begun.at(-1)!
      const isSaved = findEvent(db, last) !== null
      const i = Number(last.split('-')[2])
      for (let attempt = 0; attempt < 2; attempt++) {
        if (i % 5 === 4) stepBackOrForth(db, ada, 'undo', last, new Date().toISOString())
        else {
          const save = saveAnnotationSchema.parse({ eventId: last, changes: { note: last }, listens: 1 })
          saveAnnotation(db, ada, clips[i % clips.length], save, new Date().toISOString())
        }
      }
      expect(listens()).toBe(before + (isSaved || i % 5 === 4 ? 0 : 1))
      checkStates()
      close()
    }
  })
})
