import type { z } from 'zod'
import { CueScopeError } from '#engine/base/errors'

/** Flags that are called otherwise than the setting they fill. */
const flagOf: Readonly<Record<string, string>> = {
  patchMels: 'patch',
  patchFrames: 'patch',
  strideMels: 'stride',
  strideFrames: 'stride',
  channels: 'concept',
  limit: 'show',
}

/** Settings made of flags. @throws CueScopeError bad-option, by the flag, where a value is out of its range */
export function parseSettings<S extends z.ZodType>(schema: S, value: z.input<S>): z.output<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const found = parsed.error.issues.map(({ path, message }) => {
    const name = path.findLast(step => typeof step === 'string') ?? 'settings'
    return `--${flagOf[name] ?? name}: ${message}`
  })
  throw new CueScopeError('bad-option', `${found.join('; ')}.`)
}
