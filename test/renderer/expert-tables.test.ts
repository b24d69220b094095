import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { canonicalEmotions } from '#contracts/dataset'
import { experimentKinds as kinds, newExperimentSchema } from '#contracts/experiment'
import type { ExpertTable } from '#contracts/expert-table'
import { bundledTables } from '#engine/plausibility/bundled-tables'
import { isScored } from '#engine/plausibility/expectations'
import { expertCueInfos } from '#engine/plausibility/expert-cues'
import { useDraft } from '../../src-renderer/composables/use-draft'
import { emotions } from '../../src-renderer/text/emotions'
import { experimentKinds } from '../../src-renderer/text/experiments'
import * as text from '../../src-renderer/text/expert-tables'
import { experimentOf, firstAsked } from '../../src-renderer/views/experiments/ask-fields'

const [table] = bundledTables

describe('renderer/expert tables', () => {
  it('lists that stand in for the engine’s are the same as the engine’s', () => {
    const files = readdirSync(resolve(import.meta.dirname, '../../resources/expert-tables'))
    expect([...text.bundledTables].sort()).toEqual(files.map(file => file.replace('.json', '')).sort())
    expect(text.bundledTables).toEqual(bundledTables.map(one => one.id))
    expect(emotions).toEqual(canonicalEmotions)
  })

  it('a cell counts as scored exactly where the engine scores it', () => {
    for (const one of bundledTables)
      for (const cell of one.cells) {
        const info = expertCueInfos.find(cue => cue.key === cell.cue)
        const isSettled = one.emotions.find(entry => entry.emotion === cell.emotion)?.isSettled === true
        expect(text.standingOf(cell, info, isSettled) === 'scored').toBe(isScored(cell) && isSettled)
      }
  })

  it('an edit touches its cell only; taking it back gives the table as it was', () => {
    const cell = { ...text.cellOf(table, 'anger', 'loudness')!, direction: 'lower' as const }
    const after = text.withCell(table, 'anger', 'loudness', cell)
    expect(after.cells.filter((one, i) => one !== table.cells[i])).toEqual([cell])
    expect(text.withCell(table, 'anger', 'loudness', null).cells).toHaveLength(table.cells.length - 1)
    expect(text.withCell(after, 'anger', 'loudness', text.cellOf(table, 'anger', 'loudness'))).toEqual(table)
  })

  it('mistakes are told at their place', () => {
    const cell = { ...text.cellOf(table, 'anger', 'loudness')!, source: ' ' }
    const bad: ExpertTable = { ...text.withCell(table, 'anger', 'loudness', cell), title: '' }
    expect(text.complaints(bad).map(one => one.place)).toEqual(['title', 'anger loudness'])
    expect(text.complaints(table)).toEqual([])
  })

  it('ids are what the engine takes', () => {
    expect(text.tableId('Our Table, 2. Auflage (ü)!')).toBe('our-table-2-auflage')
    expect(text.tableId('a'.repeat(59) + ' b')).toMatch(/^a{59}$/)
  })
})

describe('renderer/draft', () => {
  it('undoes and redoes step by step; a new change forgets what was undone', () => {
    const draft = useDraft(0)
    draft.set(1)
    draft.set(2)
    draft.undo()
    expect([draft.value.value, draft.canRedo.value]).toEqual([1, true])
    draft.set(3)
    expect(draft.canRedo.value).toBe(false)
    draft.undo()
    draft.undo()
    draft.undo()
    expect([draft.value.value, draft.canUndo.value]).toEqual([0, false])
    draft.redo()
    expect(draft.value.value).toBe(1)
  })

  it('letters typed in a row are one step; another field, or an undo, ends it', () => {
    const draft = useDraft('')
    for (const typed of ['a', 'ab', 'abc']) draft.set(typed, 'title')
    draft.set('abcX', 'source')
    draft.undo()
    expect(draft.value.value).toBe('abc')
    draft.set('abcd', 'title')
    draft.undo()
    expect(draft.value.value).toBe('abc')
    draft.undo()
    expect(draft.value.value).toBe('')
  })
})

describe('renderer/experiments - what is asked', () => {
  it('every kind has its words and a form whose question the engine takes', () => {
    expect([...experimentKinds].sort()).toEqual([...kinds].sort())
    for (const kind of kinds)
      expect(newExperimentSchema.parse(experimentOf(kind, firstAsked(kind), null))).toMatchObject({ kind, seed: 1 })
  })
})
