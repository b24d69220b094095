import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { placeCard } from '../../src-renderer/components/tour/place-card'
import { tourPlaces } from '../../src-renderer/components/tour/tour-route'
import { projectRoot } from '../helpers/built-program'

const view = { width: 1280, height: 800 }
const card = { width: 340, height: 220 }

describe('renderer/tour', () => {
  it('the card stands beside what it explains and covers none of it', () => {
    const target = { left: 20, top: 100, width: 400, height: 300 }
    const { left, top } = placeCard(target, card, view)
    expect(left).toBeGreaterThanOrEqual(420)
    expect(top).toBe(100)
    const low = placeCard({ left: 0, top: 700, width: 1280, height: 90 }, card, view)
    expect(low.top + card.height).toBeLessThanOrEqual(700)
  })

  it('the card is wholly in the window, wherever its target is', () => {
    for (const left of [-200, 0, 640, 1200])
      for (const top of [-50, 300, 790])
        for (const [width, height] of [
          [10, 10],
          [1280, 800],
          [600, 40],
        ]) {
          const at = placeCard({ left, top, width, height }, card, view)
          expect(at.left).toBeGreaterThanOrEqual(0)
          expect(at.top).toBeGreaterThanOrEqual(0)
          expect(at.left + card.width).toBeLessThanOrEqual(view.width)
          expect(at.top + card.height).toBeLessThanOrEqual(view.height)
        }
    expect(placeCard(null, card, view)).toEqual({ left: 1280 - 340 - 12, top: 800 - 220 - 12 })
  })

  it('every step points at something that a view has marked', () => {
    const folder = join(projectRoot, 'src-renderer')
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(file => file.endsWith('.vue'))
      .map(file => readFileSync(join(folder, file), 'utf8'))
      .join('\n')
    const marks = Object.values(tourPlaces).map(({ target }) => /data-tour=(\w+)/.exec(target)![1])
    expect(marks.filter(mark => !sources.includes(`data-tour="${mark}"`))).toEqual([])
  })
})
