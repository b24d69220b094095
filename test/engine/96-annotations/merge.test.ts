import { describe, expect, it } from 'vitest'
import type { LabelsFile } from '#contracts/labels-file'
import { readLabelsFile } from '#engine/annotations/read-labels-file'
import { projectLabels } from '#engine/projects/project-labels'
import { createRandom } from '#engine/stats/random'
import { annotationEvents } from '#engine/store/annotation-steps'
import { saveFingerprint } from '#engine/store/clips'
import { listAnnotators } from '#engine/store/annotators'
import { mergeLabels } from '#engine/store/merge-labels'
import { Worker } from '../../helpers/annotations'
import { codeOf } from '../../helpers/error-code'
import { facts, labels, storeOf, type StoreOfClips } from '../../helpers/project'
import { tempDir } from '../../helpers/temp-dir'

const files = ['a.wav', 'b.wav', 'c.wav']
const store = (names = files): StoreOfClips =>
  storeOf(
    tempDir(),
    names.map(file => ({ ...facts(file), predicted: 0 })),
  )
/** As it goes through a file. */
const sent = ({ db }: StoreOfClips): LabelsFile =>
  readLabelsFile(JSON.parse(JSON.stringify(projectLabels(db, 'P', null))), 'labels.json')
/** What everybody says of every clip. */
const said = (one: StoreOfClips): unknown =>
  sent(one).clips.map(({ file, labels: found }) => [
    file,
    found.map(({ annotator, annotation }) => [annotator, annotation]),
  ])
const later = (hours: number): number => Date.parse('2026-01-01T10:00:00Z') + hours * 3_600_000

