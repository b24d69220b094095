import Database from 'better-sqlite3'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { agreementReportSchema } from '#contracts/agreement'
import { labelsFileSchema } from '#contracts/labels-file'
import { Worker } from '../helpers/annotations'
import { facts, storeOf } from '../helpers/project'
import { runCli, startCli } from '../helpers/run-cli'
import { tempDir } from '../helpers/temp-dir'

const work = tempDir()
const data = join(work, 'data')

/** A project of so many clips, with what annotators say of them by clip. */
function project(
  name: string,
  clips: number,
  say: (annotate: (who: string, clip: number, emotion: string) => void) => void,
): string {
  const folder = join(work, name)
  mkdirSync(folder)
  const files = Array.from({ length: clips }, (_, i) => `${String(i).padStart(5, '0')}.wav`)
  const {
    db,
    ids,
    project: file,
  } = storeOf(
    folder,
    files.map(clip => ({ ...facts(clip), ...(clips < 100 ? { predicted: 0 } : {}) })),
  )
  const workers = new Map<string, Worker>()
  db.transaction(() =>
    say((who, clip, emotion) => {
      const worker = workers.get(who) ?? new Worker(db, who)
      workers.set(who, worker)
      worker.save(ids.get(files[clip])!, { emotion }, { listens: 1 })
    }),
  )()
  file.close()
  return join(folder, 'P.cuescope')
}

