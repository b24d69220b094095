import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type * as ShownName from '../../src-renderer/text/shown-name'

/** A window of its own each time: what it stored, and the module that has read it. */
async function open(stored: Map<string, string>): Promise<typeof ShownName> {
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  })
  vi.resetModules()
  return import('../../src-renderer/text/shown-name')
}

describe('renderer/names on screen', () => {
  const stored = new Map<string, string>()
  beforeEach(() => stored.clear())
  afterEach(() => vi.unstubAllGlobals())

  it('are shown as they are until they are hidden', async () => {
    const { shownName, shownPath, shownSpeaker, shownPlace } = await open(stored)
    expect([shownName('a/b.wav'), shownSpeaker('Ada'), shownPlace('/data')]).toEqual(['a/b.wav', 'Ada', '/data'])
    expect(shownPath('a/b.wav')).toEqual(['a/', 'b.wav'])
    expect(stored.size).toBe(0)
  })

  it('when hidden hold nothing of the name, folder or ending', async () => {
    const names = await open(stored)
    names.maskNames(true)
    const shown = [
      names.shownName('patients/smith_visit2.wav'),
      names.shownSpeaker('smith'),
      names.shownPlace('/home/x'),
    ]
    expect(shown[0]).toMatch(/^Clip [A-HJ-NP-Z2-9]{6}$/)
    expect(shown[1]).toMatch(/^[A-HJ-NP-Z2-9]{6}$/)
    expect(shown.join().toLowerCase()).not.toMatch(/smith|patients|wav|home/)
    expect(names.shownPath('patients/smith.wav')[0]).toBe('')
    expect(names.shownSpeaker('')).toBe('')
  })

  it('are the same ones after the window was closed, and others on another computer', async () => {
    const first = await open(stored)
    first.maskNames(true)
    const before = first.shownName('a.wav')
    const again = await open(stored)
    again.maskNames(true)
    expect(again.shownName('a.wav')).toBe(before)
    const elsewhere = await open(new Map())
    elsewhere.maskNames(true)
    expect(elsewhere.shownName('a.wav')).not.toBe(before)
  })

  it('tell clips apart: of 20,000 names that differ in their number hardly two get the same', async () => {
    const { maskNames, shownName } = await open(stored)
    maskNames(true)
    const shown = new Set(Array.from({ length: 20_000 }, (_, i) => shownName(`speaker_07/take_${i}.wav`)))
    // 2^30 names: 0.2 pairs are expected.
    expect(shown.size).toBeGreaterThanOrEqual(19_996)
  })
})
