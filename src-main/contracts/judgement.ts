import { z } from 'zod'

const removalSchema = z.object({
  /** Area under the target's probability as the most relevant blocks go first: low is good. */
  deletion: z.number(),
  /** The same as they come back first: high is good. */
  insertion: z.number(),
  /** Mean fall of the probability, most relevant first: high is good. [samek2017] */
  aopc: z.number(),
  /** Area between least-relevant-first and most-relevant-first: high is good. */
  abpc: z.number(),
})

const curveSchema = z.object({ shares: z.array(z.number()), scores: z.array(z.number()) })

/** Whether a map tells what the model uses, with controls that give the numbers a meaning. */
export const judgementSchema = z.object({
  map: removalSchema,
  /** Blocks in random order, the mean of five draws. */
  random: removalSchema,
  /** Loudest blocks first. */
  energy: removalSchema,
  curves: z.object({ deletion: curveSchema, insertion: curveSchema, leastFirst: curveSchema }),
  /** Gini coefficient of the map's magnitudes; null for a map of zeros. */
  sparseness: z.number().nullable(),
  /** Entropy of the map's magnitudes, in nats. */
  complexity: z.number().nullable(),
  /** Largest relative change of the map under noise too weak to change the label; null: each noise changed it. */
  maxSensitivity: z.number().nullable(),
  /** Rank correlation with the map of the same model with re-drawn weights: near 0 is good; null: not possible here. */
  redrawnSpearman: z.number().nullable(),
  /** Over random sets of blocks: correlation of the map's sum on a set with the fall it causes; high is good. [bhatt2020] */
  correlation: z.number().nullable(),
  /** Over the same sets: mean square of what the map's sum, scaled to fit best, misses of the fall; low is good. [yeh2019] */
  infidelity: z.number().nullable(),
})
export type Judgement = z.infer<typeof judgementSchema>
