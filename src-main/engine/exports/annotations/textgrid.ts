import { inTimeOrder, segmentText, type AnnotatedClip } from './annotated-clip'

interface Interval {
  readonly startSec: number
  readonly endSec: number
  readonly text: string
}

/**
 * A Praat TextGrid, in the long text form: a tier for the prediction and one for each method's salient windows.
 *
 * Conventions: intervals of a tier tile the whole clip, empty ones between the windows; quotation marks are doubled.
 * References: [boersma2001].
 */
export function textGrid(clip: AnnotatedClip): string {
  const { durationSec, predicted, confidence, methods } = clip
  const whole = { startSec: 0, endSec: durationSec, text: `${predicted} (${confidence.toFixed(3)})` }
  const tiers = [
    { name: 'prediction', intervals: [whole] },
    ...methods.map(({ method, segments }) => ({
      name: `salient_${method}`,
      intervals: tiled(
        inTimeOrder(segments).map(segment => ({ ...segment, text: segmentText(segment) })),
        durationSec,
      ),
    })),
  ]
  const lines = [
    'File type = "ooTextFile"',
    'Object class = "TextGrid"',
    '',
    'xmin = 0 ',
    `xmax = ${durationSec} `,
    'tiers? <exists> ',
    `size = ${tiers.length} `,
    'item []: ',
    ...tiers.flatMap(({ name, intervals }, t) => [
      `    item [${t + 1}]:`,
      '        class = "IntervalTier" ',
      `        name = ${quoted(name)} `,
      '        xmin = 0 ',
      `        xmax = ${durationSec} `,
      `        intervals: size = ${intervals.length} `,
      ...intervals.flatMap(({ startSec, endSec, text }, i) => [
        `        intervals [${i + 1}]:`,
        `            xmin = ${startSec} `,
        `            xmax = ${endSec} `,
        `            text = ${quoted(text)} `,
      ]),
    ]),
  ]
  return `${lines.join('\n')}\n`
}

/** Windows that touch or overlap by rounding are cut at the next one's start. */
function tiled(windows: readonly Interval[], durationSec: number): Interval[] {
  const intervals: Interval[] = []
  let atSec = 0
  windows.forEach((window, i) => {
    const startSec = Math.max(atSec, window.startSec)
    const endSec = Math.min(window.endSec, windows[i + 1]?.startSec ?? durationSec, durationSec)
    if (endSec <= startSec) return
    if (startSec > atSec) intervals.push({ startSec: atSec, endSec: startSec, text: '' })
    intervals.push({ startSec, endSec, text: window.text })
    atSec = endSec
  })
  if (atSec < durationSec) intervals.push({ startSec: atSec, endSec: durationSec, text: '' })
  return intervals
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}
