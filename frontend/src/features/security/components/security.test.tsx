import { screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { describe, expect, it } from 'vitest'
import { EmailForm } from './email-form'
import { EmailState } from './email-state'
import { PasskeyList } from './passkeys/passkey-list'
import { PasswordForm } from './password-form'
import { SessionList } from './session-list'
import { SignOutEverywhere } from './sign-out-everywhere'
import { TwoStep } from './two-step/two-step'
import { deviceName } from '@/account/device-name'
import { session } from '@/api/session'
import { aUser, someCapabilities } from '@/api/testing/factories'
import { apiUrl, problem, server, signIn, serveWith } from '@/api/testing/server'
import type { NewTotp, Passkey, RecoveryCodes, SecondFactor, SignedInSession } from '@/api/types'
import { renderScreen } from '@/shared/testing/render'

serveWith(
  http.get(apiUrl('/auth/capabilities'), () =>
    HttpResponse.json(someCapabilities({ mail: true, public_url: 'https://buddy.example.com' })),
  ),
)

const CODES = ['aaaa-bbbb', 'cccc-dddd']

describe('two-step sign-in', () => {
  it('is set up with password, QR code and code, and shows its recovery codes once', async () => {
    signIn()
    let isOn = false
    server.use(
      http.get(apiUrl('/users/me/totp'), () =>
        HttpResponse.json<SecondFactor>({ is_on: isOn, recovery_codes_left: isOn ? 2 : 0 }),
      ),
      http.post(apiUrl('/users/me/totp'), () =>
        HttpResponse.json<NewTotp>({ secret: 'ABCDEFGH', uri: 'otpauth://totp/x' }),
      ),
      http.post(apiUrl('/users/me/totp/confirm'), () => {
        isOn = true
        return HttpResponse.json<RecoveryCodes>({ recovery_codes: CODES })
      }),
    )
    const { user } = renderScreen(<TwoStep />)
    await user.click(await screen.findByRole('button', { name: 'Set up two-step sign-in' }))
    await user.type(screen.getByLabelText('Your password'), 'a long password')
    await user.click(screen.getByRole('button', { name: 'Continue' }))
    expect(await screen.findByText('ABCD EFGH')).toBeVisible()
    await user.type(screen.getByLabelText('Code'), '123456')
    await user.click(screen.getByRole('button', { name: 'Turn on' }))
    expect(await screen.findByText('aaaa-bbbb')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'I have kept them' }))
    expect(await screen.findByText(/Recovery codes left: 2/)).toBeVisible()
    expect(screen.queryByText('aaaa-bbbb')).not.toBeInTheDocument()
  })

  it('stays on if the password is wrong', async () => {
    signIn()
    server.use(
      http.get(apiUrl('/users/me/totp'), () =>
        HttpResponse.json<SecondFactor>({ is_on: true, recovery_codes_left: 9 }),
      ),
      http.delete(apiUrl('/users/me/totp'), () => problem(403, 'wrong_password')),
    )
    const { user } = renderScreen(<TwoStep />)
    await user.click(await screen.findByRole('button', { name: 'Turn off' }))
    const dialog = within(screen.getByRole('dialog'))
    await user.type(dialog.getByLabelText('Your password'), 'guess')
    await user.click(dialog.getByRole('button', { name: 'Turn off' }))
    expect(await dialog.findByRole('alert')).toHaveTextContent('This password is not right.')
  })
})

describe('passkeys', () => {
  const passkey: Passkey = {
    id: '0190a000-0000-7000-8000-000000000002',
    name: 'Laptop',
    created_at: '2026-01-01T08:00:00Z',
    last_used_at: null,
  }

  it('are listed, and removed with the password; at this address none can be added', async () => {
    signIn()
    let items = [passkey]
    const bodies: unknown[] = []
    server.use(
      http.get(apiUrl('/users/me/passkeys'), () => HttpResponse.json({ items })),
      http.delete(apiUrl(`/users/me/passkeys/${passkey.id}`), async ({ request }) => {
        bodies.push(await request.json())
        items = []
        return new HttpResponse(null, { status: 204 })
      }),
    )
    const { user } = renderScreen(<PasskeyList />)
    expect(await screen.findByRole('link')).toHaveAttribute(
      'href',
      'https://buddy.example.com/profile/security',
    )
    await user.click(screen.getByRole('button', { name: 'Remove Laptop' }))
    await user.type(screen.getByLabelText('Your password'), 'a long password')
    await user.click(screen.getByRole('button', { name: 'Remove' }))
    expect(await screen.findByText('You have none yet.')).toBeVisible()
    expect(bodies).toEqual([{ password: 'a long password' }])
  })
})

