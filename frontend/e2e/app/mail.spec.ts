import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppServer, ownPort } from '../support/server'
import { expect, test } from '../support/test'
import { toastOn } from '../support/toast'
import { ApiClient, newAccount, PASSWORD } from './account'
import { Mailbox } from './mailbox'

const NEW_PASSWORD = 'another horse battery'

// A server of these tests' own that sends mail, and where the mail arrives.
let dataDir: string
let app: AppServer
let mailbox: Mailbox

test.beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'exercise-buddy-mail-'))
  mailbox = await Mailbox.open()
  app = new AppServer({ port: ownPort(), dataDir })
  await app.start({
    SMTP_URL: `smtp://127.0.0.1:${mailbox.port}`,
    MAIL_FROM: 'Exercise Buddy <buddy@example.com>',
    PUBLIC_URL: app.url,
  })
})

test.afterAll(async () => {
  await app.kill('SIGTERM')
  await mailbox.close()
  rmSync(dataDir, { recursive: true, force: true })
})

test('links in mails confirm an address, which may get the weekly mail, and set a forgotten password', async ({
  openBrowser,
}) => {
  const account = newAccount()
  const api = new ApiClient(app.url)
  await api.register(account)
  const page = await openBrowser({ baseURL: app.url })

  await api.handOver(page)
  await page.goto('/profile/security')
  await expect(page.getByRole('button', { name: 'Send the link again' })).toBeVisible()
  await page.goto(await mailbox.link(account.email, 'verify-email'))
  await expect(page).toHaveURL(`${app.url}/verify-email`)
  await page.getByRole('button', { name: 'Confirm my email' }).click()
  await expect(page.getByText('Your email address is confirmed.')).toBeVisible()
  await page.goto('/profile/security')
  await expect(page.locator('p', { hasText: account.email })).toContainText('confirmed')

  await page.goto('/profile')
  await page.getByRole('switch', { name: 'Weekly email' }).click()
  const kept = page.waitForResponse(
    (answer) =>
      answer.request().method() === 'PATCH' && answer.request().postData()?.includes('fr') === true,
  )
  await page.getByLabel('Language of the email').selectOption('fr')
  await kept
  await page.reload()
  await expect(page.getByLabel('Language of the email')).toHaveValue('fr')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('main')).toContainText('No account yet')
  await page.goto('/login')
  await page.getByRole('link', { name: 'Forgot your password?' }).click()
  // The page before it has a field of that name, too, and stays until this one has come.
  await page.waitForURL('**/forgot-password')
  await page.getByLabel('Email').fill(account.email)
  await page.getByRole('button', { name: 'Send me a link' }).click()
  await expect(page.getByText('Check your inbox')).toBeVisible()
  const link = await mailbox.link(account.email, 'reset-password')
  await page.goto(link)
  await page.getByLabel('New password').fill('password1')
  await page.getByRole('button', { name: 'Set password' }).click()
  await expect(page.getByLabel('New password')).toHaveAttribute('aria-invalid', 'true')
  await page.getByLabel('New password').fill(NEW_PASSWORD)
  await page.getByRole('button', { name: 'Set password' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await page.getByLabel('Email or username').fill(account.username)
  await page.getByLabel('Password', { exact: true }).fill(NEW_PASSWORD)
  await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('heading', { name: `Hello, ${account.username}` })).toBeVisible()

  await page.goto(link)
  await page.getByLabel('New password').fill('a third horse battery')
  await page.getByRole('button', { name: 'Set password' }).click()
  await expect(page.getByText(/This link has expired or has been used/)).toBeVisible()
  await page.getByRole('link', { name: 'Get a new link' }).click()
  await expect(page.getByRole('heading', { name: 'Forgot your password?' })).toBeVisible()
})

test('whose address a thief has changed takes the account back by a mail to the old one', async ({
  openBrowser,
}) => {
  const account = newAccount()
  const api = new ApiClient(app.url)
  await api.register(account)
  const page = await openBrowser({ baseURL: app.url })
  await page.goto(await mailbox.link(account.email, 'verify-email'))
  await page.getByRole('button', { name: 'Confirm my email' }).click()
  await expect(page.getByText('Your email address is confirmed.')).toBeVisible()

  const thief = await openBrowser({ baseURL: app.url })
  await api.handOver(thief)
  await thief.goto('/profile/security')
  await thief.getByLabel('New email').fill('thief@example.com')
  await thief.getByLabel('Password, to confirm').fill(PASSWORD)
  await thief.getByRole('button', { name: 'Change email' }).click()
  await thief.goto(await mailbox.link('thief@example.com', 'verify-email'))
  await thief.getByRole('button', { name: 'Confirm my email' }).click()
  await expect(thief.getByText('Your email address is confirmed.')).toBeVisible()

  await page.goto(await mailbox.link(account.email, 'undo-email-change'))
  await page.getByLabel('New password').fill(NEW_PASSWORD)
  await page.getByRole('button', { name: 'Take it back' }).click()
  const done = 'Your account is yours again. Sign in with the new password.'
  await expect(toastOn(page, done)).toBeVisible()
  await page.getByLabel('Email or username').fill(account.email)
  await page.getByLabel('Password', { exact: true }).fill(NEW_PASSWORD)
  await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('heading', { name: `Hello, ${account.username}` })).toBeVisible()

  await thief.goto('/history')
  await expect(thief.getByRole('main')).toContainText('Sign in')
})
