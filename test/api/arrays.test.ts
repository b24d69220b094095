import { describe, expect, it } from 'vitest'
import { arrayResponse } from '#api/arrays'
import { decodeArray, encodeArray } from '#contracts/arrays'

describe('api, arrays', () => {
  it.each([
    [[0], []],
    [[3], [1, -2.5, 3e-40]],
    [
      [2, 3],
      [1, 2, 3, 4, 5, NaN],
    ],
    [
      [1, 2, 2],
      [Infinity, -Infinity, -0, 1],
    ],
    [[], [7]],
  ])('api - shape %j comes back as it was, bit by bit', (shape, values) => {
    const data = Float32Array.from(values)
    const decoded = decodeArray(encodeArray(shape, data).buffer)
    expect(decoded.shape).toEqual(shape)
    expect(new Uint8Array(decoded.data.buffer)).toEqual(new Uint8Array(data.buffer))
  })

  it('api - a view into a larger buffer sends its own values only', () => {
    const view = Float32Array.of(9, 1, 2, 9).subarray(1, 3)
    expect([...decodeArray(encodeArray([2], view).buffer).data]).toEqual([1, 2])
  })

  it('api - the header is little-endian: magic CSA1, dimensions, sizes', () => {
    const bytes = encodeArray([1, 2], Float32Array.of(1, 0))
    expect(Buffer.from(bytes).toString('hex')).toBe(
      '43534131' + '02000000' + '01000000' + '02000000' + '0000803f' + '00000000',
    )
  })

  it('api - bytes that are no array, or too few, or too many, are refused', () => {
    const good = encodeArray([2, 2], new Float32Array(4))
    const cut = (length: number): ArrayBuffer => good.slice(0, length).buffer
    for (const bytes of [
      new ArrayBuffer(0),
      new ArrayBuffer(7),
      new ArrayBuffer(64),
      cut(15),
      cut(good.length - 1),
      new Uint8Array([...good, 0]).buffer,
    ])
      expect(() => decodeArray(bytes)).toThrow()
    const lying = good.slice()
    new DataView(lying.buffer).setUint32(4, 0xffffffff, true)
    expect(() => decodeArray(lying.buffer)).toThrow()
  })

  it('api - what belongs to an array travels in a header, in any language', async () => {
    const meta = { target: 'zornig – 怒り 😀', hopSec: 0.01, edges: [1, 2] }
    const response = arrayResponse({ shape: [1], data: Float32Array.of(0.5), meta })
    const header = response.headers.get('x-array-meta')!
    expect(header).toMatch(/^[\x20-\x7e]+$/)
    expect(JSON.parse(header)).toEqual(meta)
    expect([...decodeArray(await response.arrayBuffer()).data]).toEqual([0.5])
  })
})
