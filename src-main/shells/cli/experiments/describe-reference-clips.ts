import type { ChannelReferences, ReferenceClipsResult } from '#contracts/experiments/reference-clips'
import { columns, percent } from './text-table'

/** Channels that are shown with their clips where none was asked for. */
const CHANNELS_SHOWN = 5

/** @param ofChannel a channel's clips */
export function describeReferences(
  { layer, clips, channels, channel }: ReferenceClipsResult,
  ofChannel: (channel: number) => ChannelReferences | null,
): string[] {
  const head = `${layer}: ${channels.length} channels over ${clips} clips`
  const shown = channel === null ? channels.slice(0, CHANNELS_SHOWN).map(found => found.channel) : [channel.channel]
  const lines = [head]
  for (const id of shown) {
    const { meanMagnitude, meanShare } = channels.find(found => found.channel === id)!
    const found = channel ?? ofChannel(id)
    if (found === null) continue
    lines.push(
      '',
      `channel ${id}: mean share ${percent(meanShare)}, of any sign ${percent(meanMagnitude)}`,
      `  by predicted label: ${found.byLabel.map(({ label, meanShare: share }) => `${label} ${percent(share)}`).join(', ')}`,
    )
    const list = (title: string, entries: ChannelReferences['mostRelevant'], text: (value: number) => string): void => {
      lines.push(`  ${title}`)
      const rows = entries.map(({ file, value, startSec, endSec, predicted, expected }) => [
        `   ${text(value)}`,
        `${startSec.toFixed(2)}-${endSec.toFixed(2)} s`,
        file,
        predicted === expected || expected === null ? predicted : `${predicted}, was ${expected}`,
      ])
      lines.push(...columns(rows))
    }
    list('most relevant', found.mostRelevant, percent)
    list('most active', found.mostActive, value => value.toPrecision(3))
  }
  return lines
}
