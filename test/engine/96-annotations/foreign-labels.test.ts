import { describe, expect, it } from 'vitest'
import { readForeignLabels } from '#engine/annotations/foreign-labels'
import { readTextGrid } from '#engine/annotations/text-grid'
import { textGrid } from '#engine/exports/annotations/textgrid'
import { mergeForeign } from '#engine/projects/merge-foreign'
import { Worker } from '../../helpers/annotations'
import { codeOf } from '../../helpers/error-code'
import { facts, storeOf } from '../../helpers/project'
import { tempDir } from '../../helpers/temp-dir'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
function utf16(text: string, isBigEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 * (text.length + 1)))
  for (const [at, code] of [0xfeff, ...Array.from(text, c => c.charCodeAt(0))].entries())
    view.setUint16(2 * at, code, !isBigEndian)
  return new Uint8Array(view.buffer)
}

/** As Praat 6.4 saves them: long, and short. */
const long = `File type = "ooTextFile"
Object class = "TextGrid"

xmin = 0 
xmax = 2.5 
tiers? <exists> 
size = 2 
item []: 
    item [1]:
        class = "IntervalTier" 
        name = "voice" 
        xmin = 0 
        xmax = 2.5 
        intervals: size = 3 
        intervals [1]:
            xmin = 0 
            xmax = 0.75 
            text = "" 
        intervals [2]:
            xmin = 0.75 
            xmax = 1.5 
            text = "creaky ""like this""" 
        intervals [3]:
            xmin = 1.5 
            xmax = 2.5 
            text = "über 3 Silben" 
    item [2]:
        class = "TextTier" 
        name = "breath" 
        xmin = 0 
        xmax = 2.5 
        points: size = 1 
        points [1]:
            number = 1.25 
            mark = "in" 
`
const short = `File type = "ooTextFile"
Object class = "TextGrid"

0
2.5
<exists>
2
"IntervalTier"
"voice"
0
2.5
3
0
0.75
""
0.75
1.5
"creaky ""like this"""
1.5
2.5
"über 3 Silben"
"TextTier"
"breath"
0
2.5
1
1.25
"in"
`
const tiers = [
  {
    name: 'voice',
    marks: [
      { startSec: 0.75, endSec: 1.5, text: 'creaky "like this"' },
      { startSec: 1.5, endSec: 2.5, text: 'über 3 Silben' },
    ],
  },
  { name: 'breath', marks: [{ startSec: 1.25, endSec: 1.25, text: 'in' }] },
]

describe('engine/annotations, labels of other programs', () => {
  it('engine/annotations - a TextGrid says the same long, short, in UTF-8 and in UTF-16 of either order', () => {
    for (const text of [long, short, long.replaceAll('\n', '\r\n')])
      for (const file of [bytes(text), utf16(text, true), utf16(text, false)])
        expect(readTextGrid(file, 'a.TextGrid')).toEqual(tiers)
  })

  it('engine/annotations - what is cut off, binary or something else is refused, not guessed', async () => {
    const code = (text: string): Promise<string> => codeOf(() => readTextGrid(bytes(text), 'a.TextGrid'))
    for (const end of [120, 300, 500, long.indexOf('mark')])
      expect(await code(long.slice(0, end))).toBe('truncated-data')
    expect(await code('ooBinaryFile\bTextGrid')).toBe('wrong-type')
    expect(await code('<html></html>')).toBe('wrong-type')
  })

  it('engine/annotations - tiers that CueScope wrote of the model are no annotations', async () => {
    const segments = [{ rank: 1, startSec: 0.1, endSec: 0.25, score: 3, share: 0.75 }]
    const own = textGrid({
      ...{ file: 'a.wav', durationSec: 1, predicted: 'sad', confidence: 0.8, labels: ['sad'], probabilities: [1] },
      methods: [{ method: 'occlusion', segments }],
    } as unknown as Parameters<typeof textGrid>[0])
    expect(readTextGrid(bytes(own), 'a.TextGrid').map(({ name }) => name)).toEqual(['prediction', 'salient_occlusion'])
    expect(await codeOf(() => readForeignLabels(bytes(own), 'a.TextGrid', null))).toBe('no-rows')
  })

  it('engine/annotations - a label track of Audacity, with the frequencies of its boxes', async () => {
    const track = '0.100000\t0.300000\tcreak\n\\\t300.000000\t1200.000000\n0.5\t0.5\tclick\n\\\t-1.000000\t-1.000000\n'
    const [{ file, annotator, annotation }] = readForeignLabels(bytes(track), 'clip 1.txt', null)
    expect([file, annotator]).toEqual(['clip 1', 'Audacity'])
    expect(annotation.regions).toEqual([
      { tier: 'labels', startSec: 0.1, endSec: 0.3, lowHz: 300, highHz: 1200, text: 'creak' },
      { tier: 'labels', startSec: 0.5, endSec: 0.5, lowHz: null, highHz: null, text: 'click' },
    ])
    expect(await codeOf(() => readForeignLabels(bytes('dear diary\n'), 'a.txt', null))).toBe('wrong-type')
  })

  it('engine/store - its stretches join what the annotator has said of the clip that it is called as, once', () => {
    const own = storeOf(tempDir(), [facts('sub/A.wav')])
    const clip = own.ids.get('sub/A.wav')!
    const ada = new Worker(own.db, 'Ada')
    ada.save(clip, { emotion: 'sad' })
    const merge = (): ReturnType<typeof mergeForeign> =>
      mergeForeign(own.db, bytes(long), { name: 'a.TextGrid', annotator: 'Ada' }, '2026-01-02T10:00:00Z')
    expect(merge()).toMatchObject({ labels: 1, updated: 1, conflicts: [], leftOut: [] })
    expect(merge()).toMatchObject({ labels: 1, known: 1 })
    expect(ada.says(clip).emotion).toBe('sad')
    expect(ada.says(clip).regions.map(({ tier, text }) => `${tier}: ${text}`)).toEqual([
      'voice: creaky "like this"',
      'voice: über 3 Silben',
      'breath: in',
    ])
  })
})
