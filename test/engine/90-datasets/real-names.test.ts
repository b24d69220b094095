import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { defaultLabelMap } from '#engine/datasets/label-map'
import { scanFolder } from '#engine/datasets/scan-folder'
import { sharedDir } from '../../helpers/shared'

const labels = ['angry', 'disgust', 'fear', 'happy', 'neutral', 'sad', 'surprise']
const shared = sharedDir()

describe.runIf(shared)('engine/datasets, real corpora', () => {
  it('engine/datasets - file, data set, speaker and emotion of 1,641 clips are those of the published predictions', async () => {
    const predictions = parse(readFileSync(join(shared!, 'models/predictions.csv')), { columns: true }) as Record<
      string,
      string
    >[]
    const { report, clips, notes } = await scanFolder(join(shared!, 'data'))
    const map = defaultLabelMap([...new Set(clips.map(clip => clip.emotion!))], labels)
    const found = clips.map(({ file, dataset, speaker, emotion }) => [file, dataset, speaker, map[emotion!] ?? emotion])
    const published = predictions.map(({ file, dataset, speaker, emotion }) => [file, dataset, speaker, emotion])
    expect(found).toHaveLength(1641)
    expect(found).toEqual(published.sort(([a], [b]) => (a < b ? -1 : 1)))
    expect(Object.entries(map).filter(([, label]) => label === null)).toEqual([['calm', null]])
    expect(report.corpora.map(({ importer, clips, speakers }) => [importer, clips, speakers])).toEqual([
      ['ravdess', 240, 4],
      ['tess', 1401, 2],
    ])
    expect(report.corpora[0].emotions).toEqual({ anger: 32, calm: 32, disgust: 32, fear: 32, happiness: 32, neutral: 16, sadness: 32, surprise: 32 }) // prettier-ignore
    expect(report.unrecognised).toEqual({ count: 0, examples: [] })
    expect([report.refused, notes]).toEqual([[], []])
    expect(clips.filter(clip => clip.sex === 'male').map(clip => clip.speaker)).toEqual([
      ...Array.from({ length: 60 }, () => '21'),
      ...Array.from({ length: 60 }, () => '23'),
    ])
  })
})
