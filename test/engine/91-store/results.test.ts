import { describe, expect, it } from 'vitest'
import { baselineNames, cueKeys } from '#contracts/cue'
import { toMeasures } from '#engine/measures'
import { findOrCreateAudit, getAudit, listAudits, setAuditState } from '#engine/store/audits'
import { getClip, saveFingerprint } from '#engine/store/clips'
import { getMap, saveMap } from '#engine/store/maps'
import { getModel, saveModel } from '#engine/store/models'
import { sqliteError } from '#engine/store/open'
import { getExplanations } from '#engine/store/explanations'
import { clearRefusals, predictedLabel, saveRefusal, saveResult } from '#engine/store/results'
import { facts, labels, measures, model, result, storeOf, type StoreOfClips } from '../../helpers/project'
import { pageOf } from '../../helpers/page-of'
import { tempDir } from '../../helpers/temp-dir'

const one = (): StoreOfClips => storeOf(tempDir(), [facts('a.wav'), facts('b.wav')])
const tables = ['audio', 'results', 'explanations', 'segments', 'cues', 'cue_baselines', 'region_evidence']
const rowsOf = ({ db }: StoreOfClips): number[] =>
  tables.map(table => db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${table}`).get()!.n)

describe('engine/store, results', () => {
  it('engine/store - a result stored twice is stored once; the first stays', () => {
    const store = one()
    const key = store.keyOf('a.wav')
    expect(predictedLabel(store.db, key)).toBeNull()
    saveResult(store.db, key, result(1), labels)
    const before = rowsOf(store)
    expect(before).toEqual([1, 1, 1, 1, 2, 2, 2])
    saveResult(store.db, key, result(2), labels)
    expect(rowsOf(store)).toEqual(before)
    expect(predictedLabel(store.db, key)).toBe('happy')
  })

  it('engine/store - another model or other settings are another result of the same audio', () => {
    const store = one()
    const key = store.keyOf('a.wav')
    saveResult(store.db, key, result(1), labels)
    saveResult(store.db, { ...key, modelSha: 'other' }, result(2), labels)
    saveResult(store.db, { ...key, settingsHash: 'other' }, result(0), labels)
    expect(rowsOf(store).slice(0, 2)).toEqual([1, 3])
    expect(predictedLabel(store.db, key)).toBe('happy')
  })

  it('engine/store - an explanation comes back as it was: windows, cues, what was not measurable as null', () => {
    const store = one()
    const key = store.keyOf('a.wav')
    saveFingerprint(store.db, store.ids.get('a.wav')!, key.audioSha, 1, 1)
    saveResult(store.db, key, result(1), labels)
    const { resultId } = getClip(store.db, store.audit, store.ids.get('a.wav')!)
    const [found, ...others] = getExplanations(store.db, resultId!).explanations
    const { method, target, segments, cues, baselines, draws, reliability } = found
    expect(others).toEqual([])
    expect({ method, target }).toEqual({ method: 'occlusion', target: 'happy' })
    expect(segments).toEqual(result(1).methods[0].segments)
    expect(Object.keys(cues.salient!)).toEqual([...cueKeys])
    expect(cues.salient).toMatchObject({ ...result(1).methods[0].cues.salient, f0: null })
    expect(cues.full!.loudness!.mean).toBe(2)
    for (const name of baselineNames) {
      expect(Object.keys(baselines[name]!)).toEqual([...cueKeys])
      expect(baselines[name]).toMatchObject(measures.baselines[name]!)
    }
    expect(draws).toEqual(measures.draws)
    expect(reliability).toEqual(toMeasures(measures).reliability)
    expect(reliability.salient!.jitter).toMatchObject({ periods: 20, state: 'little', reason: 'little-voice' })
  })

  it('engine/store - two copies of a recording share one result', () => {
    const store = one()
    for (const id of store.ids.values()) saveFingerprint(store.db, id, 'same', 1, 1)
    saveResult(store.db, { ...store.keyOf('a.wav'), audioSha: 'same' }, result(1), labels)
    const { rows } = pageOf(store.db, store.audit, {})
    expect(rows.map(({ predicted }) => predicted)).toEqual(['happy', 'happy'])
    expect(rowsOf(store)[1]).toBe(1)
  })

  it('engine/store - a refusal gives way to a result, is replaced by the next, and cleared before a run', () => {
    const store = one()
    const id = store.ids.get('a.wav')!
    const state = (): unknown => getClip(store.db, store.audit, id).row
    saveRefusal(store.db, store.audit.id, id, { code: 'silence', message: 'silent' })
    saveRefusal(store.db, store.audit.id, id, { code: 'too-short', message: 'short', details: { frames: 3 } })
    expect(state()).toMatchObject({ state: 'refused', error: { code: 'too-short', details: { frames: 3 } } })
    saveFingerprint(store.db, id, store.keyOf('a.wav').audioSha, 1, 1)
    saveResult(store.db, store.keyOf('a.wav'), result(0), labels)
    expect(state()).toMatchObject({ state: 'done', error: null })
    saveRefusal(store.db, store.audit.id, store.ids.get('b.wav')!, { code: 'silence', message: 'silent' })
    clearRefusals(store.db, store.audit.id)
    expect(pageOf(store.db, store.audit, { outcome: 'refused' }).total).toBe(0)
  })

  it('engine/store - maps come back bit by bit; one that was kept is not replaced', () => {
    const store = one()
    saveFingerprint(store.db, store.ids.get('a.wav')!, store.keyOf('a.wav').audioSha, 1, 1)
    saveResult(store.db, store.keyOf('a.wav'), result(1), labels)
    const { resultId } = getClip(store.db, store.audit, store.ids.get('a.wav')!)
    // A view into a larger buffer, with values that no text form would keep.
    const data = new Float32Array([9, -0, 1e-42, Math.fround(0.1), -3.5, 65_504, 7, 9]).subarray(1, 7)
    const map = { shape: [2, 3], data, meta: { method: 'occlusion', hopSec: 0.01, firstFrameSec: 0 } }
    expect(getMap(store.db, resultId!, 'occlusion', 'happy')).toBeNull()
    saveMap(store.db, resultId!, 'occlusion', 'happy', map)
    saveMap(store.db, resultId!, 'occlusion', 'happy', { ...map, data: new Float32Array(6) })
    const kept = getMap(store.db, resultId!, 'occlusion', 'happy')!
    expect(kept.shape).toEqual([2, 3])
    expect(kept.meta).toEqual(map.meta)
    expect(new Uint32Array(kept.data.slice().buffer)).toEqual(new Uint32Array(data.slice().buffer))
    expect(getMap(store.db, resultId!, 'occlusion', 'sad')).toBeNull()
  })
})

describe('engine/store, audits and models', () => {
  it('engine/store - the same plan is the same audit, whatever the order of its keys; any difference is another', () => {
    const { db, audit } = one()
    const { id, ...plan } = audit
    const shuffled = { ...plan, labelMap: Object.fromEntries(Object.entries(plan.labelMap).reverse()) }
    expect(findOrCreateAudit(db, shuffled).id).toBe(id)
    const others = [
      findOrCreateAudit(db, { ...plan, limit: 5 }),
      findOrCreateAudit(db, { ...plan, labelMap: { ...plan.labelMap, calm: 'sad' } }),
      findOrCreateAudit(db, { ...plan, settingsHash: 'other' }),
    ]
    expect(new Set([id, ...others.map(other => other.id)]).size).toBe(4)
    expect(listAudits(db)).toHaveLength(4)
    expect(getAudit(db, id).settings).toEqual(plan.settings)
  })

  it('engine/store - an audit keeps its state and the reason for it', () => {
    const { db, audit } = one()
    expect(audit).toMatchObject({ state: 'paused', error: null })
    setAuditState(db, audit.id, 'failed', { code: 'disk-full', message: 'full' })
    expect(getAudit(db, audit.id)).toMatchObject({ state: 'failed', error: { code: 'disk-full', message: 'full' } })
    setAuditState(db, audit.id, 'done')
    expect(getAudit(db, audit.id)).toMatchObject({ state: 'done', error: null })
    expect(() => getAudit(db, 77)).toThrow('no audit 77')
  })

  it('engine/store - a model that moved is the same model at its new place', () => {
    const { db } = one()
    saveModel(db, { ...model, folder: '/models/moved' })
    expect(getModel(db, model.sha256)).toEqual({ ...model, folder: '/models/moved' })
    expect(() => getModel(db, 'nobody')).toThrow('no model nobody')
  })
})

describe('engine/store, a full disk', () => {
  it('engine/store - a result that does not fit is refused whole as disk-full; what was stored stays readable', () => {
    const store = one()
    saveResult(store.db, store.keyOf('a.wav'), result(1), labels)
    const pages = store.db.pragma('page_count', { simple: true }) as number
    store.db.pragma(`max_page_count = ${pages}`)
    const notes = Array.from({ length: 500 }, () => ({ code: 'clipped' as const, message: 'x'.repeat(200) }))
    const large = result(2, { audio: { sampleRateHz: 16_000, channels: 1, samples: 1, notes } })
    let thrown: unknown
    try {
      saveResult(store.db, store.keyOf('b.wav'), large, labels)
    } catch (error) {
      thrown = error
    }
    expect(sqliteError(store.project.path, thrown)).toMatchObject({ code: 'disk-full' })
    expect(rowsOf(store).slice(0, 2)).toEqual([1, 1])
    store.db.pragma(`max_page_count = ${pages + 1000}`)
    saveResult(store.db, store.keyOf('b.wav'), large, labels)
    expect(rowsOf(store).slice(0, 2)).toEqual([2, 2])
  })

  it('engine/store - a bug in our own code is not taken for a damaged file', () => {
    expect(sqliteError('P.cuescope', new TypeError('x is not a function'))).toMatchObject({ code: 'internal-error' })
  })
})
