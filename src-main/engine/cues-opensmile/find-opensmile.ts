import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { findLibrary } from './find-library'
import { unavailable } from './unavailable'

/** The parts of an installed openSMILE that are needed. Absolute paths. */
export interface OpensmileFiles {
  readonly library: string
  /** The folder of configurations. */
  readonly configFolder: string
  /** Of the Python package; null where nothing beside it says. */
  readonly version: string | null
}

export const featureSet = 'egemaps/v02/eGeMAPSv02.conf'

/**
 * Looks into the folder of PyPI's `opensmile` package, the one above it (site-packages) or its `core`. `null`: none was named.
 * @throws CueScopeError provider-unavailable
 */
export function findOpensmile(folder: string | null): OpensmileFiles {
  if (folder === null) throw unavailable('No folder of openSMILE was named.', {})
  const given = resolve(folder)
  const cores = [join(given, 'core'), join(given, 'opensmile', 'core'), given]
  const core = cores.find(candidate => existsSync(join(candidate, 'config', featureSet)))
  if (!core) {
    const isOlder = cores.some(candidate => existsSync(join(candidate, 'config')))
    throw isOlder
      ? unavailable(`The openSMILE in "${folder}" is too old: it lacks config/${featureSet}.`, { folder })
      : unavailable(`There is no openSMILE in "${folder}" (no config/${featureSet}).`, { folder })
  }
  const packageFolder = dirname(core)
  return {
    library: findLibrary(core, folder),
    configFolder: join(core, 'config'),
    version: installedVersion(dirname(packageFolder), basename(packageFolder)),
  }
}

/** pip keeps it in the name of a folder beside the package's. */
function installedVersion(sitePackages: string, packageName: string): string | null {
  const [before, after] = [`${packageName}-`, '.dist-info']
  const found = readdirSync(sitePackages).find(name => name.startsWith(before) && name.endsWith(after))
  return found?.slice(before.length, -after.length) ?? null
}
