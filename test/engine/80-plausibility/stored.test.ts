import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plausibilityReportSchema, plausibilitySettingsSchema } from '#contracts/plausibility'
import type { CueStatistics } from '#contracts/cue'
import { AuditTable } from '#engine/projects/audit-table'
import { PlausibilityDesk } from '#engine/projects/plausibility-desk'
import { PlausibilityViews } from '#engine/projects/plausibility-views'
import { bundledTables } from '#engine/plausibility/bundled-tables'
import { createRandom } from '#engine/stats/random'
import { saveFingerprint } from '#engine/store/clips'
import { getExpertTable } from '#engine/store/expert-tables'
import { openProjectFile } from '#engine/store/open'
import { saveResult } from '#engine/store/results'
import { codeOf } from '../../helpers/error-code'
import { facts, labels, measures, result, storeOf, type StoreOfClips } from '../../helpers/project'
import { tempDir } from '../../helpers/temp-dir'

const settings = plausibilitySettingsSchema.parse({})
const CLIPS = 180
const emotions = ['anger', 'happiness', 'sadness'] as const
const lift = { anger: 2, happiness: 1, sadness: -2 }
const random = createRandom(11)

const statistics = (mean: number): CueStatistics => ({
  mean,
  sd: 1,
  p20: mean,
  p50: mean,
  p80: mean,
  range: 0,
  frames: 40,
})

/** Six speakers; every tenth clip is called something else, and sounds like what it is. */
const clips = Array.from({ length: CLIPS }, (_, i) => {
  const own = Math.floor(i / 6) % 3
  return {
    ...facts(`${String(i).padStart(3, '0')}.wav`, { speaker: `s${i % 6}`, emotion: emotions[own] }),
    predicted: i % 10 === 9 ? (own + 2) % 3 : own,
  }
})

/** Where nothing is worked out. */
const noThread = Object.assign(() => Promise.reject(new Error('asked for')), { end: () => Promise.resolve() })
const deskOf = ({ db, project }: StoreOfClips): PlausibilityDesk =>
  new PlausibilityDesk({
    ...{ db, projectPath: project.path, summarise: noThread, revision: () => 0 },
    ...{ onChosen: () => {}, whenIdle: () => Promise.resolve() },
  })

let store: StoreOfClips
let views: PlausibilityViews

beforeAll(() => {
  store = storeOf(
    tempDir(),
    clips.map(({ predicted: _, ...clip }) => clip),
  )
  views = new PlausibilityViews(store.db)
  for (const [i, { file, emotion, predicted }] of clips.entries())
    addResult(file, predicted, lift[emotion as 'anger'], i === 7)
})
afterAll(() => store.project.close())

function addResult(file: string, predicted: number, level: number, isVoiceless: boolean): void {
  const { db, ids, keyOf } = store
  const cue = (): CueStatistics => ({
    ...statistics(level + 0.5 * random.normal()),
    sd: 2 + 0.5 * level + 0.2 * random.uniform(),
  })
  const salient = { loudness: cue(), f0: isVoiceless ? null : cue(), alpha_ratio: cue(), spectral_flux: cue() }
  const method = { ...result(predicted).methods[0], ...measures, cues: { ...measures.cues, salient } }
  saveFingerprint(db, ids.get(file)!, `sha of ${file}`, 100, 1)
  saveResult(db, keyOf(file), result(predicted, { methods: [method] }), labels)
}

