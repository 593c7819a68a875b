import type { Page } from '@playwright/test'
import { expect, test } from '../support/test'
import { type Account, ApiClient, newAccount, PASSWORD } from './account'

/** Somebody with an account and a browser. */
interface Person extends Account {
  readonly page: Page
  readonly api: ApiClient
}

function card(page: Page, title: string) {
  return page.getByRole('region', { name: title })
}

async function reloaded(page: Page): Promise<void> {
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'Together' })).toBeVisible()
}

test('two people follow, see and challenge one another, until one blocks the other', async ({
  openBrowser,
  baseURL,
}) => {
  const enter = async (): Promise<Person> => {
    const account = newAccount()
    const api = new ApiClient(baseURL ?? '')
    await api.register(account)
    const page = await openBrowser({ context: { permissions: ['clipboard-write'] } })
    return { ...account, page, api }
  }
  const ada = await enter()
  const bob = await enter()
  const addresses: string[] = []
  bob.page.on('request', (request) => addresses.push(request.url()))
  for (const { page, api } of [ada, bob]) {
    await api.handOver(page)
    await page.goto('/profile')
    await page.getByRole('main').getByRole('link', { name: 'Together' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Together' })).toBeVisible()
  }

  await test.step('Bob asks; nobody of that name is answered alike', async () => {
    for (const name of ['nobody-of-that-name', ada.username]) {
      await bob.page.getByLabel('Username').fill(name)
      await bob.page.getByRole('button', { name: 'Ask to follow' }).click()
      await expect(
        bob.page.getByRole('button', { name: `Withdraw your request to ${name}` }),
      ).toBeVisible()
    }
    await expect(card(bob.page, 'You follow').getByText('Not answered yet')).toHaveCount(2)
  })

  await test.step('Ada is told what he would see, chooses, and allows it', async () => {
    await reloaded(ada.page)
    const requests = card(ada.page, 'They ask to follow you')
    await expect(requests).toContainText('Followers see your name only.')
    await ada.page.getByLabel('Days, exercises and counts').click()
    await expect(ada.page.getByLabel('Days, exercises and counts')).toBeChecked()
    await expect(requests).toContainText('how many reps or seconds')
    await requests.getByRole('button', { name: `Allow ${bob.username}` }).click()
    await expect(requests).toBeHidden()
    await expect(card(ada.page, 'They follow you')).toContainText(bob.username)
  })

  await test.step('a set that she enters by hand is in his week', async () => {
    await ada.page.goto('/history')
    await ada.page.getByRole('button', { name: 'Add a set' }).first().click()
    const dialog = ada.page.getByRole('dialog')
    await dialog.getByLabel('Number of reps').fill('37')
    await dialog.getByLabel('Seconds it took').fill('60')
    await dialog.getByLabel('Note').fill('for nobody else')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(ada.page.getByRole('main')).toContainText('for nobody else')
    await expect(async () => {
      await reloaded(bob.page)
      const row = bob.page.getByRole('table', { name: 'Push-ups' }).getByRole('row')
      await expect(row.filter({ hasText: ada.username })).toContainText('37 reps', {
        timeout: 2000,
      })
    }).toPass()
    const days = card(bob.page, 'The last two weeks')
    await expect(days).toContainText('Push-ups')
    await expect(days).toContainText('37 reps')
    await expect(bob.page.getByRole('main')).not.toContainText('for nobody else')
  })

  const name = 'First to 100: push-ups'
  await test.step('Ada challenges whoever has the link', async () => {
    await ada.page.goto('/together')
    await ada.page.getByLabel('Who wins').selectOption('First to a number')
    await ada.page.getByLabel('How many').fill('100')
    await ada.page.getByRole('button', { name: 'Create' }).click()
    const link = await ada.page.getByTestId('challenge-link').textContent()
    await ada.page.getByRole('button', { name: 'Done' }).click()

    const guest = await openBrowser()
    await guest.goto(link ?? '')
    await expect(guest.getByRole('main')).toContainText('You were sent a challenge')
    await expect(guest).not.toHaveURL(/challenge/)
    await guest.close()

    // A tab whose session has ended comes back to it.
    await bob.page.context().clearCookies()
    await bob.page.goto('about:blank')
    await bob.page.goto(link ?? '')
    await expect(bob.page.getByRole('main')).toContainText('Your session has ended')
    await expect(bob.page).not.toHaveURL(/challenge/)
    await bob.page.getByLabel('Email or username').fill(bob.username)
    await bob.page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await bob.page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click()
    const invitation = card(bob.page, 'You were sent a challenge')
    await expect(invitation).toContainText(name)
    await expect(invitation).toContainText('will see your username')
    await invitation.getByRole('button', { name: 'Join' }).click()
    await expect(bob.page.getByRole('article', { name })).toContainText(bob.username)
    const token = (link ?? '').split('=')[1] ?? 'no link'
    expect(addresses.filter((address) => address.includes(token))).toEqual([])
  })

  await test.step('what the camera counted counts, with its form; what was entered by hand does not', async () => {
    const started_at = new Date().toISOString()
    const details = { repetitions: { verdict: [['valid', 9] as const, ['shallow', 3] as const] } }
    await bob.api.addWorkout({ started_at, reps_count: 12, details: details as never })
    await bob.api.addWorkout({ started_at, reps_count: 88, source: 'manual' })
    await reloaded(ada.page)
    const standing = ada.page.getByRole('article', { name }).getByRole('listitem')
    await expect(standing.filter({ hasText: bob.username })).toContainText('12 reps')
    await expect(standing.filter({ hasText: bob.username })).toContainText('75% in good form')
    await expect(standing.filter({ hasText: bob.username })).toContainText(
      '+88 by hand, not counted',
    )
  })

  await test.step('Ada blocks Bob, and each is gone from the other’s page', async () => {
    await ada.page.getByRole('button', { name: `Block ${bob.username}` }).click()
    await ada.page.getByRole('dialog').getByRole('button', { name: 'Block' }).click()
    await expect(card(ada.page, 'Blocked')).toContainText(bob.username)
    await expect(ada.page.getByRole('article', { name })).not.toContainText(bob.username)
    await reloaded(bob.page)
    await expect(card(bob.page, 'You follow')).toContainText('nobody-of-that-name')
    await expect(bob.page.getByRole('main')).not.toContainText(ada.username)
  })
})