describe('cli, labels', () => {
  it('cli - labels go from one project to another, once; agreement and CSV tell what came', async () => {
    const home = project('home', 5, annotate => {
      for (let clip = 0; clip < 5; clip++) annotate('Ada', clip, clip < 3 ? 'angry' : 'sad')
    })
    const lab = project('lab', 4, annotate => {
      for (let clip = 0; clip < 4; clip++) annotate('Ben', clip, 'angry')
    })
    const out = join(work, 'labels.json')
    expect((await runCli(data, 'labels', 'export', '--project', home, '--out', out)).code).toBe(0)
    expect(labelsFileSchema.parse(JSON.parse(readFileSync(out, 'utf8'))).clips).toHaveLength(5)
    const merge = (): ReturnType<typeof runCli> => runCli(data, 'labels', 'merge', '--project', lab, out)
    const first = await merge()
    expect(first.stdout).toBe(
      `${out}: 5 labels, 4 new, 0 newer, 0 known, 0 in conflict\n  new annotator: Ada\n` +
        '  left out: 00004.wav (1): no clip of the project has this content or name\n',
    )
    expect(first.code).toBe(3)
    expect((await merge()).stdout).toContain('5 labels, 0 new, 0 newer, 4 known, 0 in conflict\n')
    const told = await runCli(data, 'labels', 'agreement', '--project', lab, '--json')
    expect(agreementReportSchema.parse(JSON.parse(told.stdout)).emotion).toMatchObject({
      overlapping: 4,
      agreedShare: 0.75,
    })
    const shown = await runCli(data, 'labels', 'agreement', '--project', lab)
    expect(shown.stdout).toMatch(/^of +figure +between/)
    expect(shown.stdout).toContain('note: Only 4 clips have an emotion of two or more annotators')
    const csv = join(work, 'labels.csv')
    expect((await runCli(data, 'labels', 'export', '--project', lab, '--out', csv, '--annotators', 'ada')).code).toBe(0)
    expect(readFileSync(csv, 'utf8').split('\n')).toHaveLength(6)
  })

  it('cli - labels export makes the folder, and writes no other kind of file than it can', async () => {
    const home = project('kinds', 2, annotate => annotate('Ada', 0, 'angry'))
    const out = join(work, 'new', 'folder', 'labels.CSV')
    expect((await runCli(data, 'labels', 'export', '--project', home, '--out', out)).code).toBe(0)
    expect(readFileSync(out, 'utf8')).toContain('Ada')
    const other = await runCli(data, 'labels', 'export', '--project', home, '--out', join(work, 'labels.xml'))
    expect(other.code).toBe(2)
    expect(other.stderr).toContain('labels.xml')
  })

  it('cli - tables and TextGrids are merged, too: our own table gives what it was made of', async () => {
    const home = project('sender', 3, annotate => {
      annotate('Ada', 0, 'angry')
      annotate('Ben', 1, 'sad')
    })
    const lab = project('taker', 3, () => {})
    const [csv, grid] = [join(work, 'sent.csv'), join(work, '00002.TextGrid')]
    await runCli(data, 'labels', 'export', '--project', home, '--out', csv)
    const tier = ['"IntervalTier"', '"voice"', '0', '1', '1', '0', '1', '"creak"']
    writeFileSync(grid, ['"ooTextFile"', '"TextGrid"', '0', '1', '<exists>', '1', ...tier].join('\n'))
    const merge = (): ReturnType<typeof runCli> =>
      runCli(data, 'labels', 'merge', '--project', lab, csv, grid, '--annotator', 'Cy')
    expect(await merge()).toMatchObject({
      code: 0,
      stdout:
        `${csv}: 2 labels, 2 new, 0 newer, 0 known, 0 in conflict\n  new annotator: Ada\n  new annotator: Ben\n` +
        `${grid}: 1 labels, 1 new, 0 newer, 0 known, 0 in conflict\n  new annotator: Cy\n`,
    })
    expect((await merge()).stdout).toContain('2 labels, 0 new, 0 newer, 2 known')
    const back = join(work, 'back.csv')
    await runCli(data, 'labels', 'export', '--project', lab, '--out', back, '--annotators', 'Ada,Ben')
    const answers = (file: string): string[] =>
      readFileSync(file, 'utf8')
        .split('\n')
        .map(line => line.split(',').slice(2, 5).join())
    expect(answers(back)).toEqual(answers(csv))
  })

  it('cli - conflicts are listed, the newer answer stands', async () => {
    const first = project('first', 1, annotate => annotate('Ada', 0, 'angry'))
    const second = project('second', 1, annotate => {
      annotate('Ada', 0, 'happy')
      annotate('Ada', 0, 'sad')
    })
    const out = join(work, 'first.json')
    await runCli(data, 'labels', 'export', '--project', first, '--out', out)
    const { code, stdout } = await runCli(data, 'labels', 'merge', '--project', second, out)
    expect(code).toBe(0)
    expect(stdout).toContain('1 in conflict\n  conflict: 00000.wav, Ada: emotion; the project’s stands')
  })

  it('cli - clips are dealt to annotators; the same again is the same; trouble is said plainly', async () => {
    const path = project('queues', 6, () => {})
    const queue = (...more: string[]): ReturnType<typeof runCli> =>
      runCli(data, 'labels', 'queue', '--project', path, '--annotators', 'Ada,Ben', '--name', 'week 3', ...more)
    const first = await queue('--shared', '2', '--seed', '1')
    expect([first.code, first.stdout]).toEqual([0, 'Ada: 4 clips, 0 finished\nBen: 4 clips, 0 finished\n'])
    expect(await queue('--shared', '2', '--seed', '1')).toEqual(first)
    expect((await queue('--seed', '2')).stderr).toContain('another queue')
    expect((await queue('--where', '[{"kind":"words"}]')).code).toBe(2)
    const nobody = await runCli(data, 'labels', 'agreement', '--project', path, '--annotators', 'Zoe')
    expect([nobody.code, nobody.stderr]).toEqual([
      2,
      expect.stringContaining('There is no annotator Zoe; there are Ada, Ben.'),
    ])
    const noLabels = join(work, 'no-labels.json')
    writeFileSync(noLabels, '{"clips": []}')
    const bad = await runCli(data, 'labels', 'merge', '--project', path, noLabels)
    expect([bad.code, bad.stderr]).toEqual([1, expect.stringContaining('is no labels file')])
    for (const verb of ['export', 'merge', 'agreement', 'queue'])
      expect((await runCli(data, 'labels', verb, '--help')).stdout).toContain('--project')
  })

  it('cli - a merge that is killed took all of the file or nothing, and is taken up by the next', async () => {
    const CLIPS = 3000
    const home = project('big', CLIPS, annotate => {
      for (let clip = 0; clip < CLIPS; clip++) annotate('Ada', clip, 'angry')
    })
    const lab = project('big-lab', CLIPS, () => {})
    const out = join(work, 'big.json')
    await runCli(data, 'labels', 'export', '--project', home, '--out', out)
    const args = ['labels', 'merge', '--project', lab, out]
    const merged = (): number => {
      const db = new Database(lab, { readonly: true, fileMustExist: true })
      try {
        const count = (table: string): number => db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get()!
        expect(count('annotations')).toBe(count('annotation_events'))
        return count('annotations')
      } finally {
        db.close()
      }
    }
    for (const ms of [250, 350, 450, 600]) {
      const { child, outcome } = await startCli(data, args)
      await pause(ms)
      child.kill('SIGKILL')
      await outcome
      expect([0, CLIPS]).toContain(merged())
    }
    const { code, stderr } = await runCli(data, ...args)
    expect([code, stderr]).toEqual([0, ''])
    expect(merged()).toBe(CLIPS)
  })
})
