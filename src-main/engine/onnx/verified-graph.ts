import { CueScopeError } from '#engine/base/errors'
import { compareOutputs } from './compare-runs'
import type { OpenGraph } from './runner'

/**
 * A graph on a provider that may answer wrongly without an error: its first run is repeated on the CPU and must agree,
 * every map of it. Later runs are taken as they come.
 * @param openReference the same graph on the CPU; closed again after the comparison
 * @param tolerance of the largest magnitude of each output
 */
export function verifiedGraph(
  candidate: OpenGraph,
  openReference: () => Promise<OpenGraph>,
  tolerance: number,
): OpenGraph {
  let isVerified = false
  return {
    run: async feeds => {
      const outputs = await candidate.run(feeds)
      if (isVerified) return outputs
      const reference = await openReference()
      try {
        const { worst, output } = compareOutputs(await reference.run(feeds), outputs)
        if (worst > tolerance) {
          const message = `an explanation graph's "${output}" is ${worst.toPrecision(2)} of its largest value off`
          throw new CueScopeError('provider-unavailable', message, { output, deviation: worst })
        }
      } finally {
        await reference.release()
      }
      isVerified = true
      return outputs
    },
    release: () => candidate.release(),
  }
}
