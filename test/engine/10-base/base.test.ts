import { describe, expect, it } from 'vitest'
import { Emitter } from '#engine/base/emitter'
import { CueScopeError, fromErrorBody, toErrorBody } from '#engine/base/errors'
import { canonicalJson } from '#engine/base/hash'
import { sha256 } from '#engine/files/sha256'
import { settingsHash } from '#engine/audits/result-key'
import { explainSettingsSchema } from '#contracts/settings'

describe('engine/base', () => {
  it('engine/base - an error crosses a border and back with code, message and details', () => {
    const error = new CueScopeError('too-short', 'It is too short.', { frames: 3 }, { cause: new Error('inside') })
    const body = toErrorBody(error)
    expect(JSON.parse(JSON.stringify(body))).toEqual({
      code: 'too-short',
      message: 'It is too short.',
      details: { frames: 3 },
    })
    const rebuilt = fromErrorBody(body)
    expect(rebuilt).toBeInstanceOf(CueScopeError)
    expect(rebuilt).toMatchObject({ code: 'too-short', message: 'It is too short.', details: { frames: 3 } })
  })

  it('engine/base - what is not ours crosses as an internal error', () => {
    expect(toErrorBody(new TypeError('x is undefined'))).toEqual({
      code: 'internal-error',
      message: 'Unexpected error: x is undefined',
    })
    expect(toErrorBody('thrown text')).toEqual({ code: 'internal-error', message: 'Unexpected error: thrown text' })
  })

  it('engine/base - equal values give equal text, whatever order they were built in', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: true, left: undefined })).toBe(
      '{"a":true,"b":[1,{"c":"x","d":null}]}',
    )
    expect(canonicalJson({ é: 1, z: 2, Z: 3 })).toBe('{"Z":3,"z":2,"é":1}')
    expect(canonicalJson([])).toBe('[]')
    expect(canonicalJson({ a: 0.1 + 0.2 })).toBe('{"a":0.30000000000000004}')
  })

  it('engine/base - settings that were spelled out hash as those that were left out; any change hashes otherwise', () => {
    const hash = (input: object): string => settingsHash(explainSettingsSchema.parse(input))
    const plain = hash({})
    expect(hash({ segments: { count: 5, windowSec: 0.15 }, provider: 'cpu' })).toBe(plain)
    const changed = [
      { methods: [] },
      { segments: { count: 4 } },
      { occlusion: { score: 'logit' } },
      { cues: { cueRate: 'native' } },
      { cues: { provider: 'opensmile' } },
    ].map(hash)
    expect(new Set([plain, ...changed]).size).toBe(6)
  })

  it('engine/base - results from before there was a choice of cue provider keep their key: it is the built-in one’s', () => {
    const settings = explainSettingsSchema.parse({})
    const { methods, occlusion, baselines } = settings
    const before = { used: { occlusion }, segments: { windowSec: 0.15, count: 5 }, cues: { cueRate: 16000 }, baselines }
    const keys = Array.from({ length: 100 }, (_, version) => sha256(canonicalJson({ version, ...before })).slice(0, 32))
    expect(methods).toEqual(['occlusion'])
    expect(keys).toContain(settingsHash(settings))
  })

  it('engine/base - an emitter tells all who listen until they stop', () => {
    const emitter = new Emitter<number>()
    const heard: string[] = []
    const stop = emitter.subscribe(event => heard.push(`a${event}`))
    emitter.subscribe(event => heard.push(`b${event}`))
    emitter.emit(1)
    stop()
    emitter.emit(2)
    expect(heard).toEqual(['a1', 'b1', 'b2'])
  })
})
