import type { Page } from '@playwright/test'
import { ApiClient, newAccount } from '../app/account'
import { expect, test } from '../support/test'
import { toastOn } from '../support/toast'

const rows = (page: Page) => page.getByRole('main').getByRole('listitem')

async function editCount(page: Page, from: string, to: string): Promise<void> {
  await page.getByRole('button', { name: `Edit Push-ups, ${from} reps` }).click()
  await page.getByLabel('Number of reps').fill(to)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
}

async function remove(page: Page, reps: string): Promise<void> {
  await page.getByRole('button', { name: `Delete Push-ups, ${reps} reps` }).click()
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
}

test('of two devices’ edits the later one holds, and deleting without a network can be undone', async ({
  openBrowser,
  baseURL,
}) => {
  const account = newAccount()
  const api = new ApiClient(baseURL!)
  await api.register(account)
  for (const reps of [10, 11, 12]) await api.addWorkout({ reps_count: reps })
  const phone = await openBrowser()
  await api.handOver(phone)
  await phone.goto('/history')
  await expect(rows(phone)).toHaveCount(3)
  await phone.waitForLoadState('networkidle')

  await test.step('the phone edits one, deletes two, and takes one of them back', async () => {
    await phone.context().setOffline(true)
    await editCount(phone, '10', '15')
    await remove(phone, '11')
    await expect(toastOn(phone, 'Set deleted. It will sync later.')).toBeVisible()
    await phone.getByRole('button', { name: 'Undo' }).click()
    await remove(phone, '12')
    await expect(rows(phone)).toHaveCount(2)
    await expect(rows(phone).first()).toContainText('11')
    await expect(rows(phone).last()).toContainText('15')
    await expect(phone.getByTestId('waiting-workouts')).toContainText(/changes? made here/)
    expect(await api.repsStored()).toBe(33)
  })

  await test.step('the laptop edits the same one later', async () => {
    const context = await phone
      .context()
      .browser()!
      .newContext({
        baseURL: baseURL!,
        locale: await phone.evaluate(() => navigator.language),
      })
    const laptop = await context.newPage()
    await api.login(account)
    await api.handOver(laptop)
    await laptop.goto('/history')
    await editCount(laptop, '10', '30')
    await expect(laptop.getByRole('button', { name: 'Edit Push-ups, 30 reps' })).toBeVisible()
    await context.close()
  })

  await test.step('back online the phone says whose edit was kept', async () => {
    await phone.context().setOffline(false)
    const waiting = phone.getByTestId('waiting-workouts')
    await expect(waiting).toContainText('changed on another device after you changed it here')
    await waiting.getByRole('button', { name: 'OK', exact: true }).click()
    await expect(waiting).toBeHidden()
    await expect(rows(phone)).toHaveCount(2)
    await expect(rows(phone).last()).toContainText('30')
    expect((await api.statistics()).totals.workouts).toBe(2)
    expect(await api.repsStored()).toBe(41)
  })

  await test.step('a deletion is undone on another page, by keyboard', async () => {
    const old = phone.getByRole('button', { name: 'Dismiss' })
    while ((await old.count()) > 0) await old.first().click()
    await remove(phone, '11')
    await expect(phone.getByRole('button', { name: 'Undo' })).toBeVisible()
    await phone.getByRole('link', { name: 'Home' }).first().click()
    await expect(phone.getByRole('heading', { level: 1, name: /Hello/ })).toBeFocused()
    expect((await api.statistics()).totals.workouts).toBe(1)
    await phone.keyboard.press('F8')
    // The list of toasts, the toast, its button.
    for (let presses = 0; presses < 2; presses += 1) await phone.keyboard.press('Tab')
    await expect(phone.getByRole('button', { name: 'Undo' })).toBeFocused()
    await phone.keyboard.press('Enter')
    await expect(toastOn(phone, 'The set is back.')).toBeVisible()
    expect((await api.statistics()).totals.workouts).toBe(2)
    expect(await api.repsStored()).toBe(41)
  })
})
