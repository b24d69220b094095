/** Bundled and forked by lock.test.ts: takes a lock when told to, says whether it got it, and keeps it until it is ended. */
import { takeLock } from '#engine/store/lock'

process.on('message', (path: string) => {
  try {
    takeLock(path)
    process.send!('got')
  } catch (error) {
    process.send!((error as { code: string }).code)
  }
})
process.on('disconnect', () => process.exit(0))
process.send!('ready')
