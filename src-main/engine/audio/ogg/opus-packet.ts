/** Of SILK, hybrid and CELT, in 48 kHz samples. [rfc6716] section 3.1 */
const SILK_FRAMES = [480, 960, 1920, 2880]
const HYBRID_FRAMES = [480, 960]
const CELT_FRAMES = [120, 240, 480, 960]
/** 120 ms: no packet lasts longer. */
const LONGEST = 5760

/** Samples at 48 kHz that a packet decodes to, as its first bytes say; 0: it is damaged or empty. */
export function opusPacketFrames(packet: Uint8Array): number {
  if (packet.length === 0) return 0
  const config = packet[0] >> 3
  const lengths = config < 12 ? SILK_FRAMES : config < 16 ? HYBRID_FRAMES : CELT_FRAMES
  const frame = lengths[(config < 12 ? config : config < 16 ? config - 12 : config - 16) % lengths.length]
  const code = packet[0] & 3
  const count = code === 0 ? 1 : code < 3 ? 2 : packet.length > 1 ? packet[1] & 63 : 0
  return count * frame > LONGEST ? 0 : count * frame
}
