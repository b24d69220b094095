import { execFile } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'
import { CueScopeError } from '#engine/base/errors'
import { readAu } from './pcm/au'
import type { AudioReading } from './reading'

const TIMEOUT_MS = 60_000
const MOST_OUTPUT_BYTES = 2 ** 29

/**
 * Lets the ffmpeg that is installed on this computer, if one is, decode what we carry no decoder for (AAC's are under
 * licences that we don't ship). `demuxer`: its name of the container; named, so that it tries no other: a playlist
 * could make it open files and addresses. It gets the bytes and gives Sun audio, through pipes alone.
 */
export async function readWithFfmpeg(bytes: Uint8Array, demuxer: string, title: string): Promise<AudioReading> {
  const program = findProgram('ffmpeg')
  if (!program) {
    const message = `it is ${title}, for which there is no decoder here, and no ffmpeg on this computer. Install ffmpeg (it is then used by itself), or convert the file to WAV or FLAC.`
    throw new CueScopeError('unsupported-codec', message)
  }
  const input = ['-protocol_whitelist', 'cache,pipe', '-f', demuxer, '-i', 'cache:pipe:0']
  const output = ['-map', '0:a:0', '-vn', '-c:a', 'pcm_f32be', '-f', 'au', 'pipe:1']
  const reading = readAu(await run(program, ['-hide_banner', '-v', 'error', '-xerror', ...input, ...output], bytes))
  const message = 'There is no decoder for it here; the ffmpeg of this computer decoded it.'
  return { ...reading, notes: [...reading.notes, { code: 'unsupported-codec', message, details: { program } }] }
}

/** The first of that name in the folders of PATH; never one in the working folder. */
export function findProgram(name: string): string | null {
  const file = process.platform === 'win32' ? `${name}.exe` : name
  const folders = (process.env.PATH ?? '').split(delimiter).filter(folder => isAbsolute(folder))
  return folders.map(folder => join(folder, file)).find(isExecutable) ?? null
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function run(program: string, args: readonly string[], input: Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const options = {
      encoding: 'buffer',
      timeout: TIMEOUT_MS,
      killSignal: 'SIGKILL',
      maxBuffer: MOST_OUTPUT_BYTES,
      windowsHide: true,
    } as const
    const child = execFile(program, args, options, (error, stdout, stderr) => {
      if (error) reject(failure(error, stderr.toString('latin1')))
      else resolve(stdout)
    })
    // It may stop reading before the end; what then counts is how it ends.
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(input)
  })
}

function failure(error: { code?: unknown; killed?: boolean }, messages: string): CueScopeError {
  if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') {
    return new CueScopeError('too-long', 'it holds more than half an hour of sound. Cut it into utterances.')
  }
  if (error.killed) {
    return new CueScopeError('timeout', `ffmpeg was not done with it after ${TIMEOUT_MS / 1000} s. Convert it to WAV.`)
  }
  // Its cache says so of every pipe.
  const lines = messages.split(/[\r\n]+/).filter(line => line.trim() && !/failed to seekback end|repeated/.test(line))
  const line = (lines[0] ?? 'no reason given').replace(/^\[[^\]]*\] */, '')
  const reason = line.replace(/[^\x20-\x7e]/g, '?').slice(0, 200)
  return new CueScopeError('decode-error', `ffmpeg can't decode it (${reason}). Get the file again.`, { reason })
}
