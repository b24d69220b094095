import { paperPreset } from '#contracts/presets'
import type { ExplainSettings } from '#contracts/settings'
import type { ReportCell, ReportTable } from './document'

/** Whether these are the settings of the preset `paper`, whatever layer and channel. */
export function isPaper({ segments, occlusion, crp, cues, methods }: ExplainSettings): boolean {
  const wanted = paperPreset.settings
  const holds = (found: object, asked: object | undefined): boolean =>
    Object.entries(asked ?? {}).every(([key, value]) => (found as Record<string, unknown>)[key] === value)
  return (
    JSON.stringify(methods) === JSON.stringify(wanted.methods) &&
    holds(segments, wanted.segments) &&
    holds(occlusion, wanted.occlusion) &&
    holds(crp, wanted.crp) &&
    holds(cues, wanted.cues)
  )
}

/** What a reader has to know of the preset. */
export function odditiesTable(): ReportTable {
  return {
    kind: 'table',
    id: 'preset-oddities',
    caption: `The preset paper reproduces ${paperPreset.title}; what to know of it`,
    columns: [{ title: '' }, { title: 'what' }],
    rows: paperPreset.oddities.map((text, i): ReportCell[] => [String(i + 1), text]),
  }
}
