import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { text } from 'node:stream/consumers'
import { RECEIVER_PORT } from '../support/server'
import { expect, test } from '../support/test'
import { newMember, PASSWORD } from './account'

interface Told {
  readonly request: IncomingMessage
  readonly body: string
}

const told: Told[] = []
let receiver: Server
const place = `127.0.0.1:${RECEIVER_PORT}`

test.beforeAll(async () => {
  receiver = createServer((request, answer) => {
    void text(request).then((body) => {
      told.push({ request, body })
      answer.writeHead(204).end()
    })
  })
  await once(receiver.listen(RECEIVER_PORT, '127.0.0.1'), 'listening')
})

test.afterAll(() => void receiver.close())

/** As https://www.standardwebhooks.com has it. */
function signatureOf({ request, body }: Told, secret: string): string {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp } = request.headers
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const sum = createHmac('sha256', key).update(`${String(id)}.${String(timestamp)}.${body}`)
  return `v1,${sum.digest('base64')}`
}

test('a program of one’s own is told of workouts, until it is switched off', async ({
  openBrowser,
  baseURL,
}) => {
  const api = await newMember(baseURL!)
  const page = await openBrowser()
  await api.handOver(page)
  await page.goto('/profile/security')

  await page.getByRole('button', { name: 'Add a webhook' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Address of your program').fill('http://example.com/hook')
  await dialog.getByLabel('Your password').fill(PASSWORD)
  await dialog.getByRole('button', { name: 'Add it' }).click()
  await expect(dialog.getByRole('alert')).toContainText('The server may not send there')
  await dialog.getByLabel('Address of your program').fill(`http://${place}/hook`)
  await dialog.getByRole('button', { name: 'Add it' }).click()
  await expect(dialog).toContainText('whsec_')
  const secret = /whsec_[\w+/=]+/.exec(await dialog.innerText())?.[0] ?? ''
  await dialog.getByRole('button', { name: 'I have kept it' }).click()

  await page.getByRole('button', { name: `Send a test to ${place}` }).click()
  const row = page.getByRole('listitem').filter({ hasText: place })
  await expect(row).toContainText('Delivered')
  expect(told.map(({ body }) => (JSON.parse(body) as { type: string }).type)).toEqual([
    'webhook.test',
  ])

  const workout = await api.addWorkout({ note: 'nobody else’s' })
  await expect.poll(() => told.length, { timeout: 20_000 }).toBe(2)
  const { body, request } = told[1]!
  expect(request.headers['webhook-signature']).toBe(signatureOf(told[1]!, secret))
  expect(JSON.parse(body)).toMatchObject({ type: 'workout.saved', data: { id: workout.id } })
  expect(body).not.toMatch(/nobody else|weight|calories/)

  await page.getByRole('button', { name: `Switch off ${place}` }).click()
  await expect(row.getByText('Off', { exact: true })).toBeVisible()
  await api.addWorkout()
  await page.getByRole('button', { name: `Switch on ${place}` }).click()
  await dialog.getByLabel('Your password').fill(PASSWORD)
  await dialog.getByRole('button', { name: 'Switch on' }).click()
  await expect(row.getByText('Off', { exact: true })).toBeHidden()
  const last = await api.addWorkout()
  await expect.poll(() => told.length, { timeout: 20_000 }).toBe(3)
  expect(told[2]?.body).toContain(last.id)
})
