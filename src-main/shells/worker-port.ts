import { writeFileSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { utilityParentPort, type UtilityPort } from './engine-messages'
import { dieWithParent } from './die-with-parent'

/** A worker's line to its owner; the same for both transports. */
export interface WorkerPort {
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
}

/**
 * To be called first thing in a worker's entry. Also makes the process a modest one: it ends with its owner even while
 * stuck in native code, leaves Ctrl-C to the owner, steps back for the window, and is the first to go when memory is short.
 */
export function openWorkerPort(): WorkerPort {
  process.on('SIGINT', () => undefined)
  process.on('unhandledRejection', error => {
    console.error(error)
    process.exit(1)
  })
  stepBack()
  const parentPort = utilityParentPort()
  return parentPort ? portFromShell(parentPort) : portToParent()
}

function stepBack(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
    if (process.platform === 'linux') writeFileSync('/proc/self/oom_score_adj', '800')
  } catch (error) {
    console.error(`worker: runs at normal priority (${(error as Error).message})`)
  }
}

function portToParent(): WorkerPort {
  dieWithParent()
  process.on('disconnect', () => process.exit(0))
  return {
    post: message => void process.send?.(message),
    onMessage: listener => void process.on('message', listener),
  }
}

function portFromShell(parentPort: UtilityPort): WorkerPort {
  const unsent: unknown[] = []
  const listeners: ((message: unknown) => void)[] = []
  let port: UtilityPort | null = null
  let isOpen = false
  const openWhenHeard = (): void => {
    if (!port || listeners.length === 0 || isOpen) return
    isOpen = true
    port.on('message', ({ data }) => listeners.forEach(listener => listener(data)))
    port.on('close', () => process.exit(0))
    port.start()
  }
  parentPort.on('message', ({ ports }) => {
    port = ports[0]
    for (const message of unsent.splice(0)) port.postMessage(message)
    openWhenHeard()
  })
  return {
    post: message => {
      if (port) port.postMessage(message)
      else unsent.push(message)
    },
    onMessage: listener => {
      listeners.push(listener)
      openWhenHeard()
    },
  }
}
