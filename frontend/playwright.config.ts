import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from '@playwright/test'
import { RECEIVER_PORT, SHARED_PORT, serverCommand } from './e2e/support/server'
import type { Options } from './e2e/support/test'
import { TAKES_ALL } from './e2e/train/clips'

// What counts somebody in front of the camera, and what counts real people or the figure in their place.
const COUNTS = /@counts/
const PEOPLE = /@people/
// Workers load this file again: the folder is made once and handed on through the environment.
process.env.E2E_DATA_DIR ??= mkdtempSync(join(tmpdir(), 'exercise-buddy-e2e-'))

/**
 * Each of a camera's pictures costs a processor 60 ms. The drawn figure is counted as surely in a third as many, and
 * where nobody is counted, some are enough. `make prove` has all of them.
 */
const atMost = (picturesASecond: number): number | null => (TAKES_ALL ? null : picturesASecond)

export default defineConfig<Options>({
  testDir: 'e2e',
  // A camera's every picture wants the whole machine: one test at a time. `make test` runs all but real people two at a
  // time, with fewer pictures.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  // The camera plays on whatever the machine is busy with; a second try is listed as flaky in the summary. What counts
  // nobody gets none.
  projects: [
    // Real people are counted where people are: in the whole browser. So is everybody in `make prove`.
    {
      name: 'people',
      grep: PEOPLE,
      retries: 1,
      use: { picturesASecond: null, awaitsModel: true, isWhole: true },
    },
    {
      name: 'camera',
      grep: COUNTS,
      grepInvert: PEOPLE,
      retries: 1,
      use: { picturesASecond: atMost(10), awaitsModel: true },
    },
    { name: 'screens', grepInvert: COUNTS, retries: 0, use: { picturesASecond: atMost(5) } },
  ],
  timeout: 120_000,
  // The server hashes passwords at low priority: beside other suites one takes seconds.
  expect: { timeout: 20_000 },
  reporter: [['list']],
  // Recording a trace costs pose detection two thirds of its frames, and with them its counts.
  use: {
    baseURL: `http://127.0.0.1:${SHARED_PORT}`,
    trace: 'off',
    screenshot: 'only-on-failure',
    actionTimeout: 30_000,
  },
  webServer: {
    command: serverCommand({ port: SHARED_PORT, dataDir: process.env.E2E_DATA_DIR }),
    url: `http://127.0.0.1:${SHARED_PORT}/readyz`,
    env: { LOG_LEVEL: 'WARNING', WEBHOOK_HOSTS: `http://127.0.0.1:${RECEIVER_PORT}` },
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
    timeout: 60_000,
  },
})
