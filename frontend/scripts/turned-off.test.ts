import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, it } from 'vitest'
import { BY_PLAYWRIGHT } from '../e2e/support/turned-off.ts'

/** Playwright does not export its list. */
function playwrightsSource(): string {
  const playwright = createRequire(import.meta.url).resolve('@playwright/test')
  const core = createRequire(createRequire(playwright).resolve('playwright'))
  return readFileSync(core.resolve('playwright-core/lib/coreBundle'), 'utf8')
}

it('repeats what the installed Playwright turns off in Chromium', () => {
  const [, list] = /disabledFeatures = \[(.*?)\]/s.exec(playwrightsSource()) ?? []
  const features = [...(list ?? '').matchAll(/^\s*"(\w+)"/gm)].map(([, name]) => name ?? '')
  const ofChromium = features.filter((name) => !name.startsWith('ms')) // those are Edge's
  expect([...BY_PLAYWRIGHT].sort()).toEqual(ofChromium.sort())
})
