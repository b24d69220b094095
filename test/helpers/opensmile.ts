import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { tempDir } from './temp-dir'

/** The package folder of an installed openSMILE: by setting, or as this machine's Python says; null: there is none. */
export const installedOpensmile = process.env.CUESCOPE_OPENSMILE ?? askPython()

function askPython(): string | null {
  const code = 'import opensmile; print(opensmile.__path__[0])'
  const { status, stdout } = spawnSync('python3', ['-c', code], { encoding: 'utf8', timeout: 20_000 })
  return status === 0 ? stdout.trim() : null
}

/** What `pip install opensmile` lays down, with `library` in place of the real one; null: without one. */
export function fakeOpensmile(library: string | Uint8Array | null, config = 'egemaps/v02/eGeMAPSv02.conf'): string {
  const folder = join(tempDir(), 'opensmile')
  const configFile = join(folder, 'core/config', config)
  mkdirSync(join(configFile, '..'), { recursive: true })
  writeFileSync(configFile, '')
  mkdirSync(join(folder, 'core/bin/any'), { recursive: true })
  if (library !== null) {
    for (const name of ['libSMILEapi.so', 'libSMILEapi.dylib', 'SMILEapi.dll']) {
      writeFileSync(join(folder, 'core/bin/any', name), library)
    }
  }
  return folder
}

/** The first bytes of a shared library of one system; `machine` is the number of its processor there. */
export function libraryHeader(system: 'linux' | 'darwin' | 'win32', machine: number): Buffer {
  const header = Buffer.alloc(256)
  if (system === 'linux') {
    header.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1])
    header.writeUInt16LE(machine, 18)
  } else if (system === 'darwin') {
    header.writeUInt32LE(0xfeedfacf, 0)
    header.writeUInt32LE(machine, 4)
  } else {
    header.write('MZ')
    header.writeUInt32LE(128, 0x3c)
    header.write('PE\0\0', 128)
    header.writeUInt16LE(machine, 132)
  }
  return header
}

/** A native library that is on every machine which runs these tests. */
export function someLibrary(): string {
  const resolver = createRequire(import.meta.url)
  return join(
    dirname(resolver.resolve('better-sqlite3/package.json')),
    'prebuilds',
    `${process.platform}-${process.arch}.node`,
  )
}
