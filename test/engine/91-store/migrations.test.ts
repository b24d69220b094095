import Database from 'better-sqlite3'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { settingsHash } from '#engine/audits/result-key'
import { canonicalJson } from '#engine/base/hash'
import { renewAudit, renewAuditOf } from '#engine/projects/renew-audit'
import { getAudit, listAudits } from '#engine/store/audits'
import { getExplanations } from '#engine/store/explanations'
import { migrate } from '#engine/store/migrate'
import { openProjectFile } from '#engine/store/open'
import { model, settings } from '../../helpers/project'
import { tempDir } from '../../helpers/temp-dir'

/** A project as version 20 left it: one audit of one clip, with windows and two cues, settings without baselines. */
function projectOfVersion20(): string {
  const path = join(tempDir(), 'old.cuescope')
  const db = new Database(path)
  migrate(db, 20)
  const old = Object.fromEntries(Object.entries(settings).filter(([key]) => key !== 'baselines'))
  db.exec(`
    INSERT INTO datasets VALUES (1, 'set', '/clips', '[]', '[]', '2026-01-01');
    INSERT INTO clips (id, dataset_id, file, corpus, sha256) VALUES (1, 1, 'a.wav', 'tess', 'aa');
    INSERT INTO audio VALUES ('aa', 16000, 1, 16000, '[]');
    INSERT INTO results VALUES (1, 'aa', 'mm', 'old', 'sad', 0.9, x'0000803f', '[]');
    INSERT INTO explanations VALUES (1, 1, 'occlusion', 'sad', x'0000803f', '{}');
    INSERT INTO segments VALUES (1, 1, 0.1, 0.25, 3, 0.5);
    INSERT INTO cues VALUES (1, 'salient', 'loudness', 1, 0.5, 0.6, 1, 1.4, 0.8, 15), (1, 'full', 'loudness', 2, 0.5, 0.6, 1, 1.4, 0.8, 99);
  `)
  db.prepare("INSERT INTO models VALUES ('mm', '/model', ?)").run(JSON.stringify(model.manifest))
  db.prepare("INSERT INTO audits VALUES (1, 1, 'mm', ?, 'old', '{}', NULL, 'done', NULL, '2026-01-01', NULL)").run(
    canonicalJson(old),
  )
  db.close()
  return path
}

describe('engine/store, migrations', () => {
  it('engine/store - 0030: a project of version 20 opens, its explanations as they were, the new parts empty', () => {
    const { db, close } = openProjectFile(projectOfVersion20(), 'open')
    const { explanations, both } = getExplanations(db, 1)
    expect(both).toBeNull()
    expect(explanations).toHaveLength(1)
    const [{ cues, segments, ...rest }] = explanations
    expect(cues.salient!.loudness).toEqual({ mean: 1, sd: 0.5, p20: 0.6, p50: 1, p80: 1.4, range: 0.8, frames: 15 })
    expect(cues.salient!.jitter).toBeNull()
    expect(segments).toEqual([{ rank: 1, startSec: 0.1, endSec: 0.25, score: 3, share: 0.5 }])
    expect(rest).toMatchObject({ baselines: {}, draws: {}, reliability: {} })
    close()
  })

  it('engine/store - the audit of an earlier version keeps its results until it is run again, under one id', () => {
    const { db, close } = openProjectFile(projectOfVersion20(), 'open')
    const audit = getAudit(db, 1)
    expect(audit.settings).toEqual(settings)
    expect(audit.settingsHash).toBe('old')
    const plan = { ...audit, settingsHash: settingsHash(settings) }
    renewAuditOf(db, { ...plan, limit: 7 })
    expect(getAudit(db, 1).settingsHash).toBe('old')
    renewAuditOf(db, plan)
    expect(listAudits(db)).toMatchObject([{ id: 1, settingsHash: plan.settingsHash, state: 'paused' }])
    expect(renewAudit(db, getAudit(db, 1)).settingsHash).toBe(plan.settingsHash)
    expect(db.prepare('SELECT settings_hash FROM results').pluck().all()).toEqual(['old'])
    close()
  })
})
