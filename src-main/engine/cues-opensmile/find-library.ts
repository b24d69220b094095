import { closeSync, existsSync, openSync, readdirSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { libraryProcessors } from './library-header'
import { unavailable } from './unavailable'

const libraryNames: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'libSMILEapi.so',
  darwin: 'libSMILEapi.dylib',
  win32: 'SMILEapi.dll',
}

/** More than any library's header. */
const HEADER_BYTES = 4096

/**
 * The library for this system below an openSMILE's folder; nothing of it is run. `given`: the folder as people named it.
 * @throws CueScopeError provider-unavailable
 */
export function findLibrary(core: string, given: string): string {
  const here = `${process.platform} ${process.arch}`
  const name = libraryNames[process.platform]
  const files = name === undefined ? [] : libraryFolders(core).map(folder => join(folder, name))
  const libraries = files.filter(existsSync).map(file => ({ file, processors: libraryProcessors(headerOf(file)) }))
  if (libraries.length === 0)
    throw unavailable(`The openSMILE in "${given}" has no library for this system (${here}).`, { folder: given, here })
  const fitting = libraries.find(({ processors }) => processors.includes(process.arch))
  if (fitting !== undefined) return fitting.file
  const [{ file, processors }] = libraries
  const trouble = processors.length === 0 ? 'is damaged' : `is made for ${processors.join(', ')}, not for this ${here}`
  throw unavailable(`openSMILE's library ${file} ${trouble}.`, { folder: given, library: file, processors, here })
}

/** A wheel carries the library of one platform, in a folder of `bin` named after it; a release has it in `bin` or `lib`. */
function libraryFolders(core: string): string[] {
  const [bin, lib] = [join(core, 'bin'), join(core, 'lib')]
  const platforms = existsSync(bin)
    ? readdirSync(bin, { withFileTypes: true }).filter(entry => entry.isDirectory())
    : []
  return [...platforms.map(({ name }) => join(bin, name)), bin, lib]
}

function headerOf(path: string): Uint8Array {
  const header = new Uint8Array(HEADER_BYTES)
  const file = openSync(path, 'r')
  try {
    return header.subarray(0, readSync(file, header))
  } finally {
    closeSync(file)
  }
}
