/**
 * Draws the PNG icons of the manifest from public/logo.svg: `node scripts/build/icons.ts`, after every change of the
 * logo. The icons are committed, since a build should need no browser.
 */
import { mkdir, readFile } from 'node:fs/promises'
import { chromium } from '@playwright/test'
import { chromiumPath } from '../../e2e/support/paths.ts'

const PUBLIC = new URL('../../public/', import.meta.url).pathname
const BACKGROUND = '#14171a'

/** `scale` is the share of the square that the logo fills; a maskable icon keeps its safe zone free (80 %). */
const ICONS = [
  { file: 'icon-192.png', size: 192, scale: 1, opaque: false },
  { file: 'icon-512.png', size: 512, scale: 1, opaque: false },
  { file: 'maskable-512.png', size: 512, scale: 0.8, opaque: true },
  { file: 'apple-touch-icon.png', size: 180, scale: 0.9, opaque: true },
] as const

const svg = await readFile(`${PUBLIC}logo.svg`, 'base64')
await mkdir(`${PUBLIC}icons`, { recursive: true })
const executablePath = chromiumPath()
const browser = await chromium.launch({
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  ...(executablePath === undefined ? {} : { executablePath }),
})
const page = await browser.newPage()
for (const { file, size, scale, opaque } of ICONS) {
  await page.setViewportSize({ width: size, height: size })
  await page.setContent(`
    <body style="margin:0;display:grid;place-items:center;height:100vh;background:${opaque ? BACKGROUND : 'none'}">
      <img src="data:image/svg+xml;base64,${svg}" width="${size * scale}" />
    </body>`)
  await page.screenshot({ path: `${PUBLIC}icons/${file}`, omitBackground: !opaque })
  console.log(file)
}
await browser.close()
