import { readFileSync, readdirSync } from 'node:fs'

/** Linux: ids of the processes whose command line or environment holds `text`, this one and its parents left out. */
export function processesWith(text: string): number[] {
  const own = ancestry(process.pid)
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(Number)
    .filter(
      pid => !own.has(pid) && [`/proc/${pid}/cmdline`, `/proc/${pid}/environ`].some(file => read(file).includes(text)),
    )
}

function ancestry(pid: number): Set<number> {
  const pids = new Set<number>()
  for (let next = pid; next > 1 && !pids.has(next);) {
    pids.add(next)
    next = Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${next}/status`))?.[1] ?? 0)
  }
  return pids
}

function read(file: string): string {
  try {
    return readFileSync(file, 'latin1')
  } catch {
    return '' // ended meanwhile, or another user's
  }
}
