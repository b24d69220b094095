import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const out = resolve(import.meta.dirname, '../../out')
/** `npm test` builds before it runs anything. */
const isBuilt = existsSync(join(out, 'main/electron.cjs'))

const filesIn = (folder: string, pattern: RegExp): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => pattern.test(file))
    .map(file => join(folder, file))

/** What a built file asks for at run time; our own chunks left out. */
function packagesOf(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  const asked = [
    // `load` is what models/session.ts calls its own require.
    ...text.matchAll(/\b(?:require|load)\(\s*["'`]([^"'`]+)["'`]\s*\)/g),
    // Not a property of this name (`export: 'Save as CSV'`).
    ...text.matchAll(/^\s*(?:import|export)\b(?!\s*[:,=}])[^"'`;]*?["'`]([^"'`]+)["'`]/gm),
    ...text.matchAll(/\bimport\(\s*["'`]([^"'`]+)["'`]\s*\)/g),
  ].map(match => match[1])
  return [...new Set(asked.filter(name => !name.startsWith('.')))].sort()
}

const isBuiltIn = (name: string): boolean => name.startsWith('node:') || builtinModules.includes(name)

describe.runIf(isBuilt)('architecture, the built program', () => {
  it('architecture - what runs inside Electron asks for electron and Node’s own modules only', () => {
    const files = [...filesIn(join(out, 'main'), /\.cjs$/), ...filesIn(join(out, 'preload'), /\.cjs$/)]
    expect(files.map(file => file.slice(out.length + 1))).toEqual(
      expect.arrayContaining(['main/electron.cjs', 'preload/index.cjs']),
    )
    for (const file of files)
      expect([file, packagesOf(file).filter(name => name !== 'electron' && !isBuiltIn(name))]).toEqual([file, []])
  })

  it('architecture - the preload runs sandboxed: electron and nothing else', () => {
    expect(packagesOf(join(out, 'preload/index.cjs'))).toEqual(['electron'])
  })

  it('architecture - what runs under Node knows no electron', () => {
    const files = filesIn(join(out, 'main'), /\.js$/)
    expect(files.length).toBeGreaterThan(3)
    for (const file of files) expect([file, packagesOf(file).filter(name => name === 'electron')]).toEqual([file, []])
  })

  it('architecture - the page asks for no package and no Node: all of it is in the page', () => {
    for (const file of filesIn(join(out, 'renderer'), /\.js$/)) expect([file, packagesOf(file)]).toEqual([file, []])
  })

  it('architecture - SQLite and ONNX Runtime are in different processes', () => {
    const closure = (entry: string): Set<string> => {
      const seen = new Set<string>()
      const packages = new Set<string>()
      const visit = (file: string): void => {
        if (seen.has(file)) return
        seen.add(file)
        for (const name of packagesOf(file)) packages.add(name)
        for (const [, chunk] of readFileSync(file, 'utf8').matchAll(/["'](\.{1,2}\/[^"']+\.js)["']/g)) {
          const path = resolve(file, '..', chunk)
          if (existsSync(path)) visit(path)
        }
      }
      visit(join(out, 'main', entry))
      return packages
    }
    const [engine, worker] = [closure('engine.js'), closure('explain.worker.js')]
    expect(engine.has('better-sqlite3')).toBe(true)
    expect([...engine].filter(name => name.startsWith('onnxruntime'))).toEqual([])
    expect(worker.has('onnxruntime-node')).toBe(true)
    expect(worker.has('better-sqlite3')).toBe(false)
  })
})
