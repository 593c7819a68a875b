import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const repository = resolve(import.meta.dirname, '../../..')
export const frontend = join(repository, 'frontend')
export const backendBin = join(repository, 'backend/.venv/bin')

/** The Chromium to drive: the one `make` found, else one that is installed, else Playwright's own. */
export function chromiumPath(): string | undefined {
  const candidates = [
    process.env.CHROMIUM_PATH,
    join(repository, '.tools/bin/chromium'),
    '/usr/bin/chromium',
    '/usr/bin/google-chrome',
  ]
  return candidates.find((path) => path !== undefined && path !== '' && existsSync(path))
}
