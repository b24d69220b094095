/** The four bytes that each frame of MPEG audio starts with. [iso11172] section 2.4.2.3 */
export interface Mp3Header {
  /** 1, 2 or 3; MP3 is 3. */
  readonly layer: number
  readonly isMpeg1: boolean
  readonly sampleRateHz: number
  readonly channels: number
  /** Of the frame, a channel. */
  readonly samples: number
  /** Of the frame, with its header, if of layer 3; 0: only the next frame tells ("free format"). */
  readonly bytes: number
  /** Of the part between header (with checksum) and sound. */
  readonly sideInfoStart: number
  readonly sideInfoBytes: number
}

const RATES_HZ = [44_100, 48_000, 32_000]
/** Layer III, in kbit/s. */
const MPEG1_KBITS = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
const MPEG2_KBITS = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]

/** null where there is none. */
export function readMp3Header(bytes: Uint8Array, at: number): Mp3Header | null {
  if (bytes[at] !== 0xff || (bytes[at + 1] & 0xe0) !== 0xe0 || at + 4 > bytes.length) return null
  const version = (bytes[at + 1] >> 3) & 3
  const layer = 4 - ((bytes[at + 1] >> 1) & 3)
  const rateCode = (bytes[at + 2] >> 2) & 3
  const bitCode = bytes[at + 2] >> 4
  if (version === 1 || layer === 4 || rateCode === 3 || bitCode === 15) return null
  const isMpeg1 = version === 3
  // 2.5 halves the rates of 2, which halves those of 1.
  const sampleRateHz = RATES_HZ[rateCode] / (isMpeg1 ? 1 : version === 2 ? 2 : 4)
  const kbits = (isMpeg1 ? MPEG1_KBITS : MPEG2_KBITS)[bitCode]
  const samples = isMpeg1 ? 1152 : 576
  const padding = (bytes[at + 2] >> 1) & 1
  const channels = bytes[at + 3] >> 6 === 3 ? 1 : 2
  const hasChecksum = (bytes[at + 1] & 1) === 0
  return {
    layer,
    isMpeg1,
    sampleRateHz,
    channels,
    samples,
    bytes: kbits === 0 ? 0 : Math.floor(((samples / 8) * 1000 * kbits) / sampleRateHz) + padding,
    sideInfoStart: hasChecksum ? 6 : 4,
    sideInfoBytes: isMpeg1 ? (channels === 1 ? 17 : 32) : channels === 1 ? 9 : 17,
  }
}

/** True where both may belong to one stream. */
export function isSameStream(a: Mp3Header, b: Mp3Header): boolean {
  return a.layer === b.layer && a.sampleRateHz === b.sampleRateHz && a.channels === b.channels
}
