import type { Page } from '@playwright/test'
import { newAccount, signIn, signUp } from '../app/account'
import { Household, hasNetwork, noTrust } from '../support/household'
import { expect, test } from '../support/test'
import { LEAD_SECONDS, fivePushUps } from '../train/clips'
import { TrainingPage } from '../train/training-page'

const SECONDS_OF_FIVE = 10

if (!hasNetwork()) console.log('the household: skipped, this machine has no address on a network')
test.skip(!hasNetwork(), 'this machine has no address on a network')

let household: Household

test.beforeAll(async () => {
  test.setTimeout(900_000)
  fivePushUps()
  household = await Household.start()
})

test.afterAll(() => household.stop())

test(
  'a device that does not trust the machine is told so, and how to',
  {
    // Counts nobody, but has the server of the one that does.
    tag: '@counts',
  },
  async ({ openBrowser }) => {
    const page = await openBrowser({
      baseURL: new URL(household.startUrl).origin,
      launch: noTrust(),
      asks: [...household.appUrls],
    })
    await page.goto('/train/push-up')
    await expect(page).toHaveURL(household.startUrl)
    await expect(page.getByText('does not trust it yet')).toBeVisible()
    await expect(page.getByRole('link', { name: 'Open Exercise Buddy' })).toBeHidden()
    await expect(page.locator('details[open] summary')).toHaveText('Linux')
    await expect(page.goto(household.appUrl)).rejects.toThrow('ERR_CERT_AUTHORITY_INVALID')
  },
)

test(
  'one that does signs up with the code, trains, and shows its count on a second screen',
  {
    tag: '@counts',
  },
  async ({ openBrowser }) => {
    const { how, ...launch } = household.trust()
    test.info().annotations.push({ type: 'trusted by', description: how })
    const account = newAccount()

    const start = await openBrowser({
      baseURL: new URL(household.startUrl).origin,
      launch,
      asks: [...household.appUrls],
    })
    await start.goto('/lan')
    const open = start.getByRole('link', { name: 'Open Exercise Buddy' })
    await expect(open).toBeVisible()
    expect(household.appUrls.map((url) => `${url}/`)).toContain(await open.getAttribute('href'))

    const baseURL = household.appUrl
    const phone = await openBrowser({
      baseURL,
      launch,
      clip: fivePushUps(),
      context: { serviceWorkers: 'allow' },
    })
    await phone.goto('/register')
    await expect(phone.getByLabel('Code')).toBeVisible()
    await phone.getByLabel('Code').fill(household.code)
    await signUp(phone, account)
    await expect(phone.getByRole('heading', { name: `Hello, ${account.username}` })).toBeVisible()
    await phone.reload()
    await expect(phone.getByRole('heading', { name: `Hello, ${account.username}` })).toBeVisible()
    expect(
      await phone.evaluate(() => navigator.serviceWorker.ready.then(() => isSecureContext)),
    ).toBe(true)

    const laptop = await openBrowser({ baseURL, launch })
    await signIn(laptop, account)
    await laptop.goto('/watch')
    await expect(laptop.getByText('Start a set')).toBeVisible()

    await noteChanges(phone, 'rep-count')
    await noteChanges(laptop, 'watched-count')
    const training = new TrainingPage(phone)
    await training.begin('push-up')
    const watched = laptop.getByTestId('watched-count')
    await expect(watched).toHaveText('1', { timeout: (LEAD_SECONDS + SECONDS_OF_FIVE) * 1000 })
    await laptop.context().setOffline(true)
    await expect(training.count).toHaveText('3', { timeout: SECONDS_OF_FIVE * 1000 })
    await laptop.context().setOffline(false)
    await expect(watched).toHaveText('5', { timeout: (SECONDS_OF_FIVE + 10) * 1000 })
    await expect(laptop.getByRole('heading', { level: 2 })).toHaveText('Push-ups')
    test.info().annotations.push({ type: 'delays', description: await delays(phone, laptop) })

    await training.finish()
    await expect(training.saved).toBeVisible()
    // Signing out everywhere ends the stream that is open, not only the next one.
    await phone.goto('/profile/security')
    await phone.getByRole('button', { name: 'Sign out everywhere' }).click()
    await phone.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click()
    await expect(laptop.getByRole('link', { name: 'Sign in' })).toBeVisible({ timeout: 15_000 })
  },
)

interface Noted {
  changes?: { text: string; atMs: number }[]
}

/** Has the page write down when each text of an element came. Both browsers are on one machine, with one clock. */
async function noteChanges(page: Page, testId: string): Promise<void> {
  const script = (id: string): void => {
    const noted = globalThis as Noted
    noted.changes = []
    let last = ''
    setInterval(() => {
      const text = document.querySelector(`[data-testid=${id}]`)?.textContent ?? ''
      if (text !== last) noted.changes?.push({ text, atMs: Date.now() })
      last = text
    }, 5)
  }
  await page.addInitScript(script, testId)
  await page.evaluate(script, testId)
}

/** How much later each count came to the second screen, in milliseconds. Told, not judged: machines differ. */
async function delays(phone: Page, laptop: Page): Promise<string> {
  const read = (): Noted['changes'] => (globalThis as Noted).changes
  const [counted = [], shown = []] = [await phone.evaluate(read), await laptop.evaluate(read)]
  return shown
    .map(({ text, atMs }) => {
      const at = counted.findLast((each) => each.text === text && each.atMs <= atMs)
      return at === undefined ? null : `${text}: ${atMs - at.atMs}`
    })
    .filter((each) => each !== null)
    .join(', ')
}
