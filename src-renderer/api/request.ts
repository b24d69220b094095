import { decodeArray } from '#contracts/arrays'
import type { NamedArray } from '#contracts/arrays'
import { ApiFailure, engineGone, isAbort, readFailure } from './failure'
import { setReachable, whenReachable } from './reachability'

/** Reading waits for an engine that restarts and then asks again: a view never has to. */
export async function read<T>(path: string, signal?: AbortSignal): Promise<T> {
  return (await (await patiently(path, signal)).json()) as T
}

export async function readText(path: string, signal?: AbortSignal): Promise<string> {
  return (await patiently(path, signal)).text()
}

export async function readBlob(path: string, signal?: AbortSignal): Promise<Blob> {
  return (await patiently(path, signal)).blob()
}

export async function readArray(path: string, signal?: AbortSignal): Promise<NamedArray> {
  const response = await patiently(path, signal)
  const meta = JSON.parse(response.headers.get('X-Array-Meta') ?? '{}') as Record<string, unknown>
  return { ...decodeArray(await response.arrayBuffer()), meta }
}

/** Writing is tried once: whether it took effect is for the person to see. */
export async function send<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T> {
  const init: RequestInit = { method }
  if (body !== undefined) {
    init.body = JSON.stringify(body)
    init.headers = { 'Content-Type': 'application/json' }
  }
  return (await (await once(path, init)).json()) as T
}

/** A file's bytes as they are. */
export async function sendFile<T>(path: string, file: Blob): Promise<T> {
  return (await (await once(path, { method: 'POST', body: file })).json()) as T
}

async function patiently(path: string, signal?: AbortSignal): Promise<Response> {
  for (;;) {
    try {
      return await once(path, { signal })
    } catch (error) {
      if (!(error instanceof ApiFailure) || error.code !== 'engine-gone') throw error
      await whenReachable(signal)
    }
  }
}

async function once(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(`/api${path}`, init).catch((error: unknown) => {
    if (isAbort(error)) throw error
    return null
  })
  const failure = response === null ? engineGone() : response.ok ? null : await readFailure(response)
  if (failure?.code === 'engine-gone') setReachable(false)
  if (failure) throw failure
  return response as Response
}
