/** Names of the inputs and outputs that the explanation graphs add to the model's own. */
export const names = {
  target: 'cuescope/target',
  logits: 'cuescope/logits',
  map: 'cuescope/map',
  concepts: (layer: number): string => `cuescope/concepts-${layer}`,
  /** CRP: how many of the highest concepts, int64 [1]. */
  count: 'cuescope/count',
  /** CRP: the channels kept at a layer, float32 [rows x channels]. */
  mask: (layer: number): string => `cuescope/mask-${layer}`,
  /** CRP: channels of the maps, int64 [clips x concepts]. */
  ids: 'cuescope/ids',
  maps: 'cuescope/maps',
  activation: (layer: number): string => `cuescope/activation-${layer}`,
  gradient: (layer: number): string => `cuescope/gradient-${layer}`,
} as const
