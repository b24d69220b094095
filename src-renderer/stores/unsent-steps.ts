import type { SaveAnnotation } from '#contracts/annotation'

/** A step that the engine has not acknowledged yet. */
export interface UnsentStep {
  readonly projectId: string
  readonly annotatorId: number
  readonly clipId: number
  readonly save: SaveAnnotation
}

export type StepStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

const PREFIX = 'cuescope.unsent/'
let count = 0

/**
 * Keeps a step over a closed window; @returns the key it is kept under. An entry of its own each: two windows of one
 * person never write over each other's. Keys sort as the steps were made.
 */
export function keepStep(storage: StepStorage, step: UnsentStep, nowMs: number): string {
  count += 1
  const order = `${String(nowMs).padStart(15, '0')}-${String(count).padStart(9, '0')}`
  const key = `${PREFIX}${order}-${step.save.eventId}`
  storage.setItem(key, JSON.stringify(step))
  return key
}

export function forgetStep(storage: StepStorage, key: string): void {
  storage.removeItem(key)
}

/** All that was kept, in order; an entry that isn't one of ours is left alone. */
export function keptSteps(storage: StepStorage): { readonly key: string; readonly step: UnsentStep }[] {
  const keys = Array.from({ length: storage.length }, (_, i) => storage.key(i)).filter(key => key?.startsWith(PREFIX))
  return (keys as string[]).sort().flatMap(key => {
    const step = readStep(storage.getItem(key))
    return step === null ? [] : [{ key, step }]
  })
}

function readStep(json: string | null): UnsentStep | null {
  try {
    const step = JSON.parse(json ?? 'null') as Partial<UnsentStep> | null
    return typeof step?.save?.eventId === 'string' && typeof step.projectId === 'string' ? (step as UnsentStep) : null
  } catch {
    return null
  }
}
