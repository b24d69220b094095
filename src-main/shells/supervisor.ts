import { randomBytes } from 'node:crypto'
import { get as httpGet } from 'node:http'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { EngineAddress } from './engine-address'
import type { ReadyLine } from './engine-messages'

/** A running engine, whatever started it (child process, Electron utility process). */
export interface EngineProcess {
  readonly stdout: Readable
  readonly stderr: Readable
  /** @param listener gets how it ended, in words. Called once. */
  onExit(listener: (how: string) => void): void
  /** Asks it to end. */
  stop(): void
  kill(): void
}

export type EngineStart = (args: string[], env: Record<string, string>) => EngineProcess

/** `away`: dead, being started again. `failed`: given up. */
export type EngineState = 'starting' | 'ready' | 'away' | 'failed' | 'stopped'

export interface SupervisorOptions {
  readonly startEngine: EngineStart
  readonly address: EngineAddress
  readonly dataDir: string
  readonly resourcesDir: string
  /** Decides in the engine whether the window may name any path (browser) or only granted ones (electron). */
  readonly shell: 'electron' | 'browser'
  readonly log: (line: string) => void
  /** @default 1000 */
  readonly heartbeatMs?: number
  /** Without an answer for so long, and three times in a row, the engine counts as hung. @default 10000 */
  readonly hungAfterMs?: number
  /** @default 60000 */
  readonly startLimitMs?: number
  /** @default 5000 */
  readonly stopLimitMs?: number
}

const MISSES_IN_A_ROW = 3
const DEATHS_TO_GIVE_UP = 5
const DEATHS_WINDOW_MS = 60_000
const LAST_WORDS_LINES = 12

/**
 * Keeps one engine running: starts it, listens to its heartbeat, starts it again when it dies or hangs (after 0.2 to
 * 5 s), gives up after five deaths in a minute, and stops it cleanly.
 */
export class EngineSupervisor {
  /** Proves to the engine that a request is the shell's own and not a window's. */
  readonly secret = randomBytes(32).toString('hex')
  #options: Required<SupervisorOptions>
  #state: EngineState = 'stopped'
  #engine: EngineProcess | null = null
  #deathsMs: number[] = []
  #lastWords: string[] = []
  #timers = new Set<NodeJS.Timeout>()
  #listeners = new Set<(state: EngineState, reason: string) => void>()
  #whenGone: (() => void) | null = null

  constructor(options: SupervisorOptions) {
    this.#options = { heartbeatMs: 1000, hungAfterMs: 10_000, startLimitMs: 60_000, stopLimitMs: 5000, ...options }
  }

  get state(): EngineState {
    return this.#state
  }

  get socketPath(): string {
    return this.#options.address.socketPath
  }

  onState(listener: (state: EngineState, reason: string) => void): void {
    this.#listeners.add(listener)
  }

  /** Resolves when the engine listens; rejects with the reason, in words, when it can't be brought up. */
  start(): Promise<void> {
    this.#deathsMs = []
    return new Promise((resolve, reject) => {
      const settle = (state: EngineState, reason: string): void => {
        if (state === 'starting' || state === 'away') return
        this.#listeners.delete(settle)
        if (state === 'ready') resolve()
        else reject(new Error(reason || 'CueScope was stopped before its engine was ready.'))
      }
      this.onState(settle)
      this.#launch()
    })
  }

