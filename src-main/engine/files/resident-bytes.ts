import { readFileSync } from 'node:fs'

const PAGE_BYTES = 4096

/** Memory a process holds, in bytes; 0 where the system has no /proc to tell. */
export function residentBytes(pid: number | undefined): number {
  if (pid === undefined || process.platform !== 'linux') return 0
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES
  } catch {
    return 0 // the process has just ended; its exit is reported elsewhere
  }
}
