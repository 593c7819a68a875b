import { mkdtempSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'

/** A folder in which a browser keeps what outlives it. */
export function newProfile(): string {
  return mkdtempSync(join(tmpdir(), 'exercise-buddy-profile-'))
}

/** As when the device loses power: nothing is tidied up. Chromium's lock names its process: host-pid. */
export async function killBrowser(page: Page, profile: string): Promise<void> {
  const closed = page.waitForEvent('close')
  const pid = Number(readlinkSync(join(profile, 'SingletonLock')).split('-').at(-1))
  process.kill(pid, 'SIGKILL')
  await closed
}

/** The last browser is still up, and may write in between. */
export function removeProfile(profile: string): void {
  rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
}
