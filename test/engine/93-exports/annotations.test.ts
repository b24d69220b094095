import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { audacityLabels } from '#engine/exports/annotations/audacity'
import { audformatFiles } from '#engine/exports/annotations/audformat'
import type { AnnotatedClip } from '#engine/exports/annotations/annotated-clip'
import { labelStudioConfig, labelStudioTasks } from '#engine/exports/annotations/label-studio'
import { textGrid } from '#engine/exports/annotations/textgrid'

/** Written by Praat and audformat themselves: test/goldens/make/make-annotations.py */
const golden = (name: string): Promise<string> =>
  readFile(new URL(`../../goldens/annotations/${name}`, import.meta.url), 'utf8')
const clips = JSON.parse(await golden('clips.json')) as AnnotatedClip[]

describe('engine/exports - annotations', () => {
  it("engine/exports - a TextGrid is Praat's own to the last character", async () => {
    expect(textGrid(clips[0])).toBe(await golden('clip.TextGrid'))
  })

  it('engine/exports - a TextGrid tiles the clip, also where windows overlap by rounding or end beyond it', () => {
    const segments = [
      { rank: 1, startSec: 0.2, endSec: 0.3500001, score: 1, share: 0.5 },
      { rank: 2, startSec: 0.35, endSec: 0.9, score: 1, share: 0.5 },
    ]
    const text = textGrid({ ...clips[0], durationSec: 0.8, methods: [{ method: 'a "b"', segments }] })
    expect(text).toContain('name = "salient_a ""b"""')
    const edges = [...text.matchAll(/intervals \[\d\]:\n\s+xmin = (\S+) \n\s+xmax = (\S+) /g)].slice(1)
    expect(edges.map(([, from, to]) => [Number(from), Number(to)])).toEqual([
      [0, 0.2],
      [0.2, 0.35],
      [0.35, 0.8],
    ])
  })

  it.each(['db.files.csv', 'db.emotion.pred.csv', 'db.salient.csv'])(
    "engine/exports - %s is audformat's own to the last character",
    async name => {
      const labels = ['angry', 'sad', 'surprised']
      expect(audformatFiles(clips, labels, ['occlusion', 'crp'], 'demo', 'CueScope').get(name)).toBe(await golden(name))
    },
  )

  it('engine/exports - db.yaml names the schemes and tables that audformat names', async () => {
    const ours = audformatFiles(clips, ['angry', 'sad', 'surprised'], ['occlusion', 'crp'], 'demo', 'x').get('db.yaml')!
    const names = (text: string): string[] =>
      [...text.matchAll(/^ {2,6}([\w.]+):/gm)].map(([, name]) => name).toSorted()
    const written = await golden('db.yaml')
    const flat = names(written).filter(name => name !== 'labels')
    expect(new Set(names(ours))).toEqual(new Set(flat.filter(name => name !== 'dtype')))
  })

  it('engine/exports - Audacity labels are in order of time, six decimals, parted by tabs', () => {
    const lines = audacityLabels(clips[0]).trimEnd().split('\n')
    expect(lines[0]).toBe('0.000000\t0.150000\tcrp 1 (50.0 %)')
    const starts = lines.map(line => Number(line.split('\t')[0]))
    expect(starts).toEqual(starts.toSorted((a, b) => a - b))
    expect(lines).toHaveLength(5)
  })

  it('engine/exports - Label Studio gets predictions whose names and labels its configuration has', () => {
    const tasks = JSON.parse(labelStudioTasks(clips, 'model 1.0', '/data/')) as {
      data: { audio: string }
      predictions: { score: number; result: { from_name: string; type: string; value: object }[] }[]
    }[]
    expect(tasks.map(({ data }) => data.audio)).toEqual(['/data/tess/OAF_"back"_angry.wav', '/data/tess/plain.wav'])
    const config = labelStudioConfig(['angry', 'sa<d'], ['occlusion', 'crp'])
    for (const { from_name: name } of tasks[0].predictions[0].result) expect(config).toContain(`name="${name}"`)
    expect(config).toContain('value="sa&lt;d"')
    expect(tasks[0].predictions[0].result).toHaveLength(6)
    expect(tasks[1].predictions[0].result.map(({ value }) => value)).toEqual([{ choices: ['surprised'] }])
  })
})
