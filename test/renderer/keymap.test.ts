import { effectScope } from 'vue'
import { afterEach, describe, expect, it } from 'vitest'
import { clashOf, resolveKeys } from '../../src-renderer/composables/key-bindings'
import { readKeyChoice, writeKeyChoice } from '../../src-renderer/composables/key-choice'
import { keyPresetNames, keyPresets } from '../../src-renderer/composables/key-presets'
import type { KeyPress } from '../../src-renderer/composables/key-spelling'
import { keyNames, spell, spellings } from '../../src-renderer/composables/key-spelling'
import {
  actionWith,
  bindKeys,
  choosePreset,
  keyActionIds,
  keyHint,
  keymap,
  keysOf,
  releaseKey,
  resetAllKeys,
  resetKeys,
} from '../../src-renderer/composables/keymap'
import { actionFor, isActive, useKeys } from '../../src-renderer/composables/use-keymap'

const key = (name: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key: name,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
})
const nothing = (): undefined => undefined

describe('renderer/keymap - spelling', () => {
  it('spells keys as the map does', () => {
    expect(spell(key('J'))).toBe('j')
    expect(spell(key(' ', { shiftKey: true }))).toBe('shift+ ')
    expect(spell(key('?', { shiftKey: true }))).toBe('?')
    expect(spell(key('+', { shiftKey: true }))).toBe('+')
    expect(spell(key('ArrowDown'))).toBe('arrowdown')
    expect(spell(key('Tab', { shiftKey: true }))).toBe('shift+tab')
  })

  it('says modifiers in one order; Cmd on a Mac is Ctrl elsewhere, and the other one is the system’s', () => {
    expect(spell(key('Z', { ctrlKey: true, shiftKey: true }), false)).toBe('mod+shift+z')
    expect(spell(key('z', { metaKey: true, shiftKey: true }), true)).toBe('mod+shift+z')
    expect(spell(key('ArrowUp', { ctrlKey: true, altKey: true }), false)).toBe('mod+alt+arrowup')
    expect(spell(key('k', { metaKey: true }), false)).toBeNull()
    expect(spell(key('k', { ctrlKey: true }), true)).toBeNull()
    expect(spell(key('Shift', { shiftKey: true }))).toBeNull()
  })

  it('finds letters and signs by their place where the layout prints no Latin letter', () => {
    // Russian, Greek, Hebrew: the key that says J, Z or [ on a US keyboard.
    expect(spellings(key('о', { code: 'KeyJ' }), false)).toEqual(['о', 'j'])
    expect(spellings(key('я', { code: 'KeyZ', ctrlKey: true }), false)).toEqual(['mod+я', 'mod+z'])
    expect(spellings(key('Я', { code: 'KeyZ', ctrlKey: true, shiftKey: true }), false)).toContain('mod+shift+z')
    expect(spellings(key('ξ', { code: 'KeyJ' }), false)).toEqual(['ξ', 'j'])
    expect(spellings(key('ח', { code: 'KeyJ' }), false)).toContain('j')
    expect(spellings(key('х', { code: 'BracketLeft' }), false)).toContain('[')
  })

  it('a Latin layout goes by what it prints, wherever the key lies', () => {
    expect(spellings(key('z', { code: 'KeyY' }), false)).toEqual(['z']) // German
    expect(spellings(key('j', { code: 'KeyC' }), false)).toEqual(['j']) // Dvorak
    expect(spellings(key('-', { code: 'Slash' }), false)).toEqual(['-']) // German: no search
    expect(spellings(key('&', { code: 'Digit1' }), false)).toEqual(['&', '1']) // French: digits need Shift
    expect(spellings(key('1', { code: 'Digit1', shiftKey: true }), false)).toEqual(['shift+1', '1'])
    expect(spellings(key('!', { code: 'Digit1', shiftKey: true }), false)).toEqual(['!', 'shift+1'])
  })

  it('AltGr and Option print signs, they are no modifiers then', () => {
    const altGr = { ctrlKey: true, altKey: true, getModifierState: (name: string) => name === 'AltGraph' }
    expect(spellings(key('[', { ...altGr, code: 'Digit8' }), false)).toEqual(['['])
    expect(spell(key('[', { altKey: true, code: 'Digit5' }), true)).toBe('[')
  })

  it('a composition is no key press', () => {
    expect(spellings(key('j', { isComposing: true }))).toEqual([])
    expect(spellings(key('Process', { code: 'KeyJ' }))).toEqual([])
    expect(spellings(key('Dead', { code: 'BracketLeft' }))).toEqual(['['])
  })

  it('names keys as they are printed', () => {
    expect(keyNames('shift+ ')).toEqual(['Shift', 'Space'])
    expect(keyNames('arrowup')).toEqual(['↑'])
    expect(keyNames('mod+shift+z', false)).toEqual(['Ctrl', 'Shift', 'Z'])
    expect(keyNames('mod+alt+arrowup', true)).toEqual(['⌘', '⌥', '↑'])
    expect([keyNames('+'), keyNames('mod++', false)]).toEqual([['+'], ['Ctrl', '+']])
  })
})

