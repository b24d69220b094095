import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { CueScopeError } from '#engine/base/errors'

/** The parts of an installed openSMILE that are needed. Absolute paths. */
export interface OpensmileFiles {
  readonly library: string
  /** The folder of configurations. */
  readonly configFolder: string
  /** Of the Python package; null where nothing beside it says. */
  readonly version: string | null
}

export const featureSet = 'egemaps/v02/eGeMAPSv02.conf'

const libraryNames: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'libSMILEapi.so',
  darwin: 'libSMILEapi.dylib',
  win32: 'SMILEapi.dll',
}

const howToGetIt =
  'Install it with "pip install opensmile" and give the folder that ' +
  '"python -c \'import opensmile; print(opensmile.__path__[0])\'" prints. ' +
  'Its licence allows private, research and educational use only; the built-in cues agree with it and need no licence.'

/**
 * Looks into the folder of PyPI's `opensmile` package, the one above it (site-packages) or its `core`.
 * @throws CueScopeError provider-unavailable
 */
export function findOpensmile(folder: string): OpensmileFiles {
  const given = resolve(folder)
  const cores = [join(given, 'core'), join(given, 'opensmile', 'core'), given]
  const core = cores.find(candidate => existsSync(join(candidate, 'config', featureSet)))
  if (!core) throw unavailable(`There is no openSMILE in "${folder}" (no config/${featureSet}).`, { folder })
  const libraryName = libraryNames[process.platform]
  const library = libraryName && platformFolders(core).find(path => existsSync(join(path, libraryName)))
  if (!library) {
    const system = `${process.platform} ${process.arch}`
    throw unavailable(`The openSMILE in "${folder}" has no library for this system (${system}).`, { folder, system })
  }
  const packageFolder = dirname(core)
  return {
    library: join(library, libraryName),
    configFolder: join(core, 'config'),
    version: installedVersion(dirname(packageFolder), basename(packageFolder)),
  }
}

export function unavailable(what: string, details: Record<string, unknown>, cause?: unknown): CueScopeError {
  return new CueScopeError('provider-unavailable', `${what} ${howToGetIt}`, details, { cause })
}

/** A wheel carries the library of one platform, in a folder named after it. */
function platformFolders(core: string): string[] {
  const bin = join(core, 'bin')
  if (!existsSync(bin)) return []
  return readdirSync(bin, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => join(bin, entry.name))
}

function installedVersion(sitePackages: string, packageName: string): string | null {
  const pattern = new RegExp(`^${packageName}-(.+)\\.dist-info$`)
  const [version] = readdirSync(sitePackages).flatMap(name => pattern.exec(name)?.[1] ?? [])
  return version ?? null
}
