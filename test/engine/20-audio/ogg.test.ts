import { describe, expect, it } from 'vitest'
import type { DecodedAudio } from '#engine/audio/audio'
import { decodeAudio } from '#engine/audio/decode'
import { readOggPages } from '#engine/audio/ogg/ogg-pages'
import { readOggStream } from '#engine/audio/ogg/ogg-stream'
import { createImdct } from '#engine/audio/vorbis/imdct'
import { codeOf } from '../../helpers/error-code'
import { goldenAudio } from './golden-audio'
import { joinedPages, oggPages, pageOf, withFields } from './ogg-bytes'

const vorbis = goldenAudio('mono-16k.ogg')
const opus = goldenAudio('mono-16k.opus')
const decode = (bytes: Uint8Array): Promise<DecodedAudio> => decodeAudio(bytes, 'clip.ogg')
const codes = ({ notes }: DecodedAudio): string[] => notes.map(note => note.code)

/** The same packets, `perPage` on a page, so that there is more than one page of sound. */
function repaged(
  file: Uint8Array,
  headerCount: number,
  perPage: number,
  samplesOf: (packet: number) => number,
): Uint8Array[] {
  const found = readOggPages(file)
  const { serial } = found.pages[0]
  const { headers, audio } = readOggStream(found, serial, headerCount)
  const last = found.pages.at(-1)!.granule!
  const pages = headers.map(({ data }, i) =>
    pageOf([data], { serial, sequence: i, granule: 0n, flags: i === 0 ? 2 : 0 }),
  )
  let granule = 0
  for (let i = 0; i < audio.length; i += perPage) {
    const some = audio.slice(i, i + perPage)
    const isLast = i + perPage >= audio.length
    some.forEach((_, k) => (granule += samplesOf(i + k)))
    const fields = { serial, sequence: pages.length, granule: BigInt(isLast ? last : granule), flags: isLast ? 4 : 0 }
    pages.push(
      pageOf(
        some.map(({ data }) => data),
        fields,
      ),
    )
  }
  return pages
}

