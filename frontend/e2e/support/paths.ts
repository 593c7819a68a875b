import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const repository = resolve(import.meta.dirname, '../../..')
export const frontend = join(repository, 'frontend')
export const backendBin = join(repository, 'backend/.venv/bin')

/** The Chromium to drive: the one `make` found, else one that is installed, else Playwright's own. */
export function chromiumPath(): string | undefined {
  return firstOf(
    process.env.CHROMIUM_PATH,
    join(repository, '.tools/bin/chromium'),
    '/usr/bin/chromium',
    '/usr/bin/google-chrome',
  )
}

/**
 * The same Chromium without the windows around its pages, which take two fifths of the processor time of a visit; where
 * there is none, the whole one. A Chromium that is named is taken.
 */
export function headlessPath(): string | undefined {
  return firstOf(
    process.env.CHROMIUM_PATH,
    join(repository, '.tools/bin/chromium-headless-shell'),
    chromiumPath(),
  )
}

function firstOf(...candidates: (string | undefined)[]): string | undefined {
  return candidates.find((path) => path !== undefined && path !== '' && existsSync(path))
}
