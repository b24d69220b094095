import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AgreementReport } from '#contracts/agreement'
import type { Annotation, AnnotationChanges, AnnotationStep, RegionLabel, SaveAnnotation } from '#contracts/annotation'
import { annotationSchema } from '#contracts/annotation'
import { clipSelectionSchema } from '#contracts/clip-query'
import { applyChanges as engineApplies, differences as engineDiffers } from '#engine/annotations/apply-changes'
import { setReachable } from '../../src-renderer/api/reachability'
import { affectAt, affectByKey } from '../../src-renderer/components/annotation/affect'
import { emotionChoices } from '../../src-renderer/components/annotation/emotion-choices'
import { movedBy, movedEdge, movedLimit } from '../../src-renderer/components/annotation/region-edges'
import { useAnnotationStore } from '../../src-renderer/stores/annotation'
import { applyChanges, differences, emptyAnnotation } from '../../src-renderer/stores/annotation-changes'
import { useAnnotationOutbox } from '../../src-renderer/stores/annotation-outbox'
import { keepStep, keptSteps } from '../../src-renderer/stores/unsent-steps'
import { selectionOfFilter } from '../../src-renderer/text/selection-of-filter'
import { queueWords, stepWords } from '../../src-renderer/text/words/annotation'
import {
  cellConditions,
  comparedPairs,
  figuresCsv,
  usedLabels,
} from '../../src-renderer/views/annotation/agreement-rows'

const model = 'a'.repeat(64)
const other = 'b'.repeat(64)

/** As a browser has it. */
function fakeStorage(): Storage {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
    key: (at: number) => [...kept.keys()][at] ?? null,
    clear: () => kept.clear(),
    get length() {
      return kept.size
    },
  }
}

interface Asked {
  readonly path: string
  readonly body: SaveAnnotation
}

/** An engine that answers as it is told, in turn; then it takes everything. */
function engine(...answers: (Response | 'gone' | Promise<void>)[]): Asked[] {
  const asked: Asked[] = []
  const states = new Map<string, Annotation>()
  vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
    const place = path.replace('/api/projects/p/annotators/1/clips/', '')
    const state = states.get(place) ?? emptyAnnotation
    const clip = { clipId: Number(place), file: 'x.wav', annotatorId: 1, effort: {}, contradictions: [] }
    if (init.method !== 'POST') return Response.json({ ...clip, annotation: state })
    const body = JSON.parse(String(init.body)) as SaveAnnotation
    asked.push({ path, body })
    const told = answers.shift()
    if (told === 'gone') throw new TypeError('Failed to fetch')
    if (told instanceof Response) return told
    await told
    states.set(place, engineApplies(state, body.changes as AnnotationChanges))
    const step = { ...clip, annotation: states.get(place), undo: null, redo: null } as unknown as AnnotationStep
    return Response.json(step)
  })
  return asked
}
const refusal = (code: string, status: number): Response => Response.json({ code, message: 'no' }, { status })
const step = (
  clipId: number,
  changes: AnnotationChanges,
  eventId = `event-${clipId}`,
): Parameters<ReturnType<typeof useAnnotationOutbox>['add']>[0] => ({
  ...{ projectId: 'p', annotatorId: 1, clipId },
  save: { eventId, changes, workedSec: 0, listens: 0 },
})

