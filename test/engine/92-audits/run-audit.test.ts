import { cpSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '#engine/open-engine'
import { exported, startAudit } from '../../helpers/audited'
import { openEngine } from '../../helpers/engine'
import { tempDir } from '../../helpers/temp-dir'
import { toneWav, writeToneCorpus } from '../../helpers/tones'

const CLIPS = 12
const work = tempDir()
const corpus = join(work, 'corpus')
const names = writeToneCorpus(corpus, CLIPS, 1.2)
let counter = 0
const fresh = (name: string): string => join(work, `${name}-${counter++}`)

let engine: Engine
/** The tables of an audit with one worker that nothing disturbed. */
let reference: Record<string, string>

beforeAll(async () => {
  const single = await openEngine(fresh('data'), 1)
  const audit = await startAudit(single, corpus, fresh('one') + '.cuescope')
  expect(await audit.run.finished).toEqual({ kind: 'done' })
  reference = await exported(audit, fresh('out'))
  await single.close()
  engine = await openEngine(fresh('data'), 2)
})
afterAll(() => engine.close())

const rowsOf = (csv: string): Record<string, string>[] => parse(csv, { columns: true })

describe('engine/audits, a whole audit', () => {
  it('engine/audits - one row a clip, with label, probabilities, windows and cues', () => {
    const rows = rowsOf(reference['clips.csv'])
    expect(rows.map(({ file }) => file)).toEqual([...names].sort())
    for (const row of rows) {
      const probabilities = Object.entries(row)
        .filter(([key]) => key.startsWith('prob_'))
        .map(([, value]) => Number(value))
      expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 4)
      expect(Number(row.confidence)).toBe(Math.max(...probabilities))
      expect(Number(row.f0_full_mean)).toBeGreaterThan(0)
    }
    // Held against random windows, so that the tables compared below depend on what was drawn.
    expect(rows.filter(row => Number(row.p_loudness) > 0).length).toBeGreaterThan(CLIPS / 2)
    expect(new Set(rowsOf(reference['segments.csv']).map(({ clip_id: id }) => id)).size).toBeGreaterThan(0)
    expect(reference['refused.csv']).toBe('file,reason,message\n')
  })

  it('engine/audits - two workers give the same bytes as one', async () => {
    const audit = await startAudit(engine, corpus, fresh('two') + '.cuescope')
    expect(await audit.run.finished).toEqual({ kind: 'done' })
    expect(await exported(audit, fresh('out'))).toEqual(reference)
    expect(audit.run.progress).toMatchObject({ total: CLIPS, done: CLIPS, refused: 0, reused: 0 })
  })

  it('engine/audits - run again, nothing is computed', async () => {
    const path = fresh('again') + '.cuescope'
    await (
      await startAudit(engine, corpus, path)
    ).run.finished
    const again = await startAudit(engine, corpus, path)
    expect(await again.run.finished).toEqual({ kind: 'done' })
    expect(again.run.progress).toMatchObject({ done: CLIPS, reused: CLIPS })
    expect(await exported(again, fresh('out'))).toEqual(reference)
  })

  it('engine/audits - stopped twice and resumed, the tables are the same and nothing is computed twice', async () => {
    const path = fresh('stopped') + '.cuescope'
    let computed = 0
    for (const stopAt of [2, 5, CLIPS + 1]) {
      const audit = await startAudit(engine, corpus, path)
      const unsubscribe = engine.events.subscribe(event => {
        if (event.type === 'audit' && event.audit.progress.done >= stopAt) audit.run.stop()
      })
      const watch = setInterval(() => audit.run.progress.done >= stopAt && audit.run.stop(), 2)
      const outcome = await audit.run.finished
      clearInterval(watch)
      unsubscribe()
      expect(outcome.kind).toBe(stopAt > CLIPS ? 'done' : 'stopped')
      computed += audit.run.progress.done - audit.run.progress.reused
      if (stopAt > CLIPS) expect(await exported(audit, fresh('out'))).toEqual(reference)
    }
    expect(computed).toBe(CLIPS)
  })

  it('engine/audits - a project closed in mid-audit goes on by itself when it is opened again', async () => {
    const data = fresh('data')
    const path = fresh('closed') + '.cuescope'
    const first = await openEngine(data, 1)
    const { auditId, run } = await startAudit(first, corpus, path)
    await expect.poll(() => run.progress.done, { timeout: 60_000 }).toBeGreaterThan(1)
    await first.close()
    expect(run.progress.done).toBeLessThan(CLIPS)
    const second = await openEngine(data, 2)
    const session = await second.openProject(path, 'open')
    expect(session.audit(auditId).state).toBe('running')
    await expect.poll(() => session.audit(auditId).state, { timeout: 30_000 }).toBe('done')
    expect(await exported({ session, auditId, run }, fresh('out'))).toEqual(reference)
    await second.close()
  })

  it('engine/audits - files that vanish, change or are no audio in mid-audit are refused with a reason; the rest is the same', async () => {
    const folder = fresh('moving')
    cpSync(corpus, folder, { recursive: true })
    const [vanishing, changing, pretending, cut] = names
    writeFileSync(join(folder, pretending), 'Dear diary, today I was a text.\n')
    writeFileSync(join(folder, cut), toneWav({ f0Hz: 100, seconds: 0.5 }).subarray(0, 30))
    const audit = await startAudit(engine, folder, fresh('moving') + '.cuescope')
    rmSync(join(folder, vanishing))
    expect(await audit.run.finished).toEqual({ kind: 'done' })
    const tables = await exported(audit, fresh('out'))
    const refused = rowsOf(tables['refused.csv']).map(({ file, reason }) => [file, reason])
    expect(refused).toEqual(
      [
        [vanishing, 'file-missing'],
        [pretending, 'not-audio'],
        [cut, expect.stringMatching(/^(truncated-header|corrupt-header|no-audio-frames)$/)],
      ].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
    )
    const sound = (csv: string): Record<string, string>[] =>
      rowsOf(csv).filter(({ file }) => ![vanishing, pretending, cut].includes(file))
    expect(sound(tables['clips.csv'])).toEqual(sound(reference['clips.csv']))
    expect(sound(tables['clips.csv'])).toHaveLength(CLIPS - 3)

    // Repaired and changed: what was refused is tried again, what changed is computed anew, the rest is reused.
    cpSync(corpus, folder, { recursive: true })
    writeFileSync(join(folder, changing), toneWav({ f0Hz: 333, seconds: 0.7 }))
    const again = await startAudit(engine, folder, audit.session.path)
    expect(await again.run.finished).toEqual({ kind: 'done' })
    expect(again.run.progress).toMatchObject({ done: CLIPS, refused: 0, reused: CLIPS - 4 })
    const repaired = rowsOf((await exported(again, fresh('out')))['clips.csv'])
    const same = (rows: Record<string, string>[]): Record<string, string>[] =>
      rows.filter(({ file }) => file !== changing)
    expect(same(repaired)).toEqual(same(rowsOf(reference['clips.csv'])))
  })

  it('engine/audits - a file that is another one by the time it is explained is refused, never explained under the old name', async () => {
    const path = join(fresh('swap'), 'x.wav')
    const folder = join(path, '..')
    writeToneCorpus(folder, 1)
    const file = join(folder, names[0])
    const { sha256 } = await engine.pool.run({ kind: 'fingerprint', file })
    writeFileSync(file, toneWav({ f0Hz: 400, seconds: 0.6 }))
    await expect(engine.pool.run({ kind: 'audio', file, sha256 })).rejects.toMatchObject({ code: 'file-changed' })
  })

  it('engine/audits - a file touched but not changed is not computed again', async () => {
    const folder = fresh('touched')
    cpSync(corpus, folder, { recursive: true })
    const path = fresh('touched') + '.cuescope'
    await (
      await startAudit(engine, folder, path)
    ).run.finished
    for (const name of names) utimesSync(join(folder, name), new Date(), new Date())
    const again = await startAudit(engine, folder, path)
    await again.run.finished
    expect(again.run.progress).toMatchObject({ done: CLIPS, reused: CLIPS })
  })

  it('engine/audits - a file renamed is the same audio: listed anew, computed never', async () => {
    const folder = fresh('renamed')
    cpSync(corpus, folder, { recursive: true })
    const path = fresh('renamed') + '.cuescope'
    await (
      await startAudit(engine, folder, path)
    ).run.finished
    renameSync(join(folder, names[0]), join(folder, names[0].replace('03-01-01-01-01-01', '03-01-01-01-02-02')))
    const again = await startAudit(engine, folder, path)
    await again.run.finished
    expect(again.run.progress).toMatchObject({ total: CLIPS, done: CLIPS, reused: CLIPS })
  })
})
