import { describe, expect, it } from 'vitest'
import { plausibilitySettingsSchema } from '#contracts/plausibility'
import { createNotice } from '#engine/artefacts/notice'
import { assess } from '#engine/plausibility/assess'
import { bundledTables } from '#engine/plausibility/bundled-tables'
import { fourLabels, plannedCorpus } from '../../helpers/assessed-clips'

const settings = plausibilitySettingsSchema.parse({})
const [table] = bundledTables
const clips = plannedCorpus({ clips: 400, speakers: 8, wrongShare: 0, isVoiceTrue: true })
const notice = createNotice(clips, fourLabels, table, settings)
const angry = clips.filter(({ predicted }) => predicted === 'angry')

describe('engine/artefacts - what plausibility says of labels that an artefact changed', () => {
  it('engine/artefacts - an angry voice called sad is implausible, and was plausible as angry', () => {
    const found = angry
      .slice(0, 20)
      .map(({ clipId, cues }) => notice(clipId, { predicted: 'sad', confidence: 0.9, cues })!)
    expect(found.filter(({ after }) => after.isImplausible).length).toBeGreaterThan(15)
    expect(found.filter(({ before }) => before.isImplausible).length).toBeLessThan(4)
    for (const { before, after } of found) expect(after.alignment).toBeLessThan(before.alignment)
  })

  it('engine/artefacts - it is what an assessment of the whole with that one clip exchanged says', () => {
    const { clipId, cues } = angry[7]
    const place = clips.findIndex(clip => clip.clipId === clipId)
    const whole = assess(clips.with(place, { ...clips[place], predicted: 'happy', cues }), fourLabels, table, settings)
    const { after } = notice(clipId, { predicted: 'happy', confidence: 0.5, cues })!
    expect(after.alignment).toBe(whole.clips[place].alignment)
    expect(after.isImplausible).toBe(whole.clips[place].verdict === 'implausible')
  })

  it('engine/artefacts - a clip that is unknown, or has too little voice left, is not judged', () => {
    const { clipId, cues } = angry[0]
    expect(notice(-1, { predicted: 'sad', confidence: 0.9, cues })).toBeNull()
    expect(notice(clipId, { predicted: 'sad', confidence: 0.9, cues: {} })).toBeNull()
  })
})
