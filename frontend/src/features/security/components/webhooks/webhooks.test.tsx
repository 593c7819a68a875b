import { screen, waitFor } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { beforeEach, expect, it } from 'vitest'
import { WebhookList } from './webhook-list'
import { apiUrl, problem, server, signIn, serveWith } from '@/api/testing/server'
import type { MadeWebhook, Webhook } from '@/api/types'
import { renderScreen } from '@/shared/testing/render'

const SECRET = 'whsec_c2VjcmV0'
const WEBHOOK: Webhook = {
  id: '0190a000-0000-7000-8000-000000000004',
  url: 'https://hooks.example.com/in?key=1',
  events: ['workout.changed', 'workout.saved'],
  with_notes: true,
  enabled: true,
  created_at: '2026-03-01T08:00:00Z',
  last_try: { tried_at: '2026-03-01T09:00:00Z', result: 'answered', status: 500 },
  waiting: 1,
  lost: 2,
}
const PATH = `/users/me/webhooks/${WEBHOOK.id}`

const sent: unknown[] = []

serveWith(
  http.post(apiUrl('/users/me/webhooks'), async ({ request }) => {
    sent.push(await request.json())
    return HttpResponse.json<MadeWebhook>({ ...WEBHOOK, secret: SECRET }, { status: 201 })
  }),
  http.post(apiUrl(`${PATH}/test`), () =>
    HttpResponse.json<Webhook>({
      ...WEBHOOK,
      last_try: { tried_at: '2026-03-01T09:00:00Z', result: 'delivered', status: 200 },
    }),
  ),
  http.patch(apiUrl(PATH), async ({ request }) => {
    sent.push(await request.json())
    return HttpResponse.json<Webhook>(WEBHOOK)
  }),
  http.delete(apiUrl(PATH), () => {
    sent.push('deleted')
    return new HttpResponse(null, { status: 204 })
  }),
)

beforeEach(() => {
  sent.length = 0
  signIn()
})

function show(webhook: Partial<Webhook> = {}): ReturnType<typeof renderScreen> {
  const items = [{ ...WEBHOOK, ...webhook }]
  return renderScreen(<WebhookList webhooks={{ items, allowed_hosts: ['hooks.example.com'] }} />)
}

it('a webhook is added, and its secret shown once', async () => {
  const { user } = show()
  await user.click(screen.getByRole('button', { name: 'Add a webhook' }))
  expect(screen.getByText('Allowed hosts: hooks.example.com')).toBeVisible()
  await user.type(screen.getByLabelText('Address of your program'), 'hooks.example.com')
  await user.click(screen.getByRole('button', { name: 'Add it' }))
  expect(await screen.findByText('Enter an address with https:// in front.')).toBeVisible()
  await user.clear(screen.getByLabelText('Address of your program'))
  await user.type(screen.getByLabelText('Address of your program'), 'https://hooks.example.com/in')
  await user.click(screen.getByLabelText('Deleted'))
  await user.type(screen.getByLabelText('Your password'), 'pass')
  await user.click(screen.getByRole('button', { name: 'Add it' }))
  expect(await screen.findByText(SECRET)).toBeVisible()
  expect(sent).toEqual([
    {
      url: 'https://hooks.example.com/in',
      events: ['workout.saved', 'workout.changed'],
      with_notes: false,
      password: 'pass',
    },
  ])
})

it('an address that the server may not send to is refused at its field', async () => {
  server.use(
    http.post(apiUrl('/users/me/webhooks'), () => problem(403, 'webhook_host_not_allowed')),
  )
  const { user } = show()
  await user.click(screen.getByRole('button', { name: 'Add a webhook' }))
  await user.type(screen.getByLabelText('Address of your program'), 'https://elsewhere.example/')
  await user.type(screen.getByLabelText('Your password'), 'pass')
  await user.click(screen.getByRole('button', { name: 'Add it' }))
  expect(await screen.findByText(/^The server may not send there/)).toBeVisible()
})

it('a webhook shows the result of its last delivery, and of a test', async () => {
  const { user } = show()
  expect(screen.getByText('Saved · Changed · with notes')).toBeVisible()
  expect(screen.getByText(/: Not accepted, the answer was 500$/)).toBeVisible()
  expect(screen.getByText('1 event waits.')).toBeVisible()
  expect(screen.getByText('2 events were dropped after a day of attempts.')).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Send a test to hooks.example.com' }))
  expect(await screen.findByText('Delivered')).toBeVisible()
})

it('a webhook is switched off at once, and on with the password', async () => {
  const { user, unmount } = show()
  await user.click(screen.getByRole('button', { name: 'Switch off hooks.example.com' }))
  await waitFor(() => expect(sent).toEqual([{ enabled: false }]))
  unmount()
  const { user: again } = show({ enabled: false })
  expect(screen.getByText('Off')).toBeVisible()
  await again.click(screen.getByRole('button', { name: 'Switch on hooks.example.com' }))
  await again.type(screen.getByLabelText('Your password'), 'pass')
  await again.click(screen.getByRole('button', { name: 'Switch on' }))
  await waitFor(() => expect(sent.at(-1)).toEqual({ enabled: true, password: 'pass' }))
})

it('a webhook is deleted after asking', async () => {
  const { user } = show()
  await user.click(screen.getByRole('button', { name: 'Delete hooks.example.com' }))
  expect(screen.getByText(WEBHOOK.url)).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Delete' }))
  await waitFor(() => expect(sent).toEqual(['deleted']))
})
