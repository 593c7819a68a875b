import { screen, waitFor } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { beforeEach, expect, it } from 'vitest'
import { ApiTokenList } from './api-token-list'
import { apiUrl, problem, server, signIn, serveWith } from '@/api/testing/server'
import type { ApiToken, MadeApiToken } from '@/api/types'
import { renderScreen } from '@/shared/testing/render'

const TEXT = `exbuddy_${'a'.repeat(64)}`
const TOKEN: ApiToken = {
  id: '0190a000-0000-7000-8000-000000000003',
  name: 'Mine',
  scopes: ['statistics:read'],
  created_at: '2026-03-01T08:00:00Z',
  expires_at: '2026-05-30T08:00:00Z',
  last_used_at: null,
}

let tokens: ApiToken[] = []
const made: unknown[] = []

serveWith(
  http.get(apiUrl('/users/me/api-tokens'), () => HttpResponse.json({ items: tokens })),
  http.post(apiUrl('/users/me/api-tokens'), async ({ request }) => {
    made.push(await request.json())
    tokens = [TOKEN]
    return HttpResponse.json<MadeApiToken>({ ...TOKEN, token: TEXT }, { status: 201 })
  }),
  http.delete(apiUrl(`/users/me/api-tokens/${TOKEN.id}`), () => {
    tokens = []
    return new HttpResponse(null, { status: 204 })
  }),
)

beforeEach(() => {
  tokens = []
  made.length = 0
})

it('creates a token for the selected scopes, and shows it once', async () => {
  signIn()
  const { user } = renderScreen(<ApiTokenList />)
  await user.click(await screen.findByRole('button', { name: 'Create an API token' }))
  await user.type(screen.getByLabelText('Name'), 'Mine')
  for (const scope of ['Sets', 'Goals']) await user.click(screen.getByLabelText(scope))
  await user.selectOptions(screen.getByLabelText('Good for'), '365 days')
  await user.type(screen.getByLabelText('Your password'), 'pass')
  await user.click(screen.getByText('Create'))
  expect(await screen.findByText(TEXT)).toBeVisible()
  expect(made).toEqual([
    { name: 'Mine', scopes: ['statistics:read'], expires_in_days: 365, password: 'pass' },
  ])
  await user.click(screen.getByText('I have kept it'))
  expect(screen.queryByText(TEXT)).not.toBeInTheDocument()
  expect(await screen.findByText(/^Statistics · Good until .* · Not used yet$/)).toBeVisible()
})

it('revokes a token', async () => {
  signIn()
  tokens = [TOKEN]
  const { user } = renderScreen(<ApiTokenList />)
  await user.click(await screen.findByRole('button', { name: 'Revoke Mine' }))
  await user.click(screen.getAllByText('Revoke').at(-1) ?? document.body)
  await waitFor(() => expect(screen.queryByText('Mine')).not.toBeInTheDocument())
})

it('does not create a token that may read nothing', async () => {
  signIn()
  const { user } = renderScreen(<ApiTokenList />)
  await user.click(await screen.findByRole('button', { name: 'Create an API token' }))
  for (const scope of ['Sets', 'Statistics', 'Goals'])
    await user.click(screen.getByLabelText(scope))
  await user.click(screen.getByText('Create'))
  expect(await screen.findByText('Choose what it may read.')).toBeVisible()
  expect(made).toEqual([])
})

it('says at the field that the password is wrong', async () => {
  signIn()
  server.use(http.post(apiUrl('/users/me/api-tokens'), () => problem(403, 'wrong_password')))
  const { user } = renderScreen(<ApiTokenList />)
  await user.click(await screen.findByRole('button', { name: 'Create an API token' }))
  await user.type(screen.getByLabelText('Name'), 'Mine')
  await user.type(screen.getByLabelText('Your password'), 'guess')
  await user.click(screen.getByRole('button', { name: 'Create' }))
  expect(await screen.findByText('This password is not right.')).toBeVisible()
})