describe('engine/plausibility - of an audit in a project', () => {
  it('what is stored gives the report: verdicts, base rates, areas, checks', () => {
    const report = plausibilityReportSchema.parse(views.report(store.audit.id))
    expect(report).toMatchObject({
      settings,
      method: 'occlusion',
      population: 'speaker',
      table: { id: 'default', version: 1 },
    })
    expect(Object.values(report.counts).reduce((a, b) => a + b)).toBe(CLIPS)
    expect(report.counts['not-measurable']).toBeGreaterThan(0)
    const wrong = clips.filter(({ emotion, predicted }) => emotions[predicted] !== emotion).length
    expect(report.errorDetection).toMatchObject({ wrong, speakers: 6 })
    expect(report.errorDetection.plausibility.interval!.low).toBeGreaterThan(0.7)
    expect(report.baseRates.find(({ label }) => label === 'sad')!.rate).toBe(1)
    expect(report.checks.map(({ id, state }) => [id, state])).toEqual([
      ['saliency-off-speech', 'unknown'],
      ['identical-cues', 'ok'],
      ['accurate-but-implausible', 'ok'],
      ['spurious-feature', 'unknown'],
    ])
  })

  it('the table of the audit sorts and filters by it', () => {
    const table = new AuditTable(store.db, store.audit)
    const worst = table.select({
      sort: 'plausibility',
      order: 'asc',
      where: [{ kind: 'words', column: 'verdict', words: ['implausible'] }],
    })
    expect(worst.length).toBeGreaterThan(5)
    const wrong = new Set(
      clips.filter(({ emotion, predicted }) => emotions[predicted] !== emotion).map(({ file }) => store.ids.get(file)!),
    )
    expect([...worst].filter(id => wrong.has(id)).length / worst.length).toBeGreaterThan(0.5)
    const values = table.select({ sort: 'alignment', order: 'desc', where: [] })
    expect(values).toHaveLength(CLIPS)
    expect(table.column('arousal').kind).toBe('number')
  })

  it('one clip: verdict, findings, base rate and a sentence of the same facts', () => {
    const { plausibility, baseRate, sentence } = views.clip(store.audit.id, store.ids.get('000.wav')!)
    expect(plausibility.verdict).toBe('plausible')
    expect(plausibility.findings.find(({ cue }) => cue === 'loudness')).toMatchObject({
      isScored: true,
      outcome: 'fits',
      population: 'speaker',
      populationSize: 30,
    })
    expect(baseRate).toMatchObject({ dataset: 'tess', label: 'angry' })
    expect(sentence).toMatch(
      /^In the one window that weighs most \(75 % of the evidence for anger\), the voice was louder \(\+2\.0 sd\) than in random speech windows/,
    )
  })

  it('no voice in the windows is said', () => {
    const { plausibility, sentence } = views.clip(store.audit.id, store.ids.get('007.wav')!)
    expect(plausibility).toMatchObject({ verdict: 'not-measurable', reason: 'no-value' })
    expect(sentence).toMatch(/the windows hold too little voice for a verdict\.$/)
  })

  it('other settings are tried without being kept, and kept when chosen', () => {
    const before = views.report(store.audit.id)
    const asked = { ...settings, table: 'arousal-only', population: 'dataset' } as const
    expect(views.preview(store.audit.id, asked).table.id).toBe('arousal-only')
    expect(views.report(store.audit.id)).toEqual(before)
    expect(views.choose(store.audit.id, asked).population).toBe('dataset')
    expect(new PlausibilityViews(store.db).report(store.audit.id).settings).toEqual(asked)
    views.choose(store.audit.id, settings)
  })

  it('a method that the audit has no windows of, an unknown table or clip: refused', async () => {
    expect(await codeOf(() => views.preview(store.audit.id, { ...settings, method: 'crp' }))).toBe('bad-option')
    expect(await codeOf(() => views.preview(store.audit.id, { ...settings, method: 'both' }))).toBe('bad-option')
    expect(await codeOf(() => views.preview(store.audit.id, { ...settings, table: 'nobody-2020' }))).toBe('not-found')
    expect(await codeOf(() => views.clip(store.audit.id, 99_999))).toBe('not-found')
    expect(await codeOf(() => views.report(99))).toBe('not-found')
  })

  it('a new result makes the report anew', () => {
    const before = views.report(store.audit.id)
    store.db.prepare('DELETE FROM results WHERE audio_sha = ?').run('sha of 100.wav')
    expect(Object.values(views.report(store.audit.id).counts).reduce((a, b) => a + b)).toBe(CLIPS - 1)
    addResult('100.wav', clips[100].predicted, lift[clips[100].emotion as 'anger'], false)
    expect(Object.values(views.report(store.audit.id).counts).reduce((a, b) => a + b)).toBe(CLIPS)
    expect(views.report(store.audit.id)).not.toBe(before)
  })

  it('tables by label: correct and wrong, with the planted signs', () => {
    const tables = views.auditTables(store.audit.id)
    expect(tables.correct.rows.map(({ key }) => key)).toEqual([['angry'], ['happy'], ['sad']])
    const loudness = (row: number): number =>
      tables.correct.rows[row].cells.find(({ column }) => column === 'loudness.mean')!.mean!
    expect(loudness(0)).toBeGreaterThan(loudness(1))
    expect(loudness(1)).toBeGreaterThan(loudness(2))
    expect(tables.wrong.rows.every(({ key: [own, said] }) => own !== said)).toBe(true)
    const delta = tables.correctDeltas.rows[0].cells.find(({ column }) => column === 'loudness.mean')!
    expect(delta.mean).toBeCloseTo(loudness(0) - 0.9, 10)
    expect(delta.q).toBeLessThan(0.05)
    expect(
      tables.contrast.find(({ label, column }) => label === 'angry' && column === 'loudness.mean')!.effect,
    ).toBeLessThan(-1)
    expect(tables.datasets).toMatchObject([{ dataset: 'tess', clips: CLIPS, speakers: 6 }])
  })
})

