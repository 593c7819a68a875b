import {
  test as base,
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type LaunchOptions,
  type Page,
} from '@playwright/test'
import { translatePage } from '../../src/shared/testing/translate.ts'
import { TAKES_ALL } from '../train/clips'
import { awaitModel, limitCamera, seeNobody } from './camera'
import { expectIn, findIn } from './in-language'
import { chromiumPath, headlessPath } from './paths'
import { SETTINGS, type SettingName, settingNamed } from './settings'
import { TURNED_OFF } from './turned-off'

const QUIET = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${TURNED_OFF.join(',')}`,
]

export interface OpenOptions {
  /** Absolute path of the MJPEG file that the camera shows; without one there is no camera. */
  clip?: string
  /** Have nobody seen in it, without the model: for tests that only have to get past the camera. */
  seesNobody?: boolean
  /** Grant the camera without a prompt (default) or leave the prompt to the test. */
  grantCamera?: boolean
  /** Start from another address than the configured base URL. */
  baseURL?: string
  context?: BrowserContextOptions
  /** Where the browser is, if not where E2E_SETTING says. */
  setting?: SettingName
  /** More of the command line and the environment that the browser is started with. */
  launch?: { args: string[]; env: Readonly<Record<string, string>> }
  /** Other origins that the page asks on purpose. */
  asks?: string[]
  /** A folder that the browser keeps its data in, to be opened again; without one it forgets everything. */
  profile?: string
}

function launchArguments({ clip, grantCamera = true, launch }: OpenOptions): string[] {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const camera = clip
    ? ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${clip}`]
    : []
  const prompt = clip && grantCamera ? ['--use-fake-ui-for-media-stream'] : []
  return [...QUIET, ...asRoot, ...camera, ...prompt, ...(launch?.args ?? [])]
}

const SETTING = settingNamed(process.env.E2E_SETTING ?? 'home')
/** Whether pages are in another language than the tests. */
export const IS_TRANSLATED = SETTING.language !== undefined
export const LANGUAGE = SETTING.language ?? 'en'
const TRANSLATE = `document.addEventListener('DOMContentLoaded', () => (${String(translatePage)})())`

export interface Options {
  /** What the camera gives at most; null: all that it has. */
  picturesASecond: number | null
  /** Whether the camera comes on once the model is there, so that its clip need not wait for it. */
  awaitsModel: boolean
  /** Whether every page is one of the whole Chromium, windows and all. */
  isWhole: boolean
}

interface Fixtures extends Options {
  /** Opens a page that shares nothing with another's, and closes it after the test. */
  openBrowser: (options?: OpenOptions) => Promise<Page>
}

interface WorkerFixtures {
  /** The browser that was started so: the camera's clip is a launch argument. Later tests find it running. */
  started: (options: LaunchOptions) => Promise<Browser>
}

/**
 * A test whose pages come from `openBrowser`. Any request that leaves the origin, any uncaught page error and any
 * console error fails it.
 */
