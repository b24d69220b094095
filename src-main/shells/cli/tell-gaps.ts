import type { OcclusionSettings } from '#contracts/settings'

/** Says on stderr that patches leave bins between them, which no map can then tell anything of. */
export function tellGaps({ patchMels, patchFrames, strideMels, strideFrames }: OcclusionSettings): void {
  if (strideMels > patchMels || strideFrames > patchFrames)
    process.stderr.write(
      `note: steps of ${strideMels}x${strideFrames} (--stride) skip bins between patches of ${patchMels}x${patchFrames} (--patch): nothing is measured there, their relevance is 0.\n`,
    )
}
