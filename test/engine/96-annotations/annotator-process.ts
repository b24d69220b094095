/** Bundled and forked by crash.test.ts: saves steps one after the other, says each one's id once it is committed, until it is ended. */
import { saveAnnotationSchema } from '#contracts/annotation'
import { saveAnnotation, stepBackOrForth } from '#engine/store/annotation-steps'
import { findOrAddAnnotator } from '#engine/store/annotators'
import { openProjectFile } from '#engine/store/open'

const [path, round, ...clips] = process.argv.slice(2)
const { db } = openProjectFile(path, 'open')
const ada = findOrAddAnnotator(db, 'Ada')
process.on('disconnect', () => process.exit(0))

function step(i: number): void {
  const eventId = `step-${round}-${i}`
  const at = new Date().toISOString()
  process.send!({ begun: eventId })
  if (i % 5 === 4) stepBackOrForth(db, ada, 'undo', eventId, at)
  else {
    const save = saveAnnotationSchema.parse({ eventId, changes: { note: eventId }, listens: 1 })
    saveAnnotation(db, ada, Number(clips[i % clips.length]), save, at)
  }
  process.send!({ done: eventId }, () => setImmediate(step, i + 1))
}
step(0)
