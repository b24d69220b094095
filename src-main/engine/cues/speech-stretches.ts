import type { Seconds } from '#engine/base/units'
import type { Region } from './region'
import type { SpeechActivity } from './speech-activity'

/** Where there is speech, in order: runs of speech frames, each of which stands for half a hop to either side of its middle. */
export function speechStretches({ isSpeech, hopSec, middleSec }: SpeechActivity): Region[] {
  const edgeSec = (row: number): Seconds => (row - 0.5) * hopSec + middleSec
  const stretches: Region[] = []
  for (let row = 0; row < isSpeech.length;) {
    const start = row
    while (row < isSpeech.length && isSpeech[row] === 1) row++
    if (row > start) stretches.push({ startSec: edgeSec(start), endSec: edgeSec(row) })
    else row++
  }
  return stretches
}
