/**
 * `npm test`: sets up what is missing, then runs everything, to the end. `npm test -- unit electron` runs those sections
 * only. What a machine cannot run is named; under CI that is a failure.
 */
import { existsSync } from 'node:fs'
import { hasDisplay, projectNode, root, scripts } from './places.mjs'
import { projectEnv, runInPlace, say } from './run.mjs'
import { setUpOrExit } from './setup.mjs'
import { resultsFile } from './failed-tests.mjs'
import { chromiumForTests } from './test-browser.mjs'
import { electronForTests } from './test-electron.mjs'

const node = args => ({ command: projectNode, args })
const vitest = () => {
  const results = resultsFile()
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results.path}`]
  return { ...node([scripts.vitest, 'run', ...reporters]), results }
}
const playwright = (project, env) => {
  const results = resultsFile()
  const run = node([scripts.playwright, 'test', `--project=${project}`, '--reporter=list,json'])
  return { ...run, env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: results.path }, results }
}

const sections = {
  format: () => [node([scripts.prettier, '--check', '--log-level', 'warn', '.'])],
  types: () => [
    node([scripts.tsc, '-p', 'tsconfig.node.json']),
    node([scripts.tsc, '-p', 'tsconfig.pure.json']),
    node([scripts.vueTsc, '-p', 'tsconfig.web.json']),
  ],
  lint: () => [node([scripts.eslint, '.'])],
  architecture: () => [
    node([scripts.depcruise, '--config', '.dependency-cruiser.mjs', 'src-main', 'src-preload', 'src-renderer']),
  ],
  unit: () => [vitest()],
  browser: () => {
    const { binary, missing } = chromiumForTests()
    return missing ? { missing } : [playwright('browser', { CUESCOPE_CHROMIUM: binary })]
  },
  electron: async () => {
    const { binary, needsEngineNode, missing } = await electronForTests()
    if (missing) return { missing }
    const env = { CUESCOPE_TEST_ELECTRON: binary, ...(needsEngineNode && { CUESCOPE_ENGINE_NODE: projectNode }) }
    return onDisplay(playwright('electron', env))
  },
}

/** Without a screen, a virtual one. */
function onDisplay(run) {
  if (hasDisplay()) return [run]
  if (!existsSync('/usr/bin/xvfb-run')) {
    return {
      missing:
        'There is no display, and no virtual one: install xvfb (Debian, Ubuntu: apt-get install xvfb), then run the tests again.',
    }
  }
  const screen = '-screen 0 1920x1080x24'
  return [
    { ...run, command: 'xvfb-run', args: ['--auto-servernum', `--server-args=${screen}`, run.command, ...run.args] },
  ]
}

const chosen = process.argv.slice(2)
const unknown = chosen.filter(name => !(name in sections))
if (unknown.length > 0) {
  say(`There is no section ${unknown.join(', ')}. Sections: ${Object.keys(sections).join(', ')}`)
  process.exit(2)
}

const startedMs = Date.now()
await setUpOrExit()
const results = []
for (const name of Object.keys(sections)) {
  if (chosen.length === 0 || chosen.includes(name)) results.push(await runSection(name))
}
report()

async function runSection(name) {
  say(`\n── ${name} ${'─'.repeat(Math.max(0, 76 - name.length))}`)
  const sectionStartedMs = Date.now()
  const runs = await sections[name]()
  let outcome = 'passed'
  const failed = []
  if (runs.missing) {
    outcome = process.env.CI ? 'failed' : 'passed over'
    say(runs.missing)
  } else {
    for (const { command, args, env, results } of runs) {
      const { code, signal } = await runInPlace(command, args, { cwd: root, env: projectEnv(env) })
      failed.push(...(results?.takeFailed() ?? []))
      if (code !== 0 || signal) outcome = 'failed'
      if (signal === 'SIGINT' || signal === 'SIGTERM') process.exit(1)
    }
  }
  return { name, outcome, failed, why: runs.missing, seconds: (Date.now() - sectionStartedMs) / 1000 }
}

function report() {
  say(`\n── summary ${'─'.repeat(69)}`)
  for (const { name, outcome, failed, why, seconds } of results) {
    say(`${outcome.padEnd(12)} ${name.padEnd(14)} ${seconds.toFixed(1).padStart(7)} s${why ? `   ${why}` : ''}`)
    for (const test of failed) say(`  ${test.title}\n${test.why}`)
  }
  const failed = results.filter(({ outcome }) => outcome === 'failed')
  say(
    `${failed.length === 0 ? 'No section failed' : `Failed: ${failed.map(({ name }) => name).join(', ')}`} (${((Date.now() - startedMs) / 1000).toFixed(0)} s)`,
  )
  process.exitCode = failed.length === 0 ? 0 : 1
}
