import { z } from 'zod'
import { cueKeySchema } from '#contracts/cue'

const MOST_REGIONS = 100
const regionPattern = /^(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)$/

/** `?at=0.10-0.25,0.40-0.55`: stretches of a clip in seconds. */
export const regionsQuery = z.object({
  at: z.string().transform((text, context) => {
    const regions = text.split(',').map(part => {
      const [, start, end] = regionPattern.exec(part) ?? []
      return { startSec: Number(start), endSec: Number(end) }
    })
    if (regions.length <= MOST_REGIONS && regions.every(({ startSec, endSec }) => startSec < endSec)) return regions
    const message = `write START-END in seconds, commas between, ${MOST_REGIONS} at most, e.g. 0.10-0.25,0.40-0.55; got "${text.slice(0, 100)}"`
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  }),
})

/** `?at=0.10-0.25&limit=20`: stretches, and of how many draws the windows are wanted. */
export const drawsQuery = regionsQuery.extend({ limit: z.coerce.number().int().min(1).max(1000).default(20) })

/** `?at=0.10-0.25&band=300-1200`: stretches, all frequencies of them or those in Hz. */
export const partQuery = regionsQuery.extend({
  band: z
    .string()
    .regex(regionPattern, 'write LOW-HIGH in Hz, e.g. 300-1200')
    .transform(text => {
      const [lowHz, highHz] = text.split('-').map(Number)
      return { lowHz, highHz }
    })
    .optional(),
})

/** `?cues=loudness,f0_hz,hnr` */
export const cuesQuery = z.object({
  cues: z
    .string()
    .default('loudness,f0_hz,hnr')
    .transform(text => [...new Set(text.split(','))])
    .pipe(z.array(cueKeySchema)),
})
