/** Two starts at once must not install or build over each other. */
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { inRoot } from './places.mjs'
import { say } from './run.mjs'

const lockFile = inRoot('.cache/setup.lock')

/** Runs `act` while no other process of this checkout does so. */
export async function alone(act) {
  mkdirSync(inRoot('.cache'), { recursive: true })
  for (let hasSaid = false; !take(); await pause(300)) {
    if (!hasSaid) say('Another start of CueScope is setting this checkout up; waiting for it ...')
    hasSaid = true
  }
  try {
    return await act()
  } finally {
    rmSync(lockFile, { force: true })
  }
}

function take() {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    if (isLeftOver()) rmSync(lockFile, { force: true })
    return false
  }
}

function isLeftOver() {
  try {
    const pid = Number(readFileSync(lockFile, 'utf8'))
    return pid > 0 ? !isAlive(pid) : Date.now() - statSync(lockFile).mtimeMs > 10_000
  } catch {
    return false // just removed by its owner
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}
