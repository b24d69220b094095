import { it } from 'vitest'
import { join } from 'node:path'
import { loadModel } from '#engine/load-model'
import { explainWith } from '#engine/saliency/registry'
import { perBand } from '#engine/saliency/replacement'
import { oneHot } from '#engine/saliency/subject'
import { projectRoot } from '../../helpers/built-program'
it('x', async () => {
  const { model } = await loadModel(join(projectRoot, 'resources/models/shallow-resnet-en'), null)
  let inRun = 0
  const cpu = () => { const u = process.cpuUsage(); return (u.user + u.system) / 1000 }
  const subject = { ...model.subject, graph: async (k: string, w: never) => { const run = await model.subject.graph(k, w); return async (f: never) => { const t = cpu(); const r = await run(f); inRun += cpu() - t; return r } } }
  const logMel = { rows: 64, cols: 334, data: Float32Array.from({ length: 64 * 334 }, (_, i) => Math.sin(i * 0.7) + Math.cos(i * i * 0.013)) }
  const q = { logMel, replacement: perBand(new Float32Array(64), 334), target: oneHot(0, 7) }
  for (const m of ['crp', 'lrp', 'occlusion'] as const) {
    for (let i = 0; i < 5; i++) await explainWith(m, subject as never, q, {})
    let best = [1e9, 0]
    for (let i = 0; i < 15; i++) { inRun = 0; const t = cpu(); await explainWith(m, subject as never, q, {}); const d = cpu() - t; if (d < best[0]) best = [d, inRun] }
    console.log(m, best)
  }
}, 60000)
