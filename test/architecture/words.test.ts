import { readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { englishIn, englishInCode } from '../helpers/english-in'

const renderer = resolve(import.meta.dirname, '../../src-renderer')
const filesIn = (ending: string): string[] =>
  readdirSync(renderer, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith(ending))
    .map(file => file.replaceAll('\\', '/'))
    .sort()

/** Groups of keys and caps of keys are names that code goes by; what is drawn as SVG is code. */
const exempt = [
  'composables/key-bindings.ts',
  'composables/key-focus.ts',
  'composables/key-spelling.ts',
  'composables/keymap.ts',
  'picture/svg-context.ts',
]

const told = (file: string, find: (code: string) => string[]): string[] =>
  find(readFileSync(join(renderer, file), 'utf8')).map(sentence => `${file}: ${sentence}`)

describe('architecture, words of the window', () => {
  it.each([
    ['<script setup lang="ts">\nconst title = \'Both together\'\n</script>', 'Both together'],
    ['<script setup lang="ts">\nconst title = `${count} clips found`\n</script>', '… clips found'],
    ["<template><p>{{ isBusy ? 'Please wait' : '' }}</p></template>", 'Please wait'],
    ['<template><p><b :title="`Save ${name} as CSV`" /></p></template>', 'Save … as CSV'],
  ])('architecture - a planted sentence is found: %j', (component, sentence) => {
    expect(englishIn(component)).toEqual([sentence])
  })

  it('architecture - keys, types, selectors and addresses are no sentences', () => {
    const component = `<script setup lang="ts">
      import { words } from './some words'
      const kind = 'not-measurable'
      type Way = 'two words' | 'none'
      document.querySelector('[role=dialog] button')
      throw new Error('Only a developer sees this.')
      const path = \`/p/\${id}/a/\${audit}?where=\${where}\`
      const place = { transform: \`translate(\${x}px, \${y}px)\`, pair: \`\${a}, \${b}\` }
    </script><template><b :class="{ on: kind === 'a' }" :to="\`/p/\${id}\`">{{ words.title }}</b></template>`
    expect(englishIn(component)).toEqual([])
  })

  it('architecture - components take their English from src-renderer/text', () => {
    const components = filesIn('.vue')
    expect(components.length).toBeGreaterThan(100)
    expect(components.flatMap(file => told(file, englishIn))).toEqual([])
  })

  it('architecture - so does all other code of the window', () => {
    const code = filesIn('.ts').filter(file => !file.startsWith('text/'))
    expect(code.length).toBeGreaterThan(100)
    expect(exempt.filter(file => !code.includes(file))).toEqual([])
    expect(code.filter(file => !exempt.includes(file)).flatMap(file => told(file, englishInCode))).toEqual([])
  })
})
