/** What failed, and the first lines of why, from the JSON that vitest and Playwright write. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { root } from './places.mjs'

const WHY_LINES = 6

/** A file that a test program is told to write its JSON into, once. */
export function resultsFile() {
  const folder = mkdtempSync(join(tmpdir(), 'cuescope-tests-'))
  const path = join(folder, 'results.json')
  return {
    path,
    /** @returns {{title: string, why: string}[]} */
    takeFailed() {
      try {
        return existsSync(path) ? failedIn(JSON.parse(readFileSync(path, 'utf8'))) : []
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    },
  }
}

function failedIn({ testResults, suites }) {
  return testResults ? testResults.flatMap(failedOfVitest) : suites.flatMap(failedOfPlaywright)
}

function failedOfVitest({ name, status, message, assertionResults }) {
  const failed = assertionResults.filter(test => test.status === 'failed')
  // A file that could not be loaded has no tests.
  if (failed.length === 0) return status === 'failed' ? [{ title: relative(root, name), why: firstLines(message) }] : []
  return failed.map(({ fullName, failureMessages }) => ({
    title: `${relative(root, name)} › ${fullName}`,
    why: firstLines(failureMessages.join('\n')),
  }))
}

function failedOfPlaywright({ specs = [], suites = [] }) {
  const own = specs.filter(({ ok }) => !ok)
  const errorsOf = ({ tests }) => tests.flatMap(({ results }) => results.flatMap(({ errors }) => errors))
  return [
    ...own.map(spec => ({
      title: `${spec.file}:${spec.line} › ${spec.title}`,
      why: firstLines(
        errorsOf(spec)
          .map(({ message }) => message)
          .join('\n'),
      ),
    })),
    ...suites.flatMap(failedOfPlaywright),
  ]
}

function firstLines(text = '') {
  return stripVTControlCharacters(text)
    .split('\n')
    .filter(line => line.trim() !== '')
    .slice(0, WHY_LINES)
    .map(line => `    ${line}`)
    .join('\n')
}
