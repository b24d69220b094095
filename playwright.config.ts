import { defineConfig } from '@playwright/test'

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
    { name: 'browser', testMatch: /browser.*\.spec\.ts/ },
    { name: 'electron', testMatch: /electron.*\.spec\.ts/ },
  ],
})