describe('engine/audio/ogg', () => {
  it.each([
    ['Vorbis', 'mono-16k.ogg', 3],
    ['Opus', 'mono-16k.opus', 2],
  ])('engine/audio - %s: packets may be spread over pages as one likes', async (_, name, headerCount) => {
    const file = goldenAudio(name)
    const whole = await decode(file)
    const pages = oggPages(file)
    // One packet over two pages: the first ends with a full segment, the second goes on.
    const found = readOggPages(file)
    const { serial } = found.pages[0]
    const { headers, audio } = readOggStream(found, serial, headerCount)
    const long = headers.at(-1)!.data
    const cut = 255 * Math.floor(long.length / 255 / 2)
    if (cut > 0) {
      const lead = pages.slice(0, 1)
      const others = headers.slice(1, -1).map(({ data }) => data)
      const first = pageOf([...others, long.subarray(0, cut)], { serial, sequence: 1, granule: -1n, flags: 0 })
      first[26]--
      const body = [...first.subarray(0, 27 + first[26]), ...first.subarray(28 + first[26])]
      lead.push(withFields(Uint8Array.from(body), {}))
      lead.push(pageOf([long.subarray(cut)], { serial, sequence: 2, granule: 0n, flags: 1 }))
      lead.push(
        pageOf(
          audio.map(({ data }) => data),
          { serial, sequence: 3, granule: BigInt(found.pages.at(-1)!.granule!), flags: 4 },
        ),
      )
      expect([...(await decode(joinedPages(lead))).samples]).toEqual([...whole.samples])
    }
    const again = await decode(joinedPages(pages))
    expect([codes(again), [...again.samples]]).toEqual([[], [...whole.samples]])
  })

  it('engine/audio - Opus on many pages: a lost one is refused, a missing end is noted', async () => {
    const whole = await decode(opus)
    const pages = repaged(opus, 2, 5, () => 960)
    expect([...(await decode(joinedPages(pages))).samples]).toEqual([...whole.samples])
    expect(await codeOf(() => decode(joinedPages(pages.toSpliced(3, 1))))).toBe('decode-error')
    const damaged = pages.map(page => page.slice())
    damaged[3][60] ^= 1
    expect(await codeOf(() => decode(joinedPages(damaged)))).toBe('crc-mismatch')

    const cut = await decode(joinedPages(pages.slice(0, -1)))
    const frames = (5 * 960 * (pages.length - 3) - 312) / 3
    expect([codes(cut), cut.samples.length]).toEqual([['truncated-data'], frames])
    expect([...cut.samples]).toEqual([...whole.samples.subarray(0, frames)])
    const inPage = await decode(joinedPages(pages).subarray(0, -20))
    expect([codes(inPage), inPage.samples.length]).toEqual([['truncated-data'], frames])
  })

  it('engine/audio - a last page that promises too much, too little or nonsense costs no sample', async () => {
    const pages = repaged(opus, 2, 5, () => 960)
    const all = ((pages.length - 2) * 5 * 960 - 312) / 3
    for (const granule of [2n ** 62n, 5n]) {
      const audio = await decode(joinedPages([...pages.slice(0, -1), withFields(pages.at(-1)!, { granule })]))
      expect(codes(audio)).toEqual(['size-field-wrong'])
      expect(audio.samples.length).toBeGreaterThan(all - 5 * 320)
    }
    const negative = await decode(joinedPages([...pages.slice(0, -1), withFields(pages.at(-1)!, { granule: -5n })]))
    expect(codes(negative)).toEqual(['corrupt-header'])
  })

  it('engine/audio - a recording behind the first is refused, not left out in silence', async () => {
    const second = oggPages(vorbis).map(page => withFields(page, { serial: 77 }))
    expect(await codeOf(() => decode(joinedPages([...oggPages(vorbis), ...second])))).toBe('corrupt-header')
  })

  it('engine/audio - another stream beside it is passed over', async () => {
    const [first, ...rest] = oggPages(vorbis)
    const other = pageOf([Uint8Array.from([0x66, 0x69, 0x73, 0x68, 1, 2, 3, 4])], {
      serial: 5,
      sequence: 0,
      granule: 0n,
      flags: 2,
    })
    const audio = await decode(joinedPages([other, first, ...rest]))
    expect([codes(audio), audio.samples.length]).toEqual([[], 6400])
    expect(await codeOf(() => decode(other))).toBe('unsupported-codec')
  })

  it('engine/audio - the gain in an Opus header is applied', async () => {
    const whole = await decode(opus)
    const [first, ...rest] = oggPages(opus)
    const louder = first.slice()
    // 6 dB in units of 1/256 dB, at byte 16 of the packet behind a page header of 28 bytes.
    louder[28 + 16] = 0
    louder[28 + 17] = 6
    const { samples } = await decode(joinedPages([withFields(louder, {}), ...rest]))
    samples.forEach((value, i) => expect(value).toBeCloseTo(whole.samples[i] * 10 ** (6 / 20), 6))
  })

  it('engine/audio - the transform of Vorbis is the sum that defines it', () => {
    const n = 64
    const spectrum = Float64Array.from({ length: n / 2 }, (_, k) => Math.sin(k * k + 1))
    const out = new Float64Array(n)
    createImdct(n)(spectrum, out)
    out.forEach((value, t) => {
      const sum = spectrum.reduce(
        (total, x, k) => total + x * Math.cos(((2 * Math.PI) / n) * (t + 0.5 + n / 4) * (k + 0.5)),
        0,
      )
      expect(value).toBeCloseTo(sum, 11)
    })
  })

  it.each(['mono-16k.ogg', 'mono-16k.opus', 'stereo-44k.ogg'])(
    'engine/audio - %s cut anywhere, or with bytes changed under a right checksum, never crashes',
    async name => {
      const file = goldenAudio(name)
      const tried: Uint8Array[] = []
      for (let end = 1; end < file.length; end += 173) tried.push(file.slice(0, end))
      const pages = oggPages(file)
      for (let i = 0; i < 150; i++) {
        const copies = pages.map(page => page.slice())
        const page = copies[i % copies.length]
        for (let k = 0; k < 3; k++) page[28 + ((i * 7919 + k * 104729) % (page.length - 28))] ^= 1 + ((i * 31) % 255)
        tried.push(joinedPages(copies.map(copy => withFields(copy, {}))))
      }
      for (const bytes of tried) {
        const outcome = await decode(bytes).catch((error: unknown) => error)
        if (outcome instanceof Error) expect(outcome).toMatchObject({ name: 'CueScopeError' })
        else expect((outcome as DecodedAudio).samples.every(Number.isFinite)).toBe(true)
      }
    },
  )
})
