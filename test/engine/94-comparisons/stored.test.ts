import { afterAll, describe, expect, it } from 'vitest'
import { comparisonSchema } from '#contracts/comparison'
import type { LabelMap } from '#contracts/dataset'
import { explainSettingsSchema } from '#contracts/settings'
import { settingsHash } from '#engine/audits/result-key'
import { auditSource } from '#engine/comparisons/audit-source'
import { compareAudits, compareAuditWindows } from '#engine/comparisons/compare-audits'
import { AuditTable } from '#engine/projects/audit-table'
import { otherAnswers } from '#engine/projects/other-answers'
import { otherAuditColumnInfos } from '#engine/projects/other-audit-columns'
import { findOrCreateAudit, type StoredAudit } from '#engine/store/audits'
import { saveDataset } from '#engine/store/datasets'
import { auditMembers, saveFingerprint } from '#engine/store/clips'
import { saveModel } from '#engine/store/models'
import { saveResult } from '#engine/store/results'
import { labelOf, spokenClips, storeOfSpeech } from '../../helpers/audited-cues'
import { codeOf } from '../../helpers/error-code'
import { facts, labels, measures, model, report, result, settings, type StoreOfClips } from '../../helpers/project'
import { tempDir } from '../../helpers/temp-dir'

const opened: { close(): void }[] = []
afterAll(() => opened.forEach(project => project.close()))

const CLIPS = 60
const otherModel = { ...model, sha256: 'cd'.repeat(32), manifest: { ...model.manifest, name: 'other' } }
const audited = spokenClips(CLIPS, 10)
/** Right but where it says sad: those it calls angry. Its windows begin 0.05 s later. */
const otherSays = Array.from({ length: CLIPS }, (_, i) => (labelOf(i) === 2 ? 0 : labelOf(i)))

/** A store whose first audit is of one model; a second one, of another model on the same clips. */
function twoModels(): StoreOfClips & { other: StoredAudit } {
  const store = storeOfSpeech(tempDir(), audited)
  opened.push(store.project)
  const { db, audit, ids, keyOf } = store
  saveModel(db, otherModel)
  const other = findOrCreateAudit(db, { ...audit, modelSha: otherModel.sha256 })
  const shifted = { rank: 1, startSec: 0.15, endSec: 0.3, score: 1, share: 0.5 }
  for (const [i, file] of [...ids.keys()].entries()) {
    const method = { ...result(otherSays[i]).methods[0], ...measures, segments: [shifted] }
    const profile = Float64Array.of(2, 1, 0)
    const found = result(otherSays[i], { methods: [{ ...method, profile }] })
    saveResult(db, { ...keyOf(file), modelSha: otherModel.sha256 }, found, labels)
  }
  return { ...store, other }
}

describe('engine/comparisons - two audits of a project', () => {
  const { db, audit, other, ids } = twoModels()
  const comparison = compareAudits(auditSource(db, audit.id), auditSource(db, other.id))
  const isRightA = audited.map(({ predicted }, i) => predicted === labelOf(i))
  const isRightB = otherSays.map((said, i) => said === labelOf(i))
  const count = (isMeant: (i: number) => boolean): number => [...isRightA.keys()].filter(isMeant).length

  it('pairs all clips and says what differs', () => {
    expect(comparisonSchema.parse(comparison)).toEqual(comparison)
    expect(comparison).toMatchObject({
      isPaired: true,
      differs: ['model'],
      pairs: { both: CLIPS, byName: 0, onlyA: 0 },
    })
    expect(comparison.a.modelName).not.toBe(comparison.b.modelName)
    expect(comparison.caveats).toEqual(['Only 6 speakers: the intervals are rough.'])
  })

  it('the four cells, label by label and change by change, are what was stored', () => {
    expect(comparison.overall.outcomes).toMatchObject({
      bothRight: count(i => isRightA[i] && isRightB[i]),
      onlyA: count(i => isRightA[i] && !isRightB[i]),
      onlyB: count(i => !isRightA[i] && isRightB[i]),
      bothWrong: count(i => !isRightA[i] && !isRightB[i]),
    })
    const sad = comparison.byLabel[2]
    expect(sad).toMatchObject({ label: 'sad', b: { recall: { value: 0 } }, outcomes: { onlyB: 0 } })
    const change = comparison.changes.find(({ a, b }) => a === 'sad' && b === 'angry')!
    expect(change.aRight).toBe(count(i => isRightA[i] && labelOf(i) === 2))
  })

  it('windows are compared where both say the same: overlap, profiles turned round, cues', () => {
    const agreed = count(i => audited[i].predicted === otherSays[i])
    const windows = compareAuditWindows(auditSource(db, audit.id), auditSource(db, other.id))
    expect(windows).toMatchObject({ clips: CLIPS, agreed, overlap: { clips: agreed }, profile: { clips: agreed } })
    // The stored window is 0.10-0.25 s, the other's begins 0.05 s later: 0.10 s of 0.20 s is shared.
    expect(windows!.overlap.value).toBeCloseTo(0.5, 9)
    expect(windows!.profile.value).toBeCloseTo(-1, 9)
    const [row] = windows!.cues.rows
    const loudness = row.cells.find(({ column }) => column === 'loudness.mean')!
    // The other's windows all have a loudness of 1, these some 5 with the emotion's lift: 3 to 7 louder.
    expect(loudness.n).toBe(agreed)
    expect(loudness.mean!).toBeLessThan(-3)
    expect(windows!.verdicts.flat().reduce((sum, n) => sum + n, 0)).toBe(CLIPS)
  })

  it('the list of the one can be asked for what the other says', async () => {
    const table = new AuditTable(db, audit)
    const onlyA = table.select({
      ...{ sort: 'file', order: 'asc' },
      where: [
        { kind: 'words', column: 'outcome', words: ['correct'] },
        { kind: 'words', column: `other.${other.id}.outcome`, words: ['wrong'] },
      ],
    })
    expect(onlyA.length).toBe(comparison.overall.outcomes!.onlyA)
    const first = ids.get('000.wav')!
    expect(table.valueOf(first, `other.${other.id}.predicted`)).toBe('angry')
    expect(table.valueOf(first, `other.${other.id}.confidence`)).toBeGreaterThan(0.5)
    expect(await codeOf(() => table.column('other.77.predicted'))).toBe('bad-option')
    expect(otherAuditColumnInfos(db).map(({ id }) => id)).toContain(`other.${other.id}.outcome`)
  })

  it('a clip shows what the others say of it', async () => {
    const clipId = ids.get('012.wav')!
    expect(otherAnswers(db, audit.id, clipId)).toMatchObject([
      { auditId: other.id, modelName: 'other', clipId, expected: 'sad', predicted: 'angry', methods: ['occlusion'] },
    ])
    expect(await codeOf(() => otherAnswers(db, audit.id, 9999))).toBe('not-found')
  })

  it('an audit against itself with the same windows is no question', async () => {
    const itself = auditSource(db, audit.id)
    expect(await codeOf(() => compareAudits(itself, itself))).toBe('bad-option')
    expect(await codeOf(() => compareAudits(itself, auditSource(db, other.id), { methodA: 'crp' }))).toBe('bad-option')
  })
})

