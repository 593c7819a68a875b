import { expect, test } from '../support/test'
import { fivePushUps } from './clips'
import { TrainingPage } from './training-page'

/** `make prove` bounds the seconds from opening to the first repetition; elsewhere they are told. */
const MOST_SECONDS = Number(process.env.FIRST_RUN_SECONDS ?? Number.POSITIVE_INFINITY)
const READY_MS = 60_000

test.beforeAll(() => {
  test.setTimeout(900_000)
  fivePushUps()
})

test(
  'a first visit is two touches from its first repetition, without an account',
  { tag: '@counts' },
  async ({ openBrowser }) => {
    const page = await openBrowser({ clip: fivePushUps() })
    await page.addInitScript(() =>
      addEventListener('click', ({ isTrusted }) => {
        const touches = Number(sessionStorage.getItem('touches') ?? 0)
        if (isTrusted) sessionStorage.setItem('touches', String(touches + 1))
      }),
    )
    const training = new TrainingPage(page)
    const openedMs = Date.now()
    await page.goto('/')
    await page
      .getByRole('region', { name: 'Start training' })
      .getByRole('link', { name: 'Push-ups' })
      .click()
    await training.start.click({ timeout: READY_MS })
    await expect(training.count).not.toHaveText('0', { timeout: READY_MS })
    const seconds = (Date.now() - openedMs) / 1000
    console.log(`  from opening to the first repetition: ${seconds.toFixed(1)} s`)
    expect(seconds).toBeLessThan(MOST_SECONDS)
    expect(await page.evaluate(() => sessionStorage.getItem('touches'))).toBe('2')
  },
)
