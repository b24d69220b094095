import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Hono } from 'hono'
import { createApp } from '#api/app'
import { PathGrants } from '#api/path-grants'
import { StaticFiles } from '#api/static-files'
import type { AuditCard } from '#contracts/audit'
import type { ErrorBody } from '#contracts/error'
import type { Engine } from '#engine/open-engine'
import { openEngine } from './engine'

export interface TestApi {
  readonly app: Hono
  readonly engine: Engine
  readonly grants: PathGrants
  /** What the API logged: errors that it did not expect. */
  readonly logged: string[]
  get<T>(path: string): Promise<T>
  post<T>(path: string, body?: unknown): Promise<T>
  /** Waits until the audit at `/projects/ID/audits/N` is done; throws if it ends otherwise. */
  untilDone(audit: string): Promise<AuditCard>
  /** Status and error of a request that must fail. */
  refusal(path: string, init?: RequestInit): Promise<{ status: number } & ErrorBody>
}

/** The API over a real engine. @param isPathAllowed as in the browser shell; false: as in Electron */
export async function openApi(dataDir: string, { isPathAllowed = true, workers = 2 } = {}): Promise<TestApi> {
  const engine = await openEngine(dataDir, workers)
  const page = join(dataDir, 'page')
  mkdirSync(join(page, 'assets'), { recursive: true })
  writeFileSync(join(page, 'index.html'), '<!doctype html><title>CueScope</title>')
  writeFileSync(join(page, 'assets/app-123.js'), 'export {}')
  const grants = new PathGrants(isPathAllowed)
  const logged: string[] = []
  const log = (message: string): void => void logged.push(message)
  const app = createApp({ engine, paths: grants, page: new StaticFiles(page), version: '1.2.3', log })
  const json = async <T>(path: string, init?: RequestInit): Promise<T> => {
    const response = await app.request(`/api${path}`, init)
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as T
  }
  return {
    ...{ app, engine, grants, logged },
    get: path => json(path),
    post: (path, body = {}) => json(path, jsonPost(body)),
    async untilDone(audit) {
      for (;;) {
        const card = await json<AuditCard>(audit)
        if (card.state === 'done') return card
        if (card.state !== 'running') throw new Error(`${audit}: ${card.state} ${card.error?.message ?? ''}`)
        await pause(50)
      }
    },
    async refusal(path, init) {
      const response = await app.request(`/api${path}`, init)
      return { status: response.status, ...((await response.json()) as ErrorBody) }
    },
  }
}

export function jsonPost(body: unknown): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}