describe('engine/plausibility - expert tables of the lab', () => {
  const mine = { ...bundledTables[0], id: 'our-lab', title: 'Our lab' }
  const desk = (): PlausibilityDesk => deskOf(store)

  it('each change is a version of its own; the same again is not', () => {
    expect(desk().saveTable(mine)).toMatchObject({ id: 'our-lab', version: 1 })
    expect(desk().saveTable(mine).version).toBe(1)
    const changed = { ...mine, cells: mine.cells.slice(1) }
    expect(desk().diff('our-lab', null, changed)).toMatchObject([
      { kind: 'removed', emotion: 'anger', cue: 'loudness' },
    ])
    expect(desk().saveTable(changed).version).toBe(2)
    expect(
      desk()
        .tables()
        .filter(({ id }) => id === 'our-lab'),
    ).toMatchObject([{ version: 2 }])
    expect(getExpertTable(store.db, 'our-lab', 1).cells).toHaveLength(mine.cells.length)
  })

  it('an edited table changes the verdicts of audits that use it', () => {
    const chosen = views.choose(store.audit.id, { ...settings, table: 'our-lab' })
    expect(chosen.table.version).toBe(2)
    const upside = mine.cells.map(
      cell =>
        (cell.direction === 'mixed'
          ? cell
          : { ...cell, direction: cell.direction === 'higher' ? 'lower' : 'higher' }) as typeof cell,
    )
    desk().saveTable({ ...mine, cells: upside })
    const turned = views.report(store.audit.id)
    expect(turned.table.version).toBe(3)
    expect(turned.baseRates.find(({ label }) => label === 'sad')!.rate).toBe(0)
    expect(turned.checks.find(({ id }) => id === 'accurate-but-implausible')!.state).toBe('warn')
    views.choose(store.audit.id, settings)
  })

  it('what comes with the program stays; unknown names are refused and nothing is saved', async () => {
    expect(await codeOf(() => desk().saveTable(bundledTables[0]))).toBe('bad-option')
    expect(
      await codeOf(() => desk().saveTable({ ...mine, id: 'other', cells: [{ ...mine.cells[0], cue: 'sparkle' }] })),
    ).toBe('unknown-key')
    expect(await codeOf(() => getExpertTable(store.db, 'other'))).toBe('not-found')
    expect(await codeOf(() => getExpertTable(store.db, 'our-lab', 9))).toBe('not-found')
  })
})

describe('engine/plausibility - migration 0050', () => {
  it('tables and choices outlive the session; an audit that goes takes its verdicts along', () => {
    const folder = tempDir()
    const own = storeOf(folder, [{ ...facts('a.wav'), predicted: 0 }])
    const { project, audit, db } = own
    deskOf(own).saveTable({ ...bundledTables[0], id: 'kept' })
    new PlausibilityViews(db).choose(audit.id, { ...settings, table: 'kept', percentile: 10 })
    project.close()
    const again = openProjectFile(join(folder, 'P.cuescope'), 'open')
    expect(new PlausibilityViews(again.db).report(audit.id)).toMatchObject({
      settings: { table: 'kept', percentile: 10 },
      counts: { 'not-measurable': 1 },
    })
    again.db.prepare('DELETE FROM audits').run()
    expect(again.db.prepare('SELECT count(*) AS n FROM plausibility').get()).toEqual({ n: 0 })
    again.close()
  })
})
