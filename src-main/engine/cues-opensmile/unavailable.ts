import { CueScopeError } from '#engine/base/errors'

const howToGetIt =
  'Install it with "pip install opensmile" and give the folder that ' +
  '"python -c \'import opensmile; print(opensmile.__path__[0])\'" prints. ' +
  'Its licence allows private, research and educational use only; the built-in cues agree with it and need no licence.'

/** Why there is no openSMILE to be used, how to get it, and what its licence allows. `what`: whole sentences. */
export function unavailable(what: string, details: Record<string, unknown>, cause?: unknown): CueScopeError {
  return new CueScopeError('provider-unavailable', `${what} ${howToGetIt}`, details, { cause })
}