describe('engine/store, labels that are sent and merged', () => {
  it('engine/store - labels arrive with effort and time; merged twice is merged once', () => {
    const [home, lab] = [store(), store(files.toReversed())]
    const ada = new Worker(home.db, 'Ada')
    ada.save(home.ids.get('a.wav')!, { emotion: 'angry', tags: ['noisy'] }, { workedSec: 3, listens: 2 })
    ada.save(home.ids.get('b.wav')!, { emotion: 'sad', isFinished: true })
    const file = sent(home)
    expect(mergeLabels(lab.db, file)).toMatchObject({ labels: 2, added: 2, newAnnotators: ['Ada'], conflicts: [] })
    expect(said(lab)).toEqual(said(home))
    const before = sent(lab)
    expect(mergeLabels(lab.db, file)).toMatchObject({
      added: 0,
      updated: 0,
      known: 2,
      conflicts: [],
      newAnnotators: [],
    })
    expect({ ...sent(lab), madeAt: '' }).toEqual({ ...before, madeAt: '' })
    expect(before.clips[0].labels[0].effort).toEqual(file.clips[0].labels[0].effort)
    for (const { project } of [home, lab]) project.close()
  })

  it('engine/store - a later file of the same annotator is news, no conflict; so is what comes back', () => {
    const [home, lab] = [store(), store()]
    const ada = new Worker(home.db, 'Ada')
    const clip = home.ids.get('a.wav')!
    ada.save(clip, { emotion: 'angry' })
    const noon = sent(home)
    mergeLabels(lab.db, noon)
    ada.save(clip, { emotion: 'sad' })
    ada.save(clip, { note: 'after all' })
    expect(mergeLabels(lab.db, sent(home))).toMatchObject({ updated: 1, conflicts: [] })
    expect(mergeLabels(lab.db, noon)).toMatchObject({ known: 1, updated: 0, conflicts: [] })
    new Worker(lab.db, 'Ada', later(3)).save(lab.ids.get('a.wav')!, { valence: -1 })
    expect(mergeLabels(home.db, sent(lab))).toMatchObject({ updated: 1, conflicts: [] })
    expect(ada.says(clip)).toMatchObject({ emotion: 'sad', note: 'after all', valence: -1 })
    for (const { project } of [home, lab]) project.close()
  })

  it('engine/store - of two answers of one annotator the newer stands, in both projects; the older is in the log', () => {
    const [home, lab] = [store(), store()]
    const early = new Worker(home.db, 'Ada')
    const late = new Worker(lab.db, 'ADA', later(5))
    early.save(home.ids.get('a.wav')!, { emotion: 'angry', note: 'loud' })
    late.save(lab.ids.get('a.wav')!, { emotion: 'happy' })
    const [fromHome, fromLab] = [sent(home), sent(lab)]
    const inLab = mergeLabels(lab.db, fromHome)
    expect(inLab.conflicts).toMatchObject([
      { file: 'a.wav', annotator: 'Ada', stands: 'project', differs: ['emotion', 'note'] },
    ])
    expect(mergeLabels(home.db, fromLab).conflicts).toMatchObject([{ stands: 'file' }])
    expect(late.says(lab.ids.get('a.wav')!).emotion).toBe('happy')
    expect(early.says(home.ids.get('a.wav')!)).toMatchObject({ emotion: 'happy', note: '' })
    const kept = annotationEvents(lab.db, late.id, lab.ids.get('a.wav')!)
    expect(kept.map(({ kind, after }) => [kind, after?.emotion])).toEqual([
      ['change', 'happy'],
      ['kept', 'angry'],
    ])
    expect(mergeLabels(lab.db, fromHome)).toMatchObject({ known: 1, conflicts: [] })
    // Back to what was there: a merge is a step like others.
    expect(early.undo()).toBe(home.ids.get('a.wav'))
    expect(early.says(home.ids.get('a.wav')!).emotion).toBe('angry')
    expect(mergeLabels(home.db, fromLab)).toMatchObject({ known: 1 })
    for (const { project } of [home, lab]) project.close()
  })

  it('engine/store - clips go by content, then by name; what fits no clip, or more than one, is named', () => {
    const [home, lab] = [store(['a.wav', 'b.wav', 'moved.wav', 'twin.wav']), store(['a.wav', 'b.wav'])]
    const ada = new Worker(home.db, 'Ada')
    for (const id of home.ids.values()) ada.save(id, { emotion: 'sad' })
    const sha = (file: string, text: string): void => saveFingerprint(lab.db, lab.ids.get(file)!, text, 1, 1)
    sha('a.wav', 'sha of moved.wav')
    sha('b.wav', 'sha of another b.wav')
    const report = mergeLabels(lab.db, sent(home))
    expect(report.leftOut).toEqual([
      { file: 'a.wav', labels: 1, reason: 'other-audio' },
      { file: 'b.wav', labels: 1, reason: 'other-audio' },
      { file: 'twin.wav', labels: 1, reason: 'unknown-clip' },
    ])
    expect(report.added).toBe(1)
    expect(sent(lab).clips.map(({ file }) => file)).toEqual(['a.wav'])
    sha('b.wav', 'sha of moved.wav')
    expect(mergeLabels(lab.db, sent(home)).leftOut).toContainEqual({
      ...{ file: 'moved.wav', labels: 1, reason: 'several-clips' },
    })
    for (const { project } of [home, lab]) project.close()
  })

  it('engine/store - an emotion that the project does not know is left out and named', () => {
    const [home, lab] = [store(), store()]
    new Worker(home.db, 'Ada').save(home.ids.get('a.wav')!, { emotion: 'schadenfreude' })
    expect(mergeLabels(lab.db, sent(home))).toMatchObject({
      ...{ added: 0, newAnnotators: [], leftOut: [{ file: 'a.wav', reason: 'unknown-emotion' }] },
    })
    for (const { project } of [home, lab]) project.close()
  })

  it('engine/store - a step of one clip that the file gives to another refuses the whole file', async () => {
    const [home, lab] = [store(), store()]
    const ada = new Worker(home.db, 'Ada')
    for (const file of files) ada.save(home.ids.get(file)!, { emotion: 'sad' })
    const file = sent(home)
    mergeLabels(lab.db, { ...file, clips: file.clips.slice(2) })
    const [{ labels: stolen }] = file.clips.slice(2)
    const forged = { ...file, clips: [file.clips[0], { ...file.clips[1], labels: stolen }] }
    expect(await codeOf(() => mergeLabels(lab.db, forged))).toBe('duplicate-key')
    expect(listAnnotators(lab.db)).toMatchObject([{ annotated: 1 }])
    for (const { project } of [home, lab]) project.close()
  })

  it('engine/store - listening alone says nothing: what was said elsewhere is no conflict with it', () => {
    const [home, lab] = [store(), store()]
    new Worker(home.db, 'Ada').save(home.ids.get('a.wav')!, { emotion: 'sad' })
    new Worker(lab.db, 'Ada', later(9)).save(lab.ids.get('a.wav')!, {}, { listens: 1 })
    expect(sent(lab).clips).toEqual([])
    expect(mergeLabels(lab.db, sent(home))).toMatchObject({ added: 1, conflicts: [] })
    for (const { project } of [home, lab]) project.close()
  })

  it('engine/store - projects that send each other their labels come to say the same, whoever began', () => {
    const random = createRandom(8)
    const stores = [store(), store(), store()]
    const workers = stores.map(({ db }, i) => ['Ada', 'Ben'].map(name => new Worker(db, name, later(i / 10))))
    for (let round = 0; round < 40; round++) {
      const at = random.integer(3)
      const worker = workers[at][random.integer(2)]
      if (random.uniform() < 0.2 && worker.canUndo()) worker.undo()
      else worker.save([...stores[at].ids.values()][random.integer(3)], { emotion: labels[random.integer(3)] })
      if (random.uniform() < 0.3) mergeLabels(stores[random.integer(3)].db, sent(stores[random.integer(3)]))
    }
    for (let round = 0; round < 2; round++)
      for (const from of stores) for (const to of stores) if (from !== to) mergeLabels(to.db, sent(from))
    expect(said(stores[1])).toEqual(said(stores[0]))
    expect(said(stores[2])).toEqual(said(stores[0]))
    for (const { project } of stores) project.close()
  })

  it.each([
    [null, 'wrong-type'],
    [{ kind: 'something' }, 'wrong-type'],
    [{ kind: 'cuescope-labels', version: 2 }, 'schema-version'],
    [{ kind: 'cuescope-labels', version: 1, project: 'P', madeAt: 'yesterday', clips: [] }, 'wrong-type'],
  ])('engine/annotations - %j is refused as %s', async (json, code) => {
    expect(await codeOf(() => readLabelsFile(json, 'x.json'))).toBe(code)
  })
})