beforeEach(() => {
  vi.stubGlobal('localStorage', fakeStorage())
  setActivePinia(createPinia())
  setReachable(true)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('renderer/annotation changes', () => {
  const cases: [string, AnnotationChanges][] = [
    ['a field', { emotion: 'anger', isBlind: true }],
    ['a verdict beside another', { verdicts: { [other]: 'artefact' } }],
    ['a verdict taken back', { verdicts: { [model]: null } }],
    ['a tag twice', { tags: ['a', 'b', 'a'] }],
    ['nothing', {}],
  ]
  it.each(cases)('the window makes of %s what the engine makes of it', (_, changes) => {
    const before: Annotation = { ...emptyAnnotation, verdicts: { [model]: 'ambiguous' }, tags: ['b'] }
    const after = applyChanges(before, changes)
    expect(after).toEqual(engineApplies(before, changes))
    expect(differences(before, after).sort()).toEqual(engineDiffers(before, after).sort())
    expect(annotationSchema.parse(after)).toEqual(after)
  })

  it('an undo is told in words, blindness aside', () => {
    const before: Annotation = { ...emptyAnnotation, emotion: 'anger', arousal: -0.4, isBlind: true }
    expect(stepWords(before, emptyAnnotation, differences(before, emptyAnnotation))).toBe(
      'emotion anger → none; arousal −0.40 → –',
    )
  })
})

describe('renderer/annotation outbox', () => {
  it('sends in order, one after the other, and keeps each until it is taken', async () => {
    let release = (): void => undefined
    const held = new Promise<void>(resolve => (release = resolve))
    const asked = engine(held)
    const outbox = useAnnotationOutbox()
    void outbox.add(step(1, { emotion: 'anger' }))
    void outbox.add(step(2, { emotion: 'fear' }))
    await vi.waitFor(() => expect(asked).toHaveLength(1))
    expect(keptSteps(localStorage).map(({ step: one }) => one.clipId)).toEqual([1, 2])
    expect(outbox.state).toBe('saving')
    release()
    await outbox.whenSent()
    expect(asked.map(({ path }) => path.at(-1))).toEqual(['1', '2'])
    expect(keptSteps(localStorage)).toEqual([])
    expect(outbox.state).toBe('saved')
  })

  it('a broken connection sends the same step again, under the same id, before any other', async () => {
    const asked = engine('gone')
    const outbox = useAnnotationOutbox()
    void outbox.add(step(1, { emotion: 'anger' }))
    void outbox.add(step(2, { emotion: 'fear' }))
    await vi.waitFor(() => expect(outbox.state).toBe('retrying'))
    expect(keptSteps(localStorage)).toHaveLength(2)
    setReachable(true)
    await outbox.whenSent()
    expect(asked.map(({ body }) => body.eventId)).toEqual(['event-1', 'event-1', 'event-2'])
    expect(outbox.state).toBe('saved')
  })

  it('what may pass is tried again; what can never be taken is set aside and said, and the next goes on', async () => {
    vi.useFakeTimers()
    const asked = engine(refusal('disk-full', 507), refusal('label-unknown', 422))
    const outbox = useAnnotationOutbox()
    const answers = [outbox.add(step(1, { emotion: 'bliss' })), outbox.add(step(2, { emotion: 'fear' }))]
    await vi.advanceTimersByTimeAsync(100)
    expect(outbox.state).toBe('retrying')
    await vi.advanceTimersByTimeAsync(2000)
    expect(await answers[0]).toBeNull()
    expect((await answers[1])?.annotation.emotion).toBe('fear')
    expect(asked.map(({ body }) => body.eventId)).toEqual(['event-1', 'event-1', 'event-2'])
    expect(outbox.refused.map(({ error }) => error.code)).toEqual(['label-unknown'])
    expect(outbox.state).toBe('refused')
  })

  it('steps of a window that was closed are sent by the next, in their order; other entries are left alone', async () => {
    keepStep(localStorage, step(9, { note: 'later' }), 2000)
    keepStep(localStorage, step(8, { note: 'before' }), 1000)
    localStorage.setItem('cuescope.unsent/zzz', 'not a step')
    localStorage.setItem('cuescope.theme', '"dark"')
    const asked = engine()
    const outbox = useAnnotationOutbox()
    outbox.resume()
    await outbox.whenSent()
    expect(asked.map(({ body }) => body.changes.note)).toEqual(['before', 'later'])
    expect(localStorage.length).toBe(2)
  })
})

describe('renderer/annotation of a clip', () => {
  const at = { projectId: 'p', annotatorId: 1, clipId: 5 }
  const work = (): { workedSec: number; listens: number } => ({ workedSec: 2, listens: 1 })

  it('what is pressed before the clip’s annotation is read is not lost', async () => {
    const asked = engine()
    const store = useAnnotationStore()
    const opening = store.open(at, work)
    store.onceRead(() => store.change({ emotion: 'anger' }))
    expect(store.annotation).toBeNull()
    await opening
    expect(store.annotation?.emotion).toBe('anger')
    await useAnnotationOutbox().whenSent()
    expect(asked[0].body).toMatchObject({ changes: { emotion: 'anger' }, workedSec: 2, listens: 1 })
  })

  it('letters of a note are one step; another answer ends it; leaving sends what was typed', async () => {
    const asked = engine()
    const store = useAnnotationStore()
    await store.open(at, work)
    store.changeSoon({ note: 'a' })
    store.changeSoon({ note: 'ab' })
    expect(store.annotation?.note).toBe('ab')
    expect(asked).toHaveLength(0)
    store.change({ emotion: 'fear' })
    store.changeSoon({ note: 'abc' })
    store.leave()
    await useAnnotationOutbox().whenSent()
    expect(asked.map(({ body }) => body.changes)).toEqual([{ note: 'ab' }, { emotion: 'fear' }, { note: 'abc' }, {}])
  })

  it('an answer to an older step never takes back a newer one in the window', async () => {
    let release = (): void => undefined
    const held = new Promise<void>(resolve => (release = resolve))
    engine(held)
    const store = useAnnotationStore()
    await store.open(at, work)
    store.change({ emotion: 'anger' })
    store.change({ arousal: 0.5 })
    release()
    await vi.waitFor(() => expect(useAnnotationOutbox().waiting.length).toBeLessThan(2))
    expect(store.annotation).toMatchObject({ emotion: 'anger', arousal: 0.5 })
    await useAnnotationOutbox().whenSent()
    expect(store.annotation).toMatchObject({ emotion: 'anger', arousal: 0.5 })
  })

  it('a step that the engine refuses is taken back in the window', async () => {
    engine(refusal('label-unknown', 422))
    const store = useAnnotationStore()
    await store.open(at, work)
    store.change({ emotion: 'bliss' })
    expect(store.annotation?.emotion).toBe('bliss')
    await vi.waitFor(() => expect(store.annotation?.emotion).toBeNull())
  })
})

describe('renderer/emotion choices', () => {
  it('the model’s labels come first, in its order, then emotions that none of them names; nine have keys', () => {
    const choices = emotionChoices(['angry', 'disgust', 'fear', 'happy', 'neutral', 'sad', 'surprise'])
    expect(choices.slice(0, 9).map(one => `${one.digit} ${one.emotion}`)).toEqual([
      ...['1 angry', '2 disgust', '3 fear', '4 happy', '5 neutral', '6 sad', '7 surprise', '8 calm', '9 boredom'],
    ])
    expect(choices.slice(9).map(one => one.emotion)).toEqual(['contempt', 'excitement', 'frustration', 'other'])
    expect(choices.slice(9).every(one => one.digit === null)).toBe(true)
  })

  it('of more than nine labels, those behind the ninth are in the list', () => {
    const labels = Array.from({ length: 12 }, (_, i) => `label ${i}`)
    const choices = emotionChoices(labels)
    expect(choices.filter(one => one.digit !== null).map(one => one.emotion)).toEqual(labels.slice(0, 9))
    expect(choices.slice(9, 12).map(one => one.emotion)).toEqual(labels.slice(9))
  })
})

describe('renderer/affect pad', () => {
  it('the middle is 0, the right is pleasant, the top excited; outside counts as the edge', () => {
    expect(affectAt(0.5, 0.5)).toEqual({ valence: 0, arousal: 0 })
    expect(affectAt(1, 0)).toEqual({ valence: 1, arousal: 1 })
    expect(affectAt(-3, 2)).toEqual({ valence: -1, arousal: -1 })
  })

  it('arrows step from the middle and stop at the edge; Delete takes both back', () => {
    const none = { valence: null, arousal: null }
    expect(affectByKey(none, 'ArrowRight', false)).toEqual({ valence: 0.1, arousal: 0 })
    expect(affectByKey({ valence: 0.7, arousal: 0.7 }, 'ArrowUp', true)).toEqual({ valence: 0.7, arousal: 1 })
    expect(affectByKey({ valence: 0.1, arousal: 0.2 }, 'Delete', false)).toEqual(none)
    expect(affectByKey(none, 'a', false)).toBeNull()
  })
})

describe('renderer/regions', () => {
  const region = { startSec: 0.2, endSec: 0.5 }

  it('ends never pass each other, nor leave the clip', () => {
    expect(movedEdge(region, 'startSec', 0.9, 2).startSec).toBeCloseTo(0.495, 9)
    expect(movedEdge(region, 'endSec', 0.1, 2).endSec).toBeCloseTo(0.205, 9)
    expect(movedEdge(region, 'startSec', -4, 2)).toEqual({ startSec: 0, endSec: 0.5 })
    expect(movedEdge(region, 'endSec', 99, 2)).toEqual({ startSec: 0.2, endSec: 2 })
  })

  it('moved as a whole it stays as long as it was, and inside the clip', () => {
    const lengthOf = ({ startSec, endSec }: typeof region): number => endSec - startSec
    const later = movedBy(region, 'whole', 0.123456, 2)
    expect(later.startSec).toBe(0.3235)
    expect(lengthOf(later)).toBeCloseTo(0.3, 12)
    const last = movedBy(region, 'whole', 9, 2)
    expect(last.endSec).toBe(2)
    expect(lengthOf(last)).toBeCloseTo(0.3, 12)
    expect(movedBy(region, 'whole', -9, 2).startSec).toBe(0)
    expect(movedBy({ startSec: 0, endSec: 2 }, 'whole', 0.5, 2)).toEqual({ startSec: 0, endSec: 2 })
    expect(movedBy(region, 'endSec', -0.1, 2)).toEqual({ startSec: 0.2, endSec: 0.4 })
  })

  it('limits of a box never pass each other, nor leave the band of the clip; emptied, it is no box', () => {
    const box = { lowHz: 200, highHz: 3000 }
    expect(movedLimit(box, 'lowHz', 500, 8000)).toEqual({ lowHz: 500, highHz: 3000 })
    expect(movedLimit(box, 'lowHz', 5000, 8000)).toEqual({ lowHz: 2999, highHz: 3000 })
    expect(movedLimit(box, 'lowHz', -3, 8000)).toEqual({ lowHz: 0, highHz: 3000 })
    expect(movedLimit(box, 'highHz', 100, 8000)).toEqual({ lowHz: 200, highHz: 201 })
    expect(movedLimit(box, 'highHz', 44100, 8000)).toEqual({ lowHz: 200, highHz: 8000 })
    expect(movedLimit(box, 'highHz', null, 8000)).toEqual({ lowHz: null, highHz: null })
    const all = { lowHz: null, highHz: null }
    expect(movedLimit(all, 'lowHz', 300, 8000)).toEqual({ lowHz: 300, highHz: 8000 })
    expect(movedLimit(all, 'highHz', 300, 8000)).toEqual({ lowHz: 0, highHz: 300 })
  })

  it('an undo says which region it moved or named, else how many there are', () => {
    const one: RegionLabel = { ...region, lowHz: null, highHz: null, tier: 'Regions', text: 'sob' }
    const of = (...regions: RegionLabel[]): Annotation => ({ ...emptyAnnotation, regions })
    const words = (before: Annotation, after: Annotation): string =>
      stepWords(before, after, differences(before, after))
    expect(words(of(one), of({ ...one, startSec: 0.3, endSec: 0.6 }))).toBe('region sob 0.20–0.50 s → 0.30–0.60 s')
    expect(words(of(one), of({ ...one, text: 'sigh' }))).toBe('region “sob” → “sigh”')
    expect(words(of(one), of({ ...one, lowHz: 80, highHz: 950 }))).toBe('region sob all frequencies → 80–950 Hz')
    expect(words(of(one), of())).toBe('regions 1 region → 0 regions')
  })
})

describe('renderer/queue of a list', () => {
  it('says how many clips each queue has', () => {
    expect(queueWords.made([6])).toBe('1 queue made, 6 clips')
    expect(queueWords.made([6, 6])).toBe('2 queues made, 6 clips each')
    expect(queueWords.made([6, 5])).toBe('2 queues made, 6 + 5 clips')
  })

  it('all of the filter is in the selection, and the engine takes it', () => {
    const where = JSON.stringify([{ kind: 'range', column: 'confidence', min: 50, max: null }])
    const selection = selectionOfFilter({ expected: 'sad', outcome: 'wrong', text: 'spk', sort: 'confidence', where })
    expect(clipSelectionSchema.parse(selection)).toEqual({
      sort: 'confidence',
      order: 'asc',
      where: [
        { kind: 'words', column: 'expected', words: ['sad'] },
        { kind: 'words', column: 'outcome', words: ['wrong'] },
        { kind: 'text', text: 'spk' },
        { kind: 'range', column: 'confidence', min: 50, max: null },
      ],
    })
    expect(selectionOfFilter({ outcome: 'all' }).where).toEqual([])
  })
})

describe('renderer/agreement', () => {
  const none = { value: null, low: null, high: null, clips: 0 }
  const pair = (first: string, second: string): AgreementReport['againstModel'][number] => ({
    ...{ first, second, clips: 3, agreed: 2, kappa: { value: 0.5, low: 0.1, high: 0.9, clips: 3 } },
    counts: [
      [1, 0, 0],
      [0, 0, 0],
      [0, 1, 1],
    ],
  })
  const nominal = {
    ...{ labels: ['a', 'b', 'c'], answers: [3, 3], byLabel: [2, 1, 3], clips: 3, overlapping: 3, complete: 3 },
    ...{ agreedShare: 2 / 3, fleiss: none, alpha: none, pairs: [pair('Ada', 'Ben')], matrix: [] },
  }
  const dial = { answers: [0, 0], clips: 0, overlapping: 0, alpha: none, meanDistance: null }
  const report = {
    ...{ annotators: [], emotion: nominal, verdict: { ...nominal, pairs: [] }, arousal: dial, valence: dial },
    ...{ againstModel: [pair('Ada', 'model')], againstDataset: [pair('Ada', 'data set')] },
    ...{ blindShare: 1, draws: 1000, seed: 1, notes: [] },
  } satisfies AgreementReport

  it('a cell leads to the clips of both answers, beside the model to those it predicted', () => {
    const [both, beside, dataset] = comparedPairs(report, 'emotion')
    expect(cellConditions(both, 2, 1)).toEqual([
      { kind: 'words', column: 'annotated-label.Ada', words: ['c'] },
      { kind: 'words', column: 'annotated-label.Ben', words: ['b'] },
    ])
    expect(cellConditions(beside, 0, 0)[1]).toEqual({ kind: 'words', column: 'predicted', words: ['a'] })
    expect(cellConditions(dataset, 0, 0)[1]).toEqual({ kind: 'words', column: 'expected', words: ['a'] })
    expect(comparedPairs(report, 'verdict')).toEqual([])
  })

  it('labels that neither gave are left out of the matrix', () => {
    const [both] = comparedPairs(report, 'emotion')
    expect(usedLabels(both)).toEqual([0, 1, 2])
    const one = {
      ...both,
      pair: {
        ...both.pair,
        counts: [
          [1, 0, 0],
          [0, 0, 0],
          [0, 0, 2],
        ],
      },
    }
    expect(usedLabels(one)).toEqual([0, 2])
  })

  it('every figure is a line of the CSV; one that does not exist is empty', () => {
    const lines = figuresCsv(report).trim().split('\n')
    expect(lines[0]).toBe('question,figure,first,second,value,low,high,clips')
    expect(lines).toContain('emotion,cohen_kappa,Ada,Ben,0.5,0.1,0.9,3')
    expect(lines).toContain('emotion,cohen_kappa,Ada,model,0.5,0.1,0.9,3')
    expect(lines).toContain('arousal,krippendorff_alpha_interval,,,,,,0')
  })
})
