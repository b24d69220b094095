import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { encodeNpy } from '#engine/exports/npy'
import { readNpy } from '../../helpers/npy'

const folder = mkdtempSync(join(tmpdir(), 'cuescope-npy-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('engine/exports/npy', () => {
  it('engine/exports - a file is byte for byte what numpy 2.4.6 saves', () => {
    // numpy.save(io, numpy.array([[0.5, -1, 3], [1e-10, 2, -0.25]], dtype='<f4'))
    const fromNumpy =
      'k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDMpLCB9ICAgICAgICAgICAgIC' +
      'AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAA/AACAvwAAQED/5tsuAAAAQAAAgL4='
    const bytes = encodeNpy([2, 3], Float32Array.of(0.5, -1, 3, 1e-10, 2, -0.25))
    expect(Buffer.from(bytes).toString('base64')).toBe(fromNumpy)
  })

  it.each([[[5]], [[1, 5]], [[5, 1, 1]]])(
    'engine/exports - shape %j comes back through the reader of the tests',
    shape => {
      const path = join(folder, `${shape.join('-')}.npy`)
      const values = Float32Array.of(1, 2, 3, 4, 5)
      const bytes = encodeNpy(shape, values)
      writeFileSync(path, bytes)
      expect(readNpy(path)).toEqual({ shape, data: values })
      expect((bytes.length - 4 * values.length) % 64).toBe(0)
    },
  )

  it('engine/exports - a shape that does not hold the values is refused', () => {
    expect(() => encodeNpy([2, 2], new Float32Array(5))).toThrow('2 x 2')
  })
})
