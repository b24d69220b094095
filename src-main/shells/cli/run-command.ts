import { CueScopeError, toErrorBody } from '#engine/base/errors'

/** What a command's end means to a script. */
export const exitCodes = { done: 0, failed: 1, badUsage: 2, someRefused: 3, gateFailed: 4 } as const

/** Runs a command's action; trouble ends as one plain message on stderr and the exit code. */
export function command<Args extends unknown[]>(
  action: (...args: Args) => Promise<number>,
): (...args: Args) => Promise<void> {
  return async (...args) => {
    try {
      process.exitCode = await action(...args)
    } catch (error) {
      const { code, message } = toErrorBody(error)
      process.stderr.write(`cuescope: ${message} (${code})\n`)
      if (!(error instanceof CueScopeError) && error instanceof Error) process.stderr.write(`${error.stack}\n`)
      process.exitCode = code === 'bad-option' ? exitCodes.badUsage : exitCodes.failed
    }
  }
}
