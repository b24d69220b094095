import { afterAll, describe, expect, it } from 'vitest'
import { plausibilitySettingsSchema } from '#contracts/plausibility'
import { paperPreset } from '#contracts/presets'
import { explainSettingsSchema, type ExplainSettings } from '#contracts/settings'
import { settingsHash } from '#engine/audits/result-key'
import { buildReport } from '#engine/report/build-report'
import type { ReportSection } from '#engine/report/document'
import { isPaper } from '#engine/report/paper-preset'
import { findOrCreateAudit } from '#engine/store/audits'
import { saveResult } from '#engine/store/results'
import { spokenClips, storeOfSpeech } from '../../helpers/audited-cues'
import { labels, measures, result, settings } from '../../helpers/project'
import { tempDir } from '../../helpers/temp-dir'

const paper = (channel: number): ExplainSettings =>
  explainSettingsSchema.parse({
    ...paperPreset.settings,
    crp: { ...paperPreset.settings.crp, layer: 'conv', channels: [channel] },
  })

const opened: { close(): void }[] = []
afterAll(() => opened.forEach(project => project.close()))

describe('engine/report - the preset paper', () => {
  it('is known by its settings, whatever layer and channel; our defaults are not it', () => {
    expect(isPaper(paper(35))).toBe(true)
    expect(isPaper(paper(3))).toBe(true)
    expect(isPaper(settings)).toBe(false)
    expect(isPaper({ ...paper(35), segments: settings.segments })).toBe(false)
    expect(isPaper({ ...paper(35), cues: settings.cues })).toBe(false)
  })

  it('its results are others than ours, and ours keep their key: what is left out changes nothing', () => {
    const plain = explainSettingsSchema.parse({})
    expect(settingsHash({ ...plain, segments: { ...plain.segments, grid: undefined } })).toBe(settingsHash(plain))
    expect(settingsHash({ ...plain, segments: { ...plain.segments, grid: 'fixed' } })).not.toBe(settingsHash(plain))
    expect(settingsHash({ ...plain, cues: { ...plain.cues, scope: undefined } })).toBe(settingsHash(plain))
    expect(settingsHash({ ...plain, cues: { ...plain.cues, scope: 'window' } })).not.toBe(settingsHash(plain))
  })

  it('beside our settings on the same clips: overlap of windows, cues, oddities', () => {
    const clips = spokenClips(60, 10)
    const { project, db, audit, ids, keyOf } = storeOfSpeech(tempDir(), clips)
    opened.push(project)
    const { datasetId, modelSha, labelMap, limit } = audit
    const plan = { datasetId, modelSha, labelMap, limit }
    const other = findOrCreateAudit(db, { ...plan, settings: paper(3), settingsHash: settingsHash(paper(3)) })
    // The stored window is 0.10-0.25 s; theirs begins 0.05 s later: 0.10 s of 0.20 s is shared.
    const shifted = { rank: 1, startSec: 0.15, endSec: 0.3, score: 1, share: 0.5 }
    for (const [i, file] of [...ids.keys()].entries()) {
      const method = { ...result(clips[i].predicted).methods[0], ...measures, segments: [shifted] }
      const key = { ...keyOf(file), settingsHash: other.settingsHash }
      saveResult(db, key, result(clips[i].predicted, { methods: [method] }), labels)
    }
    const plausibility = plausibilitySettingsSchema.parse({})
    const sectionOf = (of: typeof audit): ReportSection =>
      buildReport(db, of, { programVersion: '1', plausibility }).sections.find(({ title }) =>
        title.startsWith('Other settings'),
      )!
    const section = sectionOf(audit)
    expect(section.title).toContain('preset paper')
    expect(section.blocks[0]).toMatchObject({
      kind: 'text',
      text: expect.stringContaining('overlap by 0.50 [0.50, 0.50]') as string,
    })
    expect(section.blocks.map(block => (block.kind === 'table' ? block.rows.length : 0))).toContain(
      paperPreset.oddities.length,
    )
    expect(sectionOf(other).title).toContain('preset paper and audit 1')
  })
})
