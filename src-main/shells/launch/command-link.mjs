/** `npx cuescope` in a checkout: a link beside the packages' own commands. */
import { chmodSync, existsSync, lstatSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { inRoot } from './places.mjs'

const link = inRoot('node_modules/.bin/cuescope')
const target = '../../src-main/shells/launch/cuescope.mjs'

export function isCommandLinked() {
  if (process.platform === 'win32') return existsSync(`${link}.cmd`)
  return existsSync(link) && lstatSync(link).isSymbolicLink() && readlinkSync(link) === target
}

export function linkCommand() {
  if (process.platform === 'win32') {
    writeFileSync(`${link}.cmd`, `@node "%~dp0\\${target.replace(/\//g, '\\')}" %*\r\n`)
    return
  }
  rmSync(link, { force: true })
  symlinkSync(target, link)
  chmodSync(inRoot('src-main/shells/launch/cuescope.mjs'), 0o755)
}
