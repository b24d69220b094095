import { describe, expect, it } from 'vitest'
import { exportAudit } from '#engine/exports/export-audit'
import { hideNames } from '#engine/report/hide-names'
import { reportHtml } from '#engine/report/report-html'
import { reportOf } from '#engine/report/report-of'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from '../../helpers/annotations'
import { spokenClips, storeOfSpeech } from '../../helpers/audited-cues'
import { labels } from '../../helpers/project'
import { tempDir } from '../../helpers/temp-dir'

/** Names that are found in no other word. */
const clips = spokenClips(60, 10).map((clip, i) => ({ ...clip, speaker: `patient-${i % 6}-smith` }))
const secrets = /smith|\d{3}\.wav|sha of|jones|hidden note|the doctor/i

describe('engine/exports, names hidden', () => {
  it('engine/exports - no file, hash, speaker, annotator, note or tag is in any table; clips are told apart by number', async () => {
    const { db, audit, project, ids } = storeOfSpeech(tempDir(), clips)
    const someone = new Worker(db, 'Jones')
    someone.save(ids.get('000.wav')!, {
      emotion: 'angry',
      note: 'hidden note',
      tags: ['the doctor'],
      regions: [{ tier: 'smith', startSec: 0, endSec: 0.1, lowHz: null, highHz: null, text: 'smith' }],
    })
    const exported = { audit, labels, modelName: 'some', verdicts: [] }
    for (const hasHiddenNames of [false, true]) {
      const folder = tempDir()
      await exportAudit(db, { ...exported, hasHiddenNames }, 'csv', folder)
      const text = readdirSync(folder).map(name => readFileSync(join(folder, name), 'utf8'))
      expect(secrets.test(text.join('\n'))).toBe(!hasHiddenNames)
      if (!hasHiddenNames) continue
      const rows = readFileSync(join(folder, 'clips.csv'), 'utf8').trim().split('\n').slice(1)
      expect(new Set(rows.map(row => row.split(',')[0])).size).toBe(60)
      expect(new Set(rows.map(row => row.split(',')[2])).size).toBe(6)
      const segments = readFileSync(join(folder, 'segments.csv'), 'utf8').split('\n')[1]
      expect(rows.some(row => row.split(',')[0] === segments.split(',')[0])).toBe(true)
    }
    project.close()
  })

  it('engine/report - with names hidden the report names no speaker and no file', () => {
    const { db, audit, project } = storeOfSpeech(tempDir(), clips)
    const document = reportOf(db, audit, '1.0.0')
    expect(reportHtml(document)).toMatch(/smith/)
    expect(reportHtml(hideNames({ ...document, dataset: 'smith' }))).not.toMatch(secrets)
    expect(reportHtml(hideNames(document))).toContain('speaker-06')
    project.close()
  })
})
