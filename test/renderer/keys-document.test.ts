import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { keyActionIds } from '../../src-renderer/composables/keymap'
import { keysDocument } from '../../src-renderer/text/keys-document'
import { projectRoot } from '../helpers/built-program'

it('docs - keys.md says what the registry says (after a change: npx vitest run test/renderer/keys-document.test.ts -u)', async () => {
  await expect(keysDocument()).toMatchFileSnapshot(join(projectRoot, 'docs/keys.md'))
})

it('renderer/keymap - every action of the registry is done somewhere', () => {
  const folder = join(projectRoot, 'src-renderer')
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => /\.(vue|ts)$/.test(file) && !/composables\/key/.test(file.replaceAll('\\', '/')))
    .map(file => readFileSync(join(folder, file), 'utf8'))
    .filter(source => source.includes('useKeys('))
  // By name, or with others by number: `label.${digit}`.
  const names = (id: string): string[] => [`'${id}'`, '`' + id.replace(/\d$/, '${')]
  expect(keyActionIds.filter(id => !sources.some(source => names(id).some(name => source.includes(name))))).toEqual([])
})
