import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { CueScopeError } from '#engine/base/errors'

/** Wall clock and processor time of a stage, in ms. */
export type StageTimes = Readonly<Record<string, readonly [wallMs: number, cpuMs: number]>>

export interface PeerProcess {
  readonly versions: Readonly<Record<string, string>>
  times(clip: string): Promise<StageTimes>
  close(): void
}

/** Starts peers.py. @throws CueScopeError not-found where Python or its packages are missing */
export async function startPeers(python: string, script: string, args: readonly string[]): Promise<PeerProcess> {
  // One thread each side; the libraries' own pools would take more.
  const env = { ...process.env, OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' }
  const child = spawn(python, [script, ...args], { env, stdio: ['pipe', 'pipe', 'pipe'] })
  let words = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (words += text))
  const failed = new Promise<never>((_, reject) => child.once('error', reject))
  failed.catch(() => undefined)
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const nextLine = async (): Promise<unknown> => {
    const line = await Promise.race([lines.next(), failed]).catch((cause: Error) => ({
      done: true,
      value: cause.message,
    }))
    if (line.done !== true) return JSON.parse(line.value as string)
    const why = words.trim().split('\n').at(-1) || (line.value as string | undefined) || 'it ended'
    const needed = 'torch, captum, zennit, zennit-crp, librosa, opensmile, onnx'
    const message = `${python} can't time the peers: ${why}. Name a Python that has ${needed}: --peers PYTHON.`
    throw new CueScopeError('not-found', message, { python })
  }
  const versions = (await nextLine()) as PeerProcess['versions']
  return {
    versions,
    times: clip => {
      child.stdin.write(`${clip}\n`)
      return nextLine() as Promise<StageTimes>
    },
    close: () => void child.stdin.end(),
  }
}
