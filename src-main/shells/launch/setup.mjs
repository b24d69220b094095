/**
 * Everything a fresh clone lacks: packages, the `cuescope` command, the built program. Does nothing, quickly, when all
 * is there. Plain JavaScript for any Node from 16 on, no packages.
 */
import { build, isBuilt } from './build.mjs'
import { isCommandLinked, linkCommand } from './command-link.mjs'
import { arePackagesComplete, installPackages } from './packages.mjs'
import { say, step } from './run.mjs'
import { alone } from './setup-lock.mjs'

const isSetUp = () => arePackagesComplete() && isCommandLinked() && isBuilt()

/** @throws Error with a plain message on what is missing and what to do */
export async function setUp() {
  if (isSetUp()) return
  await alone(async () => {
    if (isSetUp()) return // by the one we waited for
    say('CueScope: setting up')
    if (!arePackagesComplete()) await step('fetching packages (once; about 500 MB)', installPackages)
    if (!isCommandLinked()) linkCommand()
    if (!isBuilt()) await step('building', build)
  })
}

/** For the scripts: sets up, or ends with the reason. */
export async function setUpOrExit() {
  try {
    await setUp()
  } catch (error) {
    say(`\n${error.message}`)
    process.exit(1)
  }
}
