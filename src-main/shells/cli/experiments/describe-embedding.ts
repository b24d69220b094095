import type { EmbeddingResult } from '#contracts/experiments/embedding'

export function describeEmbedding({ layer, size, clips }: EmbeddingResult): string[] {
  return [`${layer}: ${size} activations of each of ${clips} clips`]
}
