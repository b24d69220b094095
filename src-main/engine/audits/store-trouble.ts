import { CueScopeError } from '#engine/base/errors'
import { sqliteError } from '#engine/store/open'

/** The project's own trouble (disk full, gone): it stops a run; it is not one clip's. */
class StoreTrouble extends CueScopeError {
  constructor(error: CueScopeError) {
    super(error.code, error.message, { ...error.details }, { cause: error })
  }
}

/** Runs what reads or writes the project at `path`. */
export function stored<T>(path: string, action: () => T): T {
  try {
    return action()
  } catch (cause) {
    throw new StoreTrouble(sqliteError(path, cause))
  }
}

/** Is it trouble of one clip, to be a row with its reason? All else ends the run. */
export function concernsOneClip(error: unknown): error is CueScopeError {
  return error instanceof CueScopeError && !(error instanceof StoreTrouble) && error.code !== 'cancelled'
}