describe('the email address', () => {
  it('changes once its link is opened, if the server sends mail', async () => {
    signIn()
    server.use(http.post(apiUrl('/users/me/email'), () => HttpResponse.json(aUser())))
    const { user } = renderScreen(<EmailForm />)
    await user.type(screen.getByLabelText('New email'), 'new@example.com')
    await user.type(screen.getByLabelText('Password, to confirm'), 'a long password')
    await user.click(screen.getByRole('button', { name: 'Change email' }))
    expect(await screen.findByText('Open the link that we sent to new@example.com.')).toBeVisible()
  })

  it.each([
    ['email_taken', 409, 'New email'],
    ['wrong_password', 403, 'Password, to confirm'],
  ])('shows %s at its field', async (code, status, label) => {
    signIn()
    server.use(http.post(apiUrl('/users/me/email'), () => problem(status, code)))
    const { user } = renderScreen(<EmailForm />)
    await user.type(screen.getByLabelText('New email'), 'new@example.com')
    await user.type(screen.getByLabelText('Password, to confirm'), 'a long password')
    await user.click(screen.getByRole('button', { name: 'Change email' }))
    await waitFor(() => expect(screen.getByLabelText(label)).toBeInvalid())
  })

  it('can get its link again until it is confirmed', async () => {
    signIn()
    server.use(
      http.post(apiUrl('/users/me/verify-email'), () => new HttpResponse(null, { status: 202 })),
    )
    const { user, unmount } = renderScreen(<EmailState user={aUser()} />)
    await user.click(await screen.findByRole('button', { name: 'Send the link again' }))
    expect(await screen.findByText('A link is on its way to maya@example.com.')).toBeVisible()
    unmount()
    renderScreen(<EmailState user={aUser({ email_verified: true })} />)
    expect(screen.getByText('· confirmed')).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Send the link again' })).not.toBeInTheDocument()
  })
})

it('signing out everywhere ends this session, too', async () => {
  signIn()
  server.use(http.post(apiUrl('/auth/logout-all'), () => new HttpResponse(null, { status: 204 })))
  const { user } = renderScreen(<SignOutEverywhere />)
  await user.click(screen.getByRole('button', { name: 'Sign out everywhere' }))
  await user.click(screen.getByRole('button', { name: 'Sign out' }))
  await waitFor(() => expect(session.getState().status).toBe('guest'))
})

describe('the password and the sessions', () => {
  it('says which password was wrong', async () => {
    signIn()
    server.use(http.post(apiUrl('/users/me/password'), () => problem(403, 'wrong_password')))
    const { user } = renderScreen(<PasswordForm />)

    await user.type(screen.getByLabelText('Current password'), 'wrong')
    await user.type(screen.getByLabelText('New password'), 'a better password')
    await user.click(screen.getByRole('button', { name: 'Change password' }))

    await waitFor(() => expect(screen.getByLabelText('Current password')).toBeInvalid())
    expect(screen.getByLabelText('New password')).toBeValid()
  })

  it('ends a session on another device', async () => {
    signIn()
    const moment = '2026-03-14T17:05:00Z'
    const times = {
      signed_in_at: moment,
      last_used_at: moment,
      expires_at: moment,
      view_only: false,
    }
    let sessions: SignedInSession[] = [
      { id: 'here', user_agent: 'Firefox/140 Linux', current: true, ...times },
      { id: 'there', user_agent: 'iPhone Safari/600', current: false, ...times },
      { id: 'tv', user_agent: 'Chrome/140 Linux', current: false, ...times, view_only: true },
    ]
    server.use(
      http.get(apiUrl('/users/me/sessions'), () => HttpResponse.json({ items: sessions })),
      http.delete<{ id: string }>(apiUrl('/users/me/sessions/:id'), ({ params }) => {
        sessions = sessions.filter(({ id }) => id !== params.id)
        return new HttpResponse(null, { status: 204 })
      }),
    )
    const { user } = renderScreen(<SessionList />)

    expect(await screen.findByText('Firefox on Linux')).toBeVisible()
    expect(screen.getByText('Screen: Chrome on Linux')).toBeVisible()
    expect(screen.getByText(/^Shows your live numbers, nothing else/)).toBeVisible()
    expect(screen.getAllByRole('button')).toHaveLength(2)
    await user.click(screen.getByRole('button', { name: /^Sign out Safari on iPhone/ }))

    await waitFor(() => expect(screen.queryByText('Safari on iPhone')).not.toBeInTheDocument())
  })
})

describe('deviceName', () => {
  it.each([
    ['Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0', 'Edge on Windows'],
    ['Mozilla/5.0 (Linux; Android 16) Chrome/140.0 Mobile Safari/537.36', 'Chrome on Android'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 15) Version/19 Safari/605', 'Safari on Mac'],
    ['curl/8', 'Unknown device'],
  ])('%s', (userAgent, name) => {
    expect(deviceName(userAgent)).toBe(name)
  })
})
