import type { TileRequest } from '../../canvas/fine/tile-message'
import { createTileQueue } from '../../canvas/fine/tile-queue'

/** Computes tiles of the fine spectrogram beside the window: messages in, messages out, the rest is in canvas/fine. */
const { port1, port2 } = new MessageChannel()
const queue = createTileQueue(
  answer => self.postMessage(answer, { transfer: [answer.levels.buffer] }),
  run => {
    port1.onmessage = run
    port2.postMessage(null)
  },
)
self.onmessage = ({ data }: MessageEvent<TileRequest>) => queue.receive(data)
