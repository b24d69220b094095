import { join } from 'node:path'
import type { Hertz } from '#engine/base/units'
import type { EgemapsFunctionals } from '#engine/cues/egemaps-functionals'
import { egemapsLldNames, type EgemapsLlds } from '#engine/cues/egemaps-lld'
import { featureSet, findOpensmile, type OpensmileFiles } from './find-opensmile'
import { loadNativeLibrary, type NativeLibrary, type SmileRun } from './native-library'
import { unavailable } from './unavailable'

/**
 * eGeMAPSv02 as an installed openSMILE computes it: a second provider of cues beside `cues/egemaps-*.ts`, for comparison.
 * Not part of the program: its licence allows private, research and educational use only, so the user brings it.
 *
 * Conventions: names, columns and rows as the built-in ones give them; one channel at its own rate, 16-bit integers
 * truncated towards zero that wrap around beyond full scale, as openSMILE's own Python package feeds it. Calls block
 * for about a twentieth of the clip's length and run foreign native code: use it in a worker process.
 *
 * References: [eyben2010], [eyben2016].
 */
export interface Opensmile {
  llds(samples: Float32Array, sampleRateHz: Hertz): EgemapsLlds
  functionals(samples: Float32Array, sampleRateHz: Hertz): EgemapsFunctionals
  /** Of the Python package it came with; null where that isn't known. */
  readonly version: string | null
  close(): void
}

type Level = 'lld' | 'func'

/** `folder`: that of PyPI's `opensmile` package; null: none was named. @throws CueScopeError provider-unavailable */
export function openOpensmile(folder: string | null): Opensmile {
  const files = findOpensmile(folder)
  const library = load(files)
  const names = namesOf(library, files)
  return {
    version: files.version,
    llds: (samples, sampleRateHz) =>
      extractLlds(library, smileRun(files, 'lld', sampleRateHz), names.lld, samples, sampleRateHz),
    functionals(samples, sampleRateHz) {
      const [row] = library.process(smileRun(files, 'func', sampleRateHz), toInt16(samples))
      return { names: names.func, values: row ? Array.from(row.values) : [] }
    },
    close: () => library.close(),
  }
}

function load({ library }: OpensmileFiles): NativeLibrary {
  try {
    return loadNativeLibrary(library)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const trouble = /function '?smile_/.test(reason) ? 'is too old' : 'cannot be loaded'
    throw unavailable(`openSMILE's library ${library} ${trouble}: ${reason}.`, { library }, error)
  }
}

/** Tries both levels, so that an openSMILE that can't do what is asked is found out before the first clip. */
function namesOf(library: NativeLibrary, files: OpensmileFiles): Record<Level, readonly string[]> {
  const [lld, func] = (['lld', 'func'] as const).map(level => library.names(smileRun(files, level, 16000)))
  const missing = egemapsLldNames.filter((name, column) => lld[column] !== name)
  if (missing.length === 0) return { lld, func }
  library.close()
  throw unavailable(`This openSMILE has other descriptors than eGeMAPSv02: ${missing.join(', ')} not found.`, {
    missing,
  })
}

function smileRun({ configFolder }: OpensmileFiles, level: Level, sampleRateHz: Hertz): SmileRun {
  const shared = (name: string): string => join(configFolder, 'shared', name)
  return {
    configFile: join(configFolder, featureSet),
    options: {
      source: shared('standard_external_wave_input.conf.inc'),
      sampleRate: String(sampleRateHz),
      nBits: '16',
      sink: shared('standard_external_data_output_single.conf.inc'),
      sinkLevel: level,
      bufferModeRbConf: shared('BufferModeRb.conf.inc'),
      frameModeFunctionalsConf: shared('FrameModeFunctionals.conf.inc'),
    },
  }
}

function extractLlds(
  library: NativeLibrary,
  run: SmileRun,
  names: readonly string[],
  samples: Float32Array,
  sampleRateHz: Hertz,
): EgemapsLlds {
  const rows = library.process(run, toInt16(samples))
  const data = new Float32Array(rows.length * names.length)
  rows.forEach(({ values }, row) => data.set(values, row * names.length))
  const clipSec = samples.length / sampleRateHz
  return {
    names,
    values: { data, rows: rows.length, cols: names.length },
    startsSec: rows.map(({ startSec }, row) => (row === 0 ? 0 : startSec)),
    endsSec: rows.map(({ startSec, lengthSec }, row) => (row === rows.length - 1 ? clipSec : startSec + lengthSec)),
  }
}

/** Assigning to 16 bits cuts off what follows the point and lets what is too large wrap around. */
function toInt16(samples: Float32Array): Int16Array {
  return Int16Array.from(samples, sample => sample * 32768)
}
