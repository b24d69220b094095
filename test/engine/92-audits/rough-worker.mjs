/** A worker process that does what its task’s file name says: what a real process can do to its owner. */
import { Buffer } from 'node:buffer'
import { setInterval } from 'node:timers'

const held = []
const deeds = {
  crash: () => process.kill(process.pid, 'SIGSEGV'),
  abort: () => process.abort(),
  exit: () => process.exit(3),
  hang: () => {
    for (;;);
  },
  sleep: () => undefined,
  bloat: () => setInterval(() => held.push(Buffer.alloc(32 * 2 ** 20, 1)), 10),
}

process.on('message', ({ id, task }) => {
  const deed = deeds[task.file]
  if (deed) deed()
  else process.send({ id, answer: { sha256: `${task.file} by ${process.pid}`, size: 0, mtimeMs: 0 } })
})
process.on('disconnect', () => process.exit(0))
