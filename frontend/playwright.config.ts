import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from '@playwright/test'
import { serverCommand } from './e2e/support/server'

// What counts somebody in front of the camera, and what counts real people or the figure in their place.
const COUNTS = /@counts/
const PEOPLE = /@people/
const port = Number(process.env.E2E_PORT ?? 8790)
// Workers load this file again: the folder is made once and handed on through the environment.
process.env.E2E_DATA_DIR ??= mkdtempSync(join(tmpdir(), 'exercise-buddy-e2e-'))

export default defineConfig({
  testDir: 'e2e',
  // A camera's every picture wants the whole machine: one test at a time. `make test` runs all but real people two at a
  // time, with fewer pictures (e2e/support/test.ts).
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  // The camera plays on whatever the machine is busy with; a second try is listed as flaky in the summary. What counts
  // nobody gets none.
  projects: [
    { name: 'people', grep: PEOPLE, retries: 1 },
    { name: 'camera', grep: COUNTS, grepInvert: PEOPLE, retries: 1 },
    { name: 'screens', grepInvert: COUNTS, retries: 0 },
  ],
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  // Recording a trace costs pose detection two thirds of its frames, and with them its counts.
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    trace: 'off',
    screenshot: 'only-on-failure',
    actionTimeout: 30_000,
  },
  webServer: {
    command: serverCommand({ port, dataDir: process.env.E2E_DATA_DIR }),
    url: `http://127.0.0.1:${port}/readyz`,
    env: { LOG_LEVEL: 'WARNING' },
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
    timeout: 60_000,
  },
})
