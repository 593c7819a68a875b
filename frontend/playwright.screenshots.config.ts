import { defineConfig } from '@playwright/test'
import { seedCommand } from './e2e/support/server'
import tests from './playwright.config'

const { webServer } = tests
if (!webServer || Array.isArray(webServer)) throw new Error('The tests have one server.')
const dataDir = process.env.E2E_DATA_DIR ?? ''

/** Draws the README's pictures: the tests' server, with the demo account in it. */
export default defineConfig({
  ...tests,
  // In place of those of the tests, which name files of their own.
  projects: [{ name: 'shots', testMatch: '**/*.shots.ts' }],
  webServer: { ...webServer, command: `${seedCommand(dataDir)} && ${webServer.command}` },
})
