import { newMember } from '../app/account'
import { expect, test } from '../support/test'
import { toastOn } from '../support/toast'

// Browsers of these tests have no service worker, as at a first visit or in a home network without https.

test('who loses the network as soon as the history is there can undo, add and move', async ({
  openBrowser,
  baseURL,
}) => {
  const api = await newMember(baseURL!, [10, 11])
  const page = await openBrowser()
  await api.handOver(page)
  await page.goto('/history')
  const rows = page.getByRole('main').getByRole('listitem')
  await expect(rows).toHaveCount(2)
  await page.waitForLoadState('networkidle')
  await page.context().setOffline(true)

  await page.getByRole('button', { name: 'Delete Push-ups, 11 reps' }).click()
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(toastOn(page, 'Set deleted. It will sync later.')).toBeVisible()
  await expect(rows).toHaveCount(1)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(rows).toHaveCount(2)

  await page.getByRole('button', { name: 'Select several' }).click()
  await page.getByRole('checkbox').first().click()
  await page.getByRole('button', { name: 'Move' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Done' }).click()

  await page.getByRole('button', { name: 'Add a set' }).click()
  await page.getByLabel('Number of reps').fill('12')
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await page.getByRole('link', { name: 'Home' }).first().click()
  await expect(page.getByTestId('waiting-workouts')).toBeVisible()

  await page.context().setOffline(false)
  await expect.poll(() => api.repsStored()).toBe(33)
  await expect(page.getByTestId('waiting-workouts')).toBeHidden()
})

test('what could not be loaded without a network is loaded when there is one, without a reload', async ({
  openBrowser,
  baseURL,
}) => {
  const api = await newMember(baseURL!)
  const page = await openBrowser()
  await api.handOver(page)
  await page.goto('/')
  await expect(page.getByRole('heading', { name: /Hello/ })).toBeVisible()
  await page.context().setOffline(true)
  await page.getByRole('link', { name: 'Goals' }).first().click()
  await expect(page.getByText('The page could not be loaded')).toBeVisible()

  await page.getByRole('link', { name: 'Back to Home' }).click()

  await page.context().setOffline(false)
  await page.getByRole('link', { name: 'Goals' }).first().click()
  await expect(page.getByRole('heading', { level: 1, name: 'Goals' })).toBeVisible()
})