describe('renderer/keymap - what keys mean', () => {
  it.each(keyPresetNames)('in the preset %s no key means two things on one page', preset => {
    const bound = resolveKeys(keymap, keyPresets[preset], {})
    const clashes = Object.entries(bound).flatMap(([id, keys]) =>
      keys.map(key => [key, id, clashOf(keymap, bound, id, key)]).filter(([, , other]) => other !== null),
    )
    expect(clashes).toEqual([])
  })

  it.each(keyPresetNames)('the preset %s names actions that there are and spells keys as they are pressed', preset => {
    expect(Object.keys(keyPresets[preset]).filter(id => !(id in keymap))).toEqual([])
    const keys = Object.values(resolveKeys(keymap, keyPresets[preset], {})).flat()
    const order = /^(mod\+)?(alt\+)?(shift\+)?([^+]+|\+)$/
    expect(keys.filter(one => one !== one.toLowerCase() || !order.test(one))).toEqual([])
  })

  it('finds a clash on one page, and none where the groups never meet', () => {
    const actions = {
      listen: { group: 'Clip: listen', keys: ['a'] },
      look: { group: 'Clip: look', keys: ['a'] },
      list: { group: 'List of clips', keys: ['a'] },
      anywhere: { group: 'Anywhere', keys: ['b'] },
    } as const
    const bound = resolveKeys(actions, {}, {})
    expect(Object.keys(actions).map(id => clashOf(actions, bound, id, 'a'))).toEqual(['look', 'listen', null, 'listen'])
    expect(clashOf(actions, bound, 'list', 'b')).toBe('anywhere')
  })

  it('a key that the user gave away is not taken back by a new default', () => {
    const actions = {
      old: { group: 'Clip: look', keys: ['m'] },
      added: { group: 'Clip: look', keys: ['u', 'n'] },
    } as const
    expect(resolveKeys(actions, {}, { old: ['u'], gone: ['n'] })).toEqual({ old: ['u'], added: ['n'] })
  })

  it('reads what it knows of a stored choice and nothing that is broken', () => {
    const choice = { preset: 'praat', changes: { 'play.loop': ['u'], 'x.y': [] } } as const
    expect(readKeyChoice(writeKeyChoice(choice))).toEqual(choice)
    const kept = { ...choice, kept: { cuescope: { 'zoom.fit': ['f8'] }, praat: {}, audacity: {} } }
    expect(readKeyChoice(writeKeyChoice(kept))).toEqual(kept)
    const none = { preset: 'cuescope', changes: {} }
    expect(['', 'null', '[]', '{"version":99,"preset":"praat"}'].map(readKeyChoice)).toEqual([none, none, none, none])
    expect(readKeyChoice('{"version":1,"preset":"emacs","changes":{"a":"b","c":[""],"d":["e"]}}')).toEqual({
      preset: 'cuescope',
      changes: { d: ['e'] },
    })
  })
})

describe('renderer/keymap - rebinding', () => {
  afterEach(() => {
    choosePreset('cuescope')
    resetAllKeys()
  })

  it('a key that another action has is refused until it is taken from it', () => {
    expect(actionWith('l', 'tracks.toggle')).toBe('play.loop')
    bindKeys('tracks.toggle', ['l'])
    expect([keysOf('tracks.toggle'), keysOf('play.loop')]).toEqual([[], ['l']])
    releaseKey('play.loop', 'l')
    bindKeys('tracks.toggle', ['l'])
    expect([keysOf('tracks.toggle'), keysOf('play.loop')]).toEqual([['l'], []])
    expect(keyHint('play.loop')).toBe('')
  })

  it('one action or all go back to what the preset says', () => {
    choosePreset('audacity')
    bindKeys('zoom.fit', ['f8'])
    bindKeys('play.loop', ['f9'])
    resetKeys('zoom.fit')
    expect([keysOf('zoom.fit')[0], keysOf('play.loop')]).toEqual(['mod+f', ['f9']])
    resetAllKeys()
    expect(keysOf('play.loop')).toEqual(['l'])
  })

  it('keys changed under one preset are there again when one comes back to it', () => {
    bindKeys('zoom.fit', ['f8'])
    choosePreset('praat')
    expect(keysOf('zoom.fit')[0]).toBe('mod+a')
    choosePreset('cuescope')
    expect(keysOf('zoom.fit')).toEqual(['f8'])
  })

  it('hints follow', () => {
    bindKeys('palette.open', ['mod+alt+p'])
    expect(keyHint('palette.open')).toBe('Ctrl Alt P')
  })

  it('in every preset all actions have a key that have one by themselves', () => {
    for (const preset of keyPresetNames) {
      choosePreset(preset)
      expect(keyActionIds.filter(id => keysOf(id).length === 0 && keymap[id].keys.length > 0)).toEqual([])
    }
  })
})