describe('engine/comparisons - two data sets', () => {
  it('of other clips are compared as they are; copies under other names are the same clips', () => {
    const store = storeOfSpeech(tempDir(), audited)
    opened.push(store.project)
    const { db, audit } = store
    const second = (name: string, shaOf: (i: number) => string): StoredAudit => {
      const clips = audited.map((_, i) =>
        facts(`other/${String(i).padStart(3, '0')}.wav`, {
          ...{ dataset: name, speaker: `t${i % 6}`, emotion: ['anger', 'happiness', 'sadness'][labelOf(i)] },
        }),
      )
      const datasetId = saveDataset(db, name, report(`/${name}`, clips), clips)
      const made = findOrCreateAudit(db, { ...audit, datasetId })
      for (const [i, { id }] of auditMembers(db, made).entries()) {
        saveFingerprint(db, id, shaOf(i), 100, 1)
        const key = { audioSha: shaOf(i), modelSha: audit.modelSha, settingsHash: audit.settingsHash }
        saveResult(db, key, result(otherSays[i]), labels)
      }
      return made
    }
    const strangers = second('strangers', i => `stranger ${i}`)
    const apart = compareAudits(auditSource(db, audit.id), auditSource(db, strangers.id))
    expect(apart).toMatchObject({ isPaired: false, differs: ['dataset'], changes: [] })
    expect(compareAuditWindows(auditSource(db, audit.id), auditSource(db, strangers.id))).toBeNull()
    expect(apart.overall).toMatchObject({ outcomes: null, a: { clips: CLIPS }, b: { clips: CLIPS } })
    expect(apart.caveats[0]).toContain('different clips')
    const mapped = (labelMap: LabelMap): readonly string[] => {
      const stranger = auditSource(db, strangers.id)
      return compareAudits(auditSource(db, audit.id), { ...stranger, audit: { ...stranger.audit, labelMap } }).differs
    }
    expect(mapped({ ...audit.labelMap, disgust: 'sad' }), 'a word that the other data do not have').toEqual(['dataset'])
    expect(mapped({ ...audit.labelMap, anger: 'sad' })).toEqual(['dataset', 'label-map'])
    const copies = second('copies', i => `sha of ${String(i).padStart(3, '0')}.wav`)
    const same = compareAudits(auditSource(db, audit.id), auditSource(db, copies.id))
    expect(same).toMatchObject({ isPaired: true, pairs: { both: CLIPS } })
    // The same samples, model and settings have one result.
    expect(same.overall.accuracyGap).toEqual({ value: 0, interval: null })
  })

  it('other settings of one model differ in settings, not in the model', () => {
    const store = storeOfSpeech(tempDir(), audited)
    opened.push(store.project)
    const { db, audit, ids, keyOf } = store
    const longer = explainSettingsSchema.parse({ segments: { ...settings.segments, windowSec: 0.3 } })
    const other = findOrCreateAudit(db, { ...audit, settings: longer, settingsHash: settingsHash(longer) })
    for (const [i, file] of [...ids.keys()].entries())
      saveResult(db, { ...keyOf(file), settingsHash: other.settingsHash }, result(audited[i].predicted), labels)
    const two = [auditSource(db, audit.id), auditSource(db, other.id)] as const
    const { differs, changes } = compareAudits(...two)
    expect(differs).toEqual(['settings'])
    expect(changes).toEqual([])
    expect(compareAuditWindows(...two)).toMatchObject({ overlap: { value: 1, clips: CLIPS } })
  })
})
