// Lighthouse on one page, on its simulated phone on slow 4G, for a guest or for the demo account.
//
//   node lighthouse.mjs URL [NAME PASSWORD]
//
// Prints the scores, 0 to 1, and the metrics in milliseconds, as JSON. What the page's main thread worked is taken as
// processor time, not by the clock: the simulation slows it down fourfold, and with it whatever others did meanwhile.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launch } from 'chrome-launcher'
import lighthouse from 'lighthouse'
import puppeteer from 'puppeteer-core'
import { endWithParent, parentMayGo } from './parent.mjs'

const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo']
const METRICS = [
  'first-contentful-paint',
  'largest-contentful-paint',
  'total-blocking-time',
  'cumulative-layout-shift',
  'speed-index',
  'interactive',
]
// Where the account is at home: away from it a banner offers to move.
const TIME_ZONE = 'Europe/Berlin'
const ATTEMPTS = 4

/** Signs in as a person does, so that the next page is that of somebody who comes back. */
async function signIn(browser, origin, name, password) {
  const page = await browser.newPage()
  await page.goto(`${origin}/login`)
  await page.waitForSelector('input[type=password]')
  await (await page.$('form input:not([type=password])')).type(name)
  await (await page.$('input[type=password]')).type(password)
  await page.click('form button[type=submit]')
  await page.waitForFunction(() => location.pathname !== '/login')
  await page.waitForNetworkIdle()
  await page.close()
}

/** One load in a browser of its own. Throws where Chromium did not record it whole. */
async function load(url, account) {
  const folder = mkdtempSync(join(tmpdir(), 'exercise-buddy-page-'))
  const chrome = await launch({
    chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu'],
    envVars: { ...process.env, TZ: TIME_ZONE },
  })
  endWithParent(() => chrome.kill())
  try {
    const browser = await puppeteer.connect({
      browserURL: `http://127.0.0.1:${chrome.port}`,
      defaultViewport: null,
    })
    if (account.length > 0) await signIn(browser, new URL(url).origin, ...account)
    const flags = { logLevel: 'error', output: 'json', port: chrome.port }
    await lighthouse(url, { ...flags, gatherMode: folder }, undefined, await browser.newPage())
    byProcessorTime(join(folder, 'trace.json'))
    const { lhr } = await lighthouse(url, { ...flags, auditMode: folder })
    if (lhr.runtimeError !== undefined) throw new Error(lhr.runtimeError.message)
    return lhr
  } finally {
    chrome.kill()
    rmSync(folder, { recursive: true, force: true })
  }
}

function byProcessorTime(file) {
  const trace = JSON.parse(readFileSync(file, 'utf8'))
  for (const event of trace.traceEvents) if (event.tdur < event.dur) event.dur = event.tdur
  writeFileSync(file, JSON.stringify(trace))
}

async function measured(url, account) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await load(url, account)
    } catch (error) {
      if (attempt === ATTEMPTS) throw error
      console.error(`once more: ${error.message}`)
    }
  }
}

const [url, ...account] = process.argv.slice(2)
const { categories, audits, environment } = await measured(url, account)
const scores = CATEGORIES.map((name) => [name, categories[name].score])
const metrics = METRICS.map((name) => [name, audits[name].numericValue])
const machine = [['benchmark-index', environment.benchmarkIndex]]
console.log(JSON.stringify(Object.fromEntries([...scores, ...metrics, ...machine])))
parentMayGo()
