import { defineConfig } from '@playwright/test'

/** Without sandbox for CI (root); the rest keeps it from asking the network anything on its own account. */
const chromiumSwitches = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** `npm test -- browser` and `npm test -- electron` run these against the built program (out/). */
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  timeout: 120_000,
  expect: { timeout: 15_000 },
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  projects: [
    {
      name: 'browser',
      testMatch: /[\\/]e2e[\\/]browser.*\.spec\.ts$/,
      use: {
        launchOptions: { executablePath: process.env.CUESCOPE_CHROMIUM ?? '/usr/bin/chromium', args: chromiumSwitches },
      },
    },
    { name: 'electron', testMatch: /[\\/]e2e[\\/]electron.*\.spec\.ts$/ },
  ],
})
