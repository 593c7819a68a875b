import type { CDPSession, Page } from '@playwright/test'
import { expect, test } from '../support/test'
import { toastOn } from '../support/toast'
import { ApiClient, newAccount, PASSWORD, signIn } from './account'
import { codeOf } from './authenticator-app'

/** The same server by the name at which browsers have passkeys. */
function onLocalhost(url = ''): string {
  return url.replace('127.0.0.1', 'localhost')
}

/** A security key of Chromium's own, which always makes sure of its user. */
async function addAuthenticator(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
    },
  })
  return session
}

async function signOut(page: Page): Promise<void> {
  await page.goto('/profile')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByText('No account yet')).toBeVisible()
}

test('a passkey signs in without name and password, until it is removed', async ({
  openBrowser,
  baseURL,
}) => {
  const account = newAccount()
  await new ApiClient(baseURL ?? '').register(account)
  const page = await openBrowser({ baseURL: onLocalhost(baseURL) })
  await addAuthenticator(page)
  await signIn(page, account)

  await page.goto('/profile/security')
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByLabel('Your password').fill('wrong password')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByLabel('Your password')).toHaveAttribute('aria-invalid', 'true')
  await page.getByLabel('Your password').fill(PASSWORD)
  await page.getByLabel('Name').fill('My laptop')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'My laptop' })).toContainText(
    'Not used yet',
  )

  await signOut(page)
  await page.goto('/login')
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await expect(page.getByRole('heading', { name: `Hello, ${account.username}` })).toBeVisible()

  await page.goto('/profile/security')
  await page.getByRole('button', { name: 'Remove My laptop' }).click()
  await page.getByLabel('Your password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(page.getByText('You have none yet.')).toBeVisible()

  await signOut(page)
  await page.goto('/login')
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await expect(
    toastOn(page, 'This passkey was not accepted. Try again, or sign in with your password.'),
  ).toBeVisible()
})

test('at an address without passkeys the page says where there are', async ({
  openBrowser,
  baseURL,
}) => {
  const account = newAccount()
  await new ApiClient(baseURL ?? '').register(account)
  const page = await openBrowser()
  await page.goto('/login')
  await expect(page.getByLabel('Email or username')).toBeVisible()
  await signIn(page, account)
  await page.goto('/profile/security')
  await expect(page.getByRole('link', { name: onLocalhost(baseURL) })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Add a passkey' })).toBeHidden()
})

test('two-step sign-in asks for a code of the app, or a recovery code', async ({
  openBrowser,
  baseURL,
}) => {
  const account = newAccount()
  await new ApiClient(baseURL ?? '').register(account)
  const page = await openBrowser()
  await signIn(page, account)
  await page.goto('/profile/security')
  await page.getByRole('button', { name: 'Set up two-step sign-in' }).click()
  await page.getByLabel('Your password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('img', { name: /QR code/ })).toBeVisible()
  const secret = await page.getByLabel('Key', { exact: true }).innerText()
  await page.getByLabel('Code', { exact: true }).fill('000000')
  await page.getByRole('button', { name: 'Turn on' }).click()
  await expect(page.getByLabel('Code', { exact: true })).toHaveAttribute('aria-invalid', 'true')
  await page.getByLabel('Code', { exact: true }).fill(codeOf(secret))
  await page.getByRole('button', { name: 'Turn on' }).click()
  const shown = page.getByRole('dialog').getByRole('listitem')
  await expect(shown).toHaveCount(10)
  const codes = await shown.allInnerTexts()
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await expect(page.getByText(/Recovery codes left: 10/)).toBeVisible()

  await signOut(page)
  await page.goto('/login')
  await page.getByLabel('Email or username').fill(account.username)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  const submit = page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true })
  await submit.click()
  await expect(page.getByLabel('Code')).toBeFocused()
  await page.getByLabel('Code').fill('000000')
  await submit.click()
  await expect(page.getByText(/This code is wrong/)).toBeVisible()
  await page.getByLabel('Code').fill(codes[0] ?? '')
  await submit.click()
  await expect(page.getByRole('heading', { name: `Hello, ${account.username}` })).toBeVisible()

  await page.goto('/profile/security')
  await expect(page.getByText(/Recovery codes left: 9/)).toBeVisible()
  await page.getByRole('button', { name: 'Turn off' }).click()
  await page.getByLabel('Your password').fill(PASSWORD)
  await page.getByRole('dialog').getByRole('button', { name: 'Turn off' }).click()
  await expect(page.getByRole('button', { name: 'Set up two-step sign-in' })).toBeVisible()
})

test('a weak password is refused at the field, with advice', async ({ openBrowser }) => {
  const { username, email } = newAccount()
  const page = await openBrowser()
  await page.goto('/register')
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Username').fill(username)
  await page.getByLabel('Password', { exact: true }).fill('password1')
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByLabel('Password', { exact: true })).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByRole('alert')).toContainText('Add another word')
})

test('the address changes by the password, and everyone can be signed out', async ({
  openBrowser,
  baseURL,
}) => {
  const account = newAccount()
  await new ApiClient(baseURL ?? '').register(account)
  const page = await openBrowser()
  await signIn(page, account)
  await page.goto('/profile/security')
  await page.getByLabel('New email').fill(`new-${account.email}`)
  await page.getByLabel('Password, to confirm').fill(PASSWORD)
  await page.getByRole('button', { name: 'Change email' }).click()
  await expect(toastOn(page, 'Email changed.')).toBeVisible()
  await expect(page.getByText(`new-${account.email}`)).toBeVisible()

  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByText('You are not signed in')).toBeVisible()
})
