import { defineConfig } from '@playwright/test'
import { seedCommand } from './e2e/support/server'
import type { Options } from './e2e/support/test'
import tests from './playwright.config'

const { webServer } = tests
if (!webServer || Array.isArray(webServer)) throw new Error('The tests have one server.')
const dataDir = process.env.E2E_DATA_DIR ?? ''

/** Draws the README's pictures and the states of training: the tests' server, with the demo account in it. */
export default defineConfig<Options>({
  ...tests,
  // As many pages as there are states, of a machine that may be at other work.
  expect: { timeout: 60_000 },
  // In place of those of the tests, which name files of their own.
  projects: [
    {
      name: 'shots',
      testMatch: '**/*.shots.ts',
      use: { picturesASecond: null, awaitsModel: true, isWhole: true },
    },
  ],
  webServer: {
    ...webServer,
    command: `${seedCommand(dataDir)} && ${webServer.command}`,
    // Seeding is part of it.
    timeout: 240_000,
  },
})
