import { inTimeOrder, segmentText, type AnnotatedClip } from './annotated-clip'

/** A label track as Audacity reads it: start, end and text, parted by tabs, six decimals. */
export function audacityLabels({ methods }: AnnotatedClip): string {
  const lines = methods
    .flatMap(({ method, segments }) =>
      inTimeOrder(segments).map(segment => ({ ...segment, text: `${method} ${segmentText(segment)}` })),
    )
    .toSorted((a, b) => a.startSec - b.startSec || a.endSec - b.endSec)
    .map(({ startSec, endSec, text }) => `${startSec.toFixed(6)}\t${endSec.toFixed(6)}\t${text}\n`)
  return lines.join('')
}