  /** Asks the engine to end, waits for it within the time limit, then makes it. */
  async stop(): Promise<void> {
    const engine = this.#engine
    this.#enter('stopped')
    this.#clearTimers()
    if (engine) {
      const isGone = new Promise<void>(resolve => (this.#whenGone = resolve))
      engine.stop()
      this.#after(this.#options.stopLimitMs, () => engine.kill())
      await isGone
      this.#clearTimers()
    }
    this.#options.address.dispose()
  }

  #launch(): void {
    const { startEngine, address, dataDir, resourcesDir, shell, startLimitMs } = this.#options
    this.#enter('starting')
    address.clear()
    this.#lastWords = []
    const args = ['--socket', address.socketPath, '--data-dir', dataDir, '--resources', resourcesDir]
    const engine = startEngine(args, { CUESCOPE_SHELL: shell, CUESCOPE_SHELL_SECRET: this.secret })
    this.#engine = engine
    const startLimit = this.#after(startLimitMs, () => {
      this.#remember(`no answer ${startLimitMs / 1000} s after its start`)
      engine.kill()
    })
    createInterface({ input: engine.stderr }).on('line', line => this.#remember(line))
    createInterface({ input: engine.stdout }).on('line', line => {
      const ready = this.#state === 'starting' ? parseReadyLine(line) : null
      if (!ready) return this.#remember(line)
      clearTimeout(startLimit)
      if (ready.ready) {
        this.#enter('ready')
        this.#listenToHeartbeat(engine)
      } else this.#giveUp(ready.error.message)
    })
    engine.onExit(how => this.#gone(engine, how))
  }

  #gone(engine: EngineProcess, how: string): void {
    if (this.#engine !== engine) return
    this.#engine = null
    this.#clearTimers()
    this.#whenGone?.()
    if (this.#state === 'stopped' || this.#state === 'failed') return
    const nowMs = performance.now()
    this.#deathsMs = [...this.#deathsMs.filter(atMs => nowMs - atMs < DEATHS_WINDOW_MS), nowMs]
    this.#options.log(`engine ended: ${how}`)
    if (this.#deathsMs.length >= DEATHS_TO_GIVE_UP) return this.#giveUp(this.#epitaph(how))
    this.#enter('away')
    this.#after(Math.min(5000, 200 * 2 ** (this.#deathsMs.length - 1)), () => this.#launch())
  }

  #giveUp(reason: string): void {
    this.#clearTimers()
    this.#enter('failed', reason)
    this.#engine?.kill()
  }

  #listenToHeartbeat(engine: EngineProcess): void {
    const { heartbeatMs, hungAfterMs } = this.#options
    let misses = 0
    let answeredMs = performance.now()
    let lastBeat = { monotonicMs: answeredMs, wallMs: Date.now() }
    let isAsking = false
    const timer = setInterval(() => {
      const beat = { monotonicMs: performance.now(), wallMs: Date.now() }
      const gapMs = Math.max(beat.monotonicMs - lastBeat.monotonicMs, Math.abs(beat.wallMs - lastBeat.wallMs))
      lastBeat = beat
      // We were not there ourselves (the machine slept, or stood still): nothing can be said about the engine.
      if (gapMs > heartbeatMs + 4000) [misses, answeredMs] = [0, beat.monotonicMs]
      if (misses >= MISSES_IN_A_ROW && beat.monotonicMs - answeredMs >= hungAfterMs) {
        this.#options.log(`engine did not answer for ${Math.round((beat.monotonicMs - answeredMs) / 1000)} s`)
        clearInterval(timer)
        return engine.kill()
      }
      if (isAsking) return
      isAsking = true
      void this.#isHealthy(Math.max(heartbeatMs, hungAfterMs / MISSES_IN_A_ROW)).then(isHealthy => {
        isAsking = false
        if (isHealthy) [misses, answeredMs] = [0, performance.now()]
        else misses += 1
      })
    }, heartbeatMs)
    this.#timers.add(timer)
  }

  #isHealthy(limitMs: number): Promise<boolean> {
    return new Promise(resolve => {
      const request = httpGet(
        { socketPath: this.socketPath, path: '/api/health', agent: false, timeout: limitMs },
        answer => {
          answer.resume()
          answer.on('error', () => resolve(false))
          resolve(answer.statusCode === 200)
        },
      )
      request.on('timeout', () => request.destroy())
      request.on('error', () => resolve(false))
    })
  }

  #enter(state: EngineState, reason = ''): void {
    this.#state = state
    for (const listener of [...this.#listeners]) listener(state, reason)
  }

  #epitaph(how: string): string {
    const words = this.#lastWords.length ? `\nIts last words:\n  ${this.#lastWords.join('\n  ')}` : ''
    return `The engine ended ${DEATHS_TO_GIVE_UP} times within a minute (${how}); it is not started again.${words}`
  }

  #remember(line: string): void {
    this.#options.log(line)
    this.#lastWords = [...this.#lastWords, line].slice(-LAST_WORDS_LINES)
  }

  #after(ms: number, act: () => void): NodeJS.Timeout {
    const timer = setTimeout(act, ms)
    this.#timers.add(timer)
    return timer
  }

  #clearTimers(): void {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
  }
}

function parseReadyLine(line: string): ReadyLine | null {
  if (!line.startsWith('{')) return null
  try {
    const value = JSON.parse(line) as ReadyLine
    return typeof value.ready === 'boolean' ? value : null
  } catch {
    return null // some other line that begins with a brace: it goes to the log
  }
}
