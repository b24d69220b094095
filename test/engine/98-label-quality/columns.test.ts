import { describe, expect, it } from 'vitest'
import { TableCache } from '#engine/projects/table-cache'
import { facts, storeOf } from '../../helpers/project'
import { tempDir } from '../../helpers/temp-dir'

const clips = [
  { ...facts('angry.wav'), predicted: 0 },
  { ...facts('also-angry.wav'), predicted: 0 },
  { ...facts('sad.wav', { emotion: 'sadness', emotionCode: 'sad' }), predicted: 2 },
  { ...facts('called-sad.wav', { emotion: 'sadness', emotionCode: 'sad' }), predicted: 0 },
  { ...facts('bored.wav', { emotion: 'boredom', emotionCode: 'bored' }), predicted: 0 },
]

describe('engine/label-quality, in an audit’s table', () => {
  it('engine/label-quality - a label that the model speaks against is suspected; labels that the model lacks are not judged', () => {
    const { db, audit, ids, project } = storeOf(tempDir(), clips)
    const table = new TableCache(db).get(audit.id)
    const rows = (column: string): unknown[] => clips.map(({ file }) => table.valueOf(ids.get(file)!, column))
    expect(rows('suggested-label')).toEqual([null, null, null, 'angry', null])
    const [angry, , sad, calledSad, bored] = rows('label-quality') as (number | null)[]
    expect(angry).toBeGreaterThan(0.5)
    expect(sad).toBeGreaterThan(0.5)
    expect(calledSad).toBeCloseTo(1 - angry!, 6)
    expect(bored).toBeNull()
    project.close()
  })
})