describe('renderer/keymap - who has a key', () => {
  it('a key means something for as long as who bound it lives, also when two bound it', () => {
    const [list, clip] = [effectScope(), effectScope()]
    list.run(() => useKeys({ 'list.next': nothing, 'list.open': nothing }))
    clip.run(() => useKeys({ 'list.next': nothing }))
    list.stop()
    expect([isActive('list.next'), isActive('list.open')]).toEqual([true, false])
    clip.stop()
    expect(isActive('list.next')).toBe(false)
  })

  it('one key serves the list and annotation; what is there now gets it', () => {
    const [list, annotation] = [effectScope(), effectScope()]
    list.run(() => useKeys({ 'list.open': nothing }))
    expect(actionFor(key('Enter'))?.id).toBe('list.open')
    list.stop()
    annotation.run(() => useKeys({ 'annotation.finish': nothing }))
    expect(actionFor(key('Enter'))?.id).toBe('annotation.finish')
    annotation.stop()
    expect(actionFor(key('Enter'))).toBeNull()
  })

  it('a region that has the focus has its keys before the clip, whoever bound them last', () => {
    const scope = effectScope()
    let isFocused = false
    const onFocus = { down: nothing, isEnabled: () => isFocused }
    scope.run(() => useKeys({ 'tier.later': onFocus, 'tier.startLater': onFocus, 'tier.text': onFocus }))
    scope.run(() => useKeys({ 'seek.forward': nothing, 'annotation.finish': nothing }))
    expect([actionFor(key('ArrowRight'))?.id, actionFor(key('Enter'))?.id]).toEqual([
      'seek.forward',
      'annotation.finish',
    ])
    expect(actionFor(key('ArrowRight', { ctrlKey: true }))).toBeNull()
    isFocused = true
    expect([actionFor(key('ArrowRight'))?.id, actionFor(key('Enter'))?.id]).toEqual(['tier.later', 'tier.text'])
    expect(actionFor(key('ArrowRight', { ctrlKey: true }))?.id).toBe('tier.startLater')
    scope.stop()
  })

  it('leaves the browser what no action claims, and what has nothing to do now', () => {
    const scope = effectScope()
    let canUndo = false
    scope.run(() => useKeys({ 'play.loop': nothing, 'edit.undo': { down: nothing, isEnabled: () => canUndo } }))
    expect(actionFor(key('l'))?.id).toBe('play.loop')
    expect(actionFor(key('l', { ctrlKey: true }))).toBeNull()
    expect(actionFor(key('l', { altKey: true }))).toBeNull()
    expect(actionFor(key('z', { ctrlKey: true }))).toBeNull()
    canUndo = true
    expect(actionFor(key('z', { ctrlKey: true }))?.id).toBe('edit.undo')
    expect(actionFor(key('я', { ctrlKey: true, code: 'KeyZ' }))?.id).toBe('edit.undo')
    scope.stop()
  })

  it('what the layout prints comes before the place of the key', () => {
    const scope = effectScope()
    scope.run(() => useKeys({ 'zoom.out': nothing, 'label.6': nothing }))
    // French: the key of the 6 prints '-' without Shift.
    expect(actionFor(key('-', { code: 'Digit6' }))?.id).toBe('zoom.out')
    expect(actionFor(key('6', { code: 'Digit6', shiftKey: true }))?.id).toBe('label.6')
    scope.stop()
  })

  it('a verdict that is covered leaves the emotion alone where digits need Shift', () => {
    const scope = effectScope()
    let isOffered = false
    scope.run(() => useKeys({ 'verdict.1': { down: nothing, isEnabled: () => isOffered }, 'label.1': nothing }))
    const french = key('1', { code: 'Digit1', shiftKey: true })
    expect(actionFor(french)).toBeNull()
    expect(actionFor(key('&', { code: 'Digit1' }))?.id).toBe('label.1')
    isOffered = true
    expect(actionFor(french)?.id).toBe('verdict.1')
    scope.stop()
  })
})
