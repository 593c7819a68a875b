import { expectAccessible } from '../support/accessible'
import { expect, test } from '../support/test'
import { newMember } from './account'

const TAKEN_UP_MS = 15_000

test('a screen is let in by its code, watches, and is put out under Security', async ({
  openBrowser,
  baseURL,
}) => {
  const device = await newMember(baseURL ?? '')

  const television = await openBrowser({ context: { viewport: { width: 1280, height: 720 } } })
  await television.goto('/watch')
  const code = (await television.getByTestId('pairing-code').textContent()) ?? ''
  expect(code).toMatch(/^[\dB-Z]{4}-[\dB-Z]{4}$/)
  await expectAccessible(television)

  const phone = await openBrowser({ context: { viewport: { width: 390, height: 844 } } })
  await device.handOver(phone)
  // As if it had been scanned: that alone lets nobody in.
  await phone.goto(`/connect#code=${code}`)
  await expect(phone.getByText('Is this code on the screen in front of you?')).toBeVisible()
  await expect(phone.getByText(code)).toBeVisible()
  await expect(television.getByTestId('pairing-code')).toHaveText(code)
  await phone.getByRole('button', { name: 'Yes, allow' }).click()
  await expect(phone.getByText('Connected.')).toBeVisible()

  await expect(television.getByText('Start a set')).toBeVisible({ timeout: TAKEN_UP_MS })
  // A device shows its state again and again: the screen may not listen yet when the first one comes.
  await expect(async () => {
    await device.show({ exercise_type: 'push-up', phase: 'counting', count: 12 })
    await expect(television.getByTestId('watched-count')).toHaveText('12', { timeout: 1_000 })
  }).toPass({ timeout: TAKEN_UP_MS })
  expect(television.url()).toBe(`${baseURL ?? ''}/watch`)

  await phone.goto('/profile/security')
  const session = phone.getByRole('listitem').filter({ hasText: 'Screen:' })
  await session.getByRole('button', { name: 'Sign out' }).click()
  await expect(television.getByText('This screen was disconnected.')).toBeVisible({
    timeout: TAKEN_UP_MS,
  })
  await expect(television.getByTestId('pairing-code')).not.toHaveText(code)
  await phone.goto(`/connect#code=${code}`)
  await expect(phone.getByRole('alert')).toContainText('has been used')
})
