/**
 * Which clips of a data set show best what each channel of a layer stands for [achtibat2023]: those where it is most
 * relevant for the label that the model chose, and those where it is most active.
 *
 * Conventions: every clip has one row, so that a run can stop anywhere and a clip that changes costs only itself; the
 * lists are made from the rows, `keep` entries a channel, whatever the number of clips.
 */
import type { ReferenceClip, ReferenceClipsSettings } from '#contracts/experiments/reference-clips'
import type { ClipPeaks } from '#engine/audits/protocol'
import { CueScopeError, fromErrorBody } from '#engine/base/errors'
import type { PendingItem } from '#engine/store/experiment-items'
import { BestClips } from './best-clips'
import { experimentKind, type DoneWork } from './experiment-kind'
import { decodePeaks, encodePeaks } from './peaks-blob'

export const referenceClipsKind = experimentKind<'reference-clips', 'channel-peaks', ClipPeaks>({
  kind: 'reference-clips',
  version: 1,
  check: async (_, { settings }, tryModel) => {
    const { peaks } = await tryModel({ peaks: settings })
    if (peaks !== null) throw fromErrorBody(peaks)
  },
  plan: clips => clips.map(({ clipId, audioSha }) => ({ clipId, audioSha, variant: '' })),
  task: ({ predicted }, clip, { settings }) => ({
    kind: 'channel-peaks',
    ...clip,
    target: predicted,
    relevance: settings,
  }),
  encode: encodePeaks,
  decode: decodePeaks,
  summarise: (work, { labels }, { settings }) => {
    const sums = new ShareSums(labels)
    const lists: ChannelLists[] = []
    let [clips, layer] = [0, '']
    for (const done of work) {
      layer = done.outcome.layer
      clips++
      sums.add(done)
      for (let channel = 0; channel < done.outcome.relevance.length; channel++)
        (lists[channel] ??= new ChannelLists(channel, settings)).add(done)
    }
    const channels = sums.ranking(clips)
    return ({ channel = null, limit }) => {
      if (channel !== null && clips > 0 && channel >= lists.length)
        throw new CueScopeError('not-found', `${layer} has the channels 0 to ${lists.length - 1}, not ${channel}.`)
      const found = channel === null || clips === 0 ? null : lists[channel].top(limit)
      return {
        ...{ kind: 'reference-clips', layer, clips, channels },
        channel: found && { ...found, byLabel: sums.byLabel(found.channel) },
      }
    }
  },
})

/** Mean shares of every channel, and by label. */
class ShareSums {
  readonly #byLabel: Map<string, { clips: number; sums: Float64Array }>
  #magnitudes = new Float64Array(0)

  constructor(labels: readonly string[]) {
    this.#byLabel = new Map(labels.map(label => [label, { clips: 0, sums: new Float64Array(0) }]))
  }

  add({ item, outcome: { relevance } }: DoneWork<ClipPeaks>): void {
    const label = this.#byLabel.get(item.predicted)!
    if (this.#magnitudes.length === 0) this.#magnitudes = new Float64Array(relevance.length)
    if (label.sums.length === 0) label.sums = new Float64Array(relevance.length)
    label.clips++
    relevance.forEach((share, channel) => {
      label.sums[channel] += share
      this.#magnitudes[channel] += Math.abs(share)
    })
  }

  ranking(clips: number): { channel: number; meanMagnitude: number; meanShare: number }[] {
    const sum = (channel: number): number =>
      [...this.#byLabel.values()].reduce((total, { sums }) => total + (sums[channel] ?? 0), 0)
    return Array.from(this.#magnitudes, (magnitude, channel) => ({
      channel,
      meanMagnitude: magnitude / clips,
      meanShare: sum(channel) / clips,
    })).sort((a, b) => b.meanMagnitude - a.meanMagnitude || a.channel - b.channel)
  }

  byLabel(channel: number): { label: string; clips: number; meanShare: number }[] {
    return [...this.#byLabel]
      .filter(([, { clips }]) => clips > 0)
      .map(([label, { clips, sums }]) => ({ label, clips, meanShare: sums[channel] / clips }))
  }
}

class ChannelLists {
  readonly #relevant: BestClips<ReferenceClip>
  readonly #active: BestClips<ReferenceClip>

  constructor(
    readonly channel: number,
    { keep }: ReferenceClipsSettings,
  ) {
    this.#relevant = new BestClips(keep)
    this.#active = new BestClips(keep)
  }

  add({ item, outcome }: DoneWork<ClipPeaks>): void {
    this.#offer(this.#relevant, item, outcome.relevance, outcome.relevantSec)
    this.#offer(this.#active, item, outcome.activation, outcome.activeSec)
  }

  #offer(list: BestClips<ReferenceClip>, item: PendingItem, values: Float32Array, places: Float32Array): void {
    const { clipId, file, predicted, expected } = item
    const value = values[this.channel]
    if (!list.wants(file, value)) return
    const [startSec, endSec] = [places[2 * this.channel], places[2 * this.channel + 1]]
    list.add({ clipId, file, value, startSec, endSec, predicted, expected })
  }

  top(limit: number): { channel: number; mostRelevant: ReferenceClip[]; mostActive: ReferenceClip[] } {
    const { channel } = this
    return {
      channel,
      mostRelevant: this.#relevant.entries.slice(0, limit),
      mostActive: this.#active.entries.slice(0, limit),
    }
  }
}
