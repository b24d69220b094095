import koffi from 'koffi'
import { CueScopeError } from '#engine/base/errors'

/** A row that openSMILE hands out. */
export interface SmileRow {
  readonly values: Float32Array
  readonly startSec: number
  readonly lengthSec: number
}

export interface SmileRun {
  readonly configFile: string
  /** Command-line options of the configuration. */
  readonly options: Readonly<Record<string, string>>
}

/** openSMILE's C interface, as far as it takes to send samples through a configuration. */
export interface NativeLibrary {
  names(run: SmileRun): string[]
  /** Blocks until openSMILE is done; `pcm`: one channel. */
  process(run: SmileRun, pcm: Int16Array): SmileRow[]
  close(): void
}

const source = 'extsource'
const sink = 'extsink'
const logLevel = 2

const option = koffi.struct({ name: 'const char *', value: 'const char *' })
const frameMeta = koffi.struct({ index: 'long', startSec: 'double', periodSec: 'double', lengthSec: 'double' })
const sinkCallback = koffi.proto(
  'bool (const float *values, long rows, long columns, const void *meta, void *parameter)',
)

/** @throws Error where the file is no library for this system or lacks a function */
export function loadNativeLibrary(path: string): NativeLibrary {
  const library = koffi.load(path)
  const functions = {
    create: library.func('smile_new', 'void *', []),
    free: library.func('smile_free', 'void', ['void *']),
    initialize: library.func('smile_initialize', 'int', [
      'void *',
      'const char *',
      'int',
      koffi.pointer(option),
      'int',
      'int',
      'int',
      'const char *',
    ]),
    countColumns: library.func('smile_extsink_get_num_elements', 'int', [
      'void *',
      'const char *',
      koffi.out('long *'),
    ]),
    columnName: library.func('smile_extsink_get_element_name', 'int', [
      'void *',
      'const char *',
      'long',
      koffi.out(koffi.pointer('const char *')),
    ]),
    onRow: library.func('smile_extsink_set_data_callback_ex', 'int', [
      'void *',
      'const char *',
      koffi.pointer(sinkCallback),
      'void *',
    ]),
    write: library.func('smile_extaudiosource_write_data', 'int', ['void *', 'const char *', 'const void *', 'int']),
    endInput: library.func('smile_extaudiosource_set_external_eoi', 'int', ['void *', 'const char *']),
    run: library.func('smile_run', 'int', ['void *']),
    errorMessage: library.func('smile_error_msg', 'const char *', ['void *']),
  }

  /** One openSMILE object lives as long as one use of it: it can't be started twice. */
  function withSmile<Result>({ configFile, options }: SmileRun, use: (smile: Smile) => Result): Result {
    const handle: unknown = functions.create()
    const check = (code: number): void => {
      if (code === 0) return
      const message = String(functions.errorMessage(handle) ?? '').trim() || `error ${code}`
      throw new CueScopeError('run-failed', `openSMILE gave up: ${message}`, { code })
    }
    try {
      const pairs = Object.entries(options).map(([name, value]) => ({ name, value }))
      check(functions.initialize(handle, configFile, pairs.length, pairs, logLevel, 0, 0, null))
      return use({ handle, check })
    } finally {
      functions.free(handle)
    }
  }

  function names(run: SmileRun): string[] {
    return withSmile(run, ({ handle, check }) => {
      const count = [0]
      check(functions.countColumns(handle, sink, count))
      return Array.from({ length: count[0] }, (_, column) => {
        const name = ['']
        check(functions.columnName(handle, sink, column, name))
        return name[0]
      })
    })
  }

  function process(run: SmileRun, pcm: Int16Array): SmileRow[] {
    const rows: SmileRow[] = []
    const callback = koffi.register((values: unknown, count: number, columns: number, meta: unknown) => {
      const { startSec, lengthSec } = koffi.decode(meta, frameMeta) as { startSec: number; lengthSec: number }
      const data = koffi.decode(values, koffi.array('float', count * columns, 'Typed')) as Float32Array
      rows.push({ values: data, startSec, lengthSec })
      return true
    }, koffi.pointer(sinkCallback))
    try {
      return withSmile(run, ({ handle, check }) => {
        check(functions.onRow(handle, sink, callback, null))
        check(functions.write(handle, source, pcm, pcm.byteLength))
        check(functions.endInput(handle, source))
        check(functions.run(handle))
        return rows
      })
    } finally {
      koffi.unregister(callback)
    }
  }

  return { names, process, close: () => library.unload() }
}

interface Smile {
  readonly handle: unknown
  /** @throws CueScopeError run-failed */
  readonly check: (code: number) => void
}