export const test = base.extend<Fixtures, WorkerFixtures>({
  started: [
    async ({ playwright }, use) => {
      const running = new Map<string, Browser>()
      await use(async (options) => {
        const key = JSON.stringify(options)
        const browser = running.get(key)
        if (browser?.isConnected() === true) return browser
        const fresh = await playwright.chromium.launch(options)
        running.set(key, fresh)
        return fresh
      })
      for (const browser of running.values()) await browser.close()
    },
    { scope: 'worker' },
  ],
  picturesASecond: [null, { option: true }],
  awaitsModel: [false, { option: true }],
  isWhole: [TAKES_ALL, { option: true }],
  openBrowser: async ({ baseURL, started, picturesASecond, awaitsModel, isWhole }, use) => {
    const opened: BrowserContext[] = []
    const faults: string[] = []
    await use(async (options = {}) => {
      const origin = options.baseURL ?? baseURL ?? ''
      const context = await openContext(options, origin, isWhole, started)
      opened.push(context)
      await setUpCamera(context, options, { picturesASecond, awaitsModel })
      // Swallowed by whoever caused them, violations of the policy show nowhere else.
      await context.addInitScript(() =>
        document.addEventListener('securitypolicyviolation', ({ violatedDirective, sourceFile }) =>
          console.error(`Content-Security-Policy: ${violatedDirective} in ${sourceFile}`),
        ),
      )
      const setting = options.setting === undefined ? SETTING : SETTINGS[options.setting]
      if (setting.translated === true) await context.addInitScript({ content: TRANSLATE })
      const page = await context.newPage()
      if (SETTING.language !== undefined) findIn(SETTING.language, page)
      watch(page, [new URL(origin).origin, ...(options.asks ?? [])], faults)
      return page
    })
    for (const each of opened) await each.close()
    base.expect(faults, 'requests off the origin and errors in the page').toEqual([])
  },
})

async function setUpCamera(
  context: BrowserContext,
  { clip, seesNobody }: OpenOptions,
  { picturesASecond, awaitsModel }: Pick<Options, 'picturesASecond' | 'awaitsModel'>,
): Promise<void> {
  if (clip === undefined) return
  if (picturesASecond !== null) await context.addInitScript(limitCamera, picturesASecond)
  if (seesNobody === true) await context.addInitScript(seeNobody)
  else if (awaitsModel) await context.addInitScript(awaitModel)
}

/** Service workers, the question for the camera and what outlives a browser are the whole one's. */
function needsWhole({ grantCamera, context, launch, profile }: OpenOptions): boolean {
  const isMore = [grantCamera, launch, profile].some((each) => each !== undefined)
  return isMore || context?.serviceWorkers === 'allow'
}

async function openContext(
  options: OpenOptions,
  origin: string,
  isWhole: boolean,
  started: WorkerFixtures['started'],
): Promise<BrowserContext> {
  const executablePath = isWhole || needsWhole(options) ? chromiumPath() : headlessPath()
  const setting = options.setting === undefined ? SETTING : SETTINGS[options.setting]
  const launch = {
    args: launchArguments(options),
    // Chromium takes a zone that it does not know from its environment only.
    env: {
      ...process.env,
      ...options.launch?.env,
      ...(setting.tz === undefined ? {} : { TZ: setting.tz }),
    },
    ...(executablePath ? { executablePath } : {}),
  }
  const settings: BrowserContextOptions = {
    baseURL: origin,
    // Every browser of a test is a first visit: keeping 20 MB for a second one would cost each a second of CPU.
    serviceWorkers: 'block',
    // Texts are looked up in one language for the whole run, wherever a browser is.
    locale: setting.language ?? SETTING.language ?? 'en-GB',
    ...(setting.timezoneId === undefined ? {} : { timezoneId: setting.timezoneId }),
    // Painting each of a camera's pictures without a graphics processor costs by the size of the page.
    ...(options.clip === undefined ? {} : { viewport: { width: 800, height: 600 } }),
    ...options.context,
  }
  if (options.profile !== undefined) {
    return chromium.launchPersistentContext(options.profile, { ...launch, ...settings })
  }
  return (await started(launch)).newContext(settings)
}

// A refused sign-in or a server that a test has stopped is logged by the browser itself as a failed resource.
const EXPECTED = 'Failed to load resource'

function watch(page: Page, origins: readonly string[], faults: string[]): void {
  page.context().on('request', (request) => {
    const url = new URL(request.url())
    if (['data:', 'blob:'].includes(url.protocol)) return
    if (!origins.includes(url.origin)) faults.push(`request to ${url.origin}`)
  })
  page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() !== 'error') return
    if (!message.text().includes(EXPECTED)) faults.push(message.text())
  })
}

/** Finds the texts of the setting's language by their English. */
export const expect = expectIn(SETTING.language ?? 'en')
