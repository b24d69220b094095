import type { ExplainSettings } from '#contracts/settings'

/** Draws are measured like the salient windows: where those are cut out, each draw's cues are computed anew. */
const mostCutOut = 50

/** How many draws are made. */
export function drawCount({ cues, baselines }: Pick<ExplainSettings, 'cues' | 'baselines'>): number {
  return cues.scope === 'window' ? Math.min(mostCutOut, baselines.draws) : baselines.draws
}
