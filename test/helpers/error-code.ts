import { CueScopeError } from '#engine/base/errors'

/** The code that an action is refused with; 'accepted' if it is not. Anything but expected trouble is thrown on. */
export async function codeOf(action: () => unknown): Promise<string> {
  try {
    await action()
    return 'accepted'
  } catch (error) {
    if (error instanceof CueScopeError) return error.code
    throw error
  }
}
