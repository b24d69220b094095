import { describe, expect, it } from 'vitest'
import { plausibilitySettingsSchema } from '#contracts/plausibility'
import { createNotice, type Changed } from '#engine/artefacts/notice'
import { assess } from '#engine/plausibility/assess'
import { bundledTables } from '#engine/plausibility/bundled-tables'
import { fourLabels, plannedCorpus } from '../../helpers/assessed-clips'

const settings = plausibilitySettingsSchema.parse({})
const [table] = bundledTables
const clips = plannedCorpus({ clips: 400, speakers: 8, wrongShare: 0, isVoiceTrue: true })
const notice = createNotice(clips, fourLabels, table, settings)
const angry = clips.filter(({ predicted }) => predicted === 'angry')
const called = (predicted: string, count: number): Changed[] =>
  angry.slice(0, count).map(({ clipId, cues }) => ({ clipId, predicted, confidence: 0.9, cues }))

describe('engine/artefacts - what plausibility says of labels that an artefact changed', () => {
  it('engine/artefacts - an angry voice called sad is implausible, and was plausible as angry', () => {
    const found = notice(called('sad', 20)).map(pair => pair!)
    expect(found.filter(({ after }) => after.isImplausible).length).toBeGreaterThan(15)
    expect(found.filter(({ before }) => before.isImplausible).length).toBeLessThan(4)
    for (const { before, after } of found) expect(after.alignment).toBeLessThan(before.alignment)
  })

  it('engine/artefacts - a label that stays is judged as before', () => {
    const found = notice(called('angry', 20)).map(pair => pair!)
    const untouched = assess(clips, fourLabels, table, settings).clips
    found.forEach(({ before, after }, i) => {
      expect(after.alignment).toBe(before.alignment)
      expect(before.alignment).toBe(untouched[clips.indexOf(angry[i])].alignment)
    })
  })

  it('engine/artefacts - many at once are judged as each alone: none is a reference for another', () => {
    const many = called('happy', 60)
    const alone = many.slice(0, 5).flatMap(changed => notice([changed]))
    expect(notice(many).slice(0, 5)).toEqual(alone)
  })

  it('engine/artefacts - a clip that is unknown, or has too little voice left, is not judged', () => {
    const [{ clipId, cues }] = angry
    const unknown = { clipId: -1, predicted: 'sad', confidence: 0.9, cues }
    expect(notice([unknown, { ...unknown, clipId, cues: {} }, { ...unknown, clipId }])).toEqual([
      null,
      null,
      { before: expect.anything(), after: expect.anything() },
    ])
    expect(notice([])).toEqual([])
  })
})
