import { screen, waitFor } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { describe, expect, it, vi } from 'vitest'
import { LoginForm } from './login-form'
import { RegisterForm } from './register-form'
import { session } from '@/api/session'
import { aUser, anAccessToken, someCapabilities } from '@/api/testing/factories'
import { apiUrl, problem, server, serveWith } from '@/api/testing/server'
import { deviceTimeZone } from '@/shared/lib/time-zones'
import { renderScreen } from '@/shared/testing/render'

serveWith(http.get(apiUrl('/auth/capabilities'), () => HttpResponse.json(someCapabilities())))

describe('signing in', () => {
  it('asks for missing fields before it sends anything', async () => {
    const { user } = renderScreen(<LoginForm />)

    await user.click(screen.getByRole('button', { name: 'Sign in' }))

    expect(screen.getByLabelText('Email or username')).toHaveAccessibleDescription(
      'Enter your email or username.',
    )
    expect(screen.getByLabelText('Password')).toBeInvalid()
  })

  it('begins a session', async () => {
    const bodies: unknown[] = []
    server.use(
      http.post(apiUrl('/auth/login'), async ({ request }) => {
        bodies.push(await request.json())
        return HttpResponse.json(anAccessToken())
      }),
    )
    const { user } = renderScreen(<LoginForm />)

    await user.type(screen.getByLabelText('Email or username'), ' maya ')
    await user.type(screen.getByLabelText('Password'), ' with spaces ')
    await user.click(screen.getByRole('button', { name: 'Sign in' }))

    await waitFor(() => expect(session.getState().status).toBe('signed-in'))
    expect(bodies).toEqual([{ identifier: 'maya', password: ' with spaces ' }])
  })

  it.each([
    [401, 'invalid_credentials', /not right/],
    [429, 'too_many_requests', /Too many attempts/],
    [503, 'database_unavailable', /server has a problem/],
  ])('explains a refusal with %s in plain words', async (status, code, words) => {
    server.use(http.post(apiUrl('/auth/login'), () => problem(status, code)))
    const { user } = renderScreen(<LoginForm />)

    await user.type(screen.getByLabelText('Email or username'), 'maya')
    await user.type(screen.getByLabelText('Password'), 'guess')
    await user.click(screen.getByRole('button', { name: 'Sign in' }))

    expect(await screen.findByRole('alert')).toHaveTextContent(words)
  })

  it('says that an email has to be confirmed first if the server sends mail, whether or not the account exists', async () => {
    server.use(
      http.post(apiUrl('/auth/login'), () => problem(401, 'invalid_credentials')),
      http.get(apiUrl('/auth/capabilities'), () =>
        HttpResponse.json(someCapabilities({ mail: true })),
      ),
    )
    const { user } = renderScreen(<LoginForm />)

    await user.type(screen.getByLabelText('Email or username'), 'maya@example.com')
    await user.type(screen.getByLabelText('Password'), 'guess')
    await user.click(screen.getByRole('button', { name: 'Sign in' }))

    expect(await screen.findByText(/sign in with your username/)).toBeVisible()
  })

  it('shows the password on request only', async () => {
    const { user } = renderScreen(<LoginForm />)
    const password = screen.getByLabelText('Password')
    expect(password).toHaveAttribute('type', 'password')

    await user.click(screen.getByRole('button', { name: 'Show password' }))

    expect(password).toHaveAttribute('type', 'text')
    expect(screen.getByRole('button', { name: 'Show password' })).toBePressed()
  })
})

async function fillIn(
  user: ReturnType<typeof renderScreen>['user'],
  { email = 'maya@example.com', username = 'maya', password = 'a long password' } = {},
): Promise<void> {
  await user.type(screen.getByLabelText('Email'), email)
  await user.type(screen.getByLabelText('Username'), username)
  await user.type(screen.getByLabelText('Password'), password)
  await user.click(screen.getByRole('button', { name: 'Create account' }))
}

describe('registering', () => {
  it('creates the account with the device’s time zone, and signs in', async () => {
    const bodies: unknown[] = []
    server.use(
      http.post(apiUrl('/auth/register'), async ({ request }) => {
        bodies.push(await request.json())
        return HttpResponse.json(aUser(), { status: 201 })
      }),
      http.post(apiUrl('/auth/login'), async ({ request }) => {
        bodies.push(await request.json())
        return HttpResponse.json(anAccessToken())
      }),
    )
    const onDone = vi.fn()
    const { user } = renderScreen(<RegisterForm onDone={onDone} />)

    await fillIn(user)

    await waitFor(() => expect(onDone).toHaveBeenCalledOnce())
    expect(bodies).toEqual([
      {
        email: 'maya@example.com',
        username: 'maya',
        password: 'a long password',
        time_zone: deviceTimeZone(),
      },
      { identifier: 'maya', password: 'a long password' },
    ])
  })

  it('asks for the code in the terminal if the server requires it, and shows a wrong one at its field', async () => {
    const bodies: object[] = []
    server.use(
      http.get(apiUrl('/auth/capabilities'), () =>
        HttpResponse.json(someCapabilities({ sign_up_code: true })),
      ),
      http.post(apiUrl('/auth/register'), async ({ request }) => {
        bodies.push((await request.json()) as object)
        return problem(403, 'sign_up_code_wrong')
      }),
    )
    const { user } = renderScreen(<RegisterForm onDone={vi.fn()} />)

    await user.type(await screen.findByLabelText('Code'), ' 1234 5678 ')
    await fillIn(user)

    await waitFor(() => expect(screen.getByLabelText('Code')).toBeInvalid())
    expect(screen.getByLabelText('Code')).toHaveAccessibleDescription(/not the code/)
    expect(bodies).toEqual([expect.objectContaining({ sign_up_code: '1234 5678' })])
  })

  it.each([
    ['unknown_time_zone', []],
    [
      'validation_failed',
      [{ location: 'body.time_zone', code: 'value_error', message: 'must be a time zone' }],
    ],
  ])('registers without the time zone if the server refuses it with %s', async (code, errors) => {
    const bodies: object[] = []
    server.use(
      http.post(apiUrl('/auth/register'), async ({ request }) => {
        const body = (await request.json()) as object
        bodies.push(body)
        if ('time_zone' in body) return problem(422, code, { errors })
        return HttpResponse.json(aUser(), { status: 201 })
      }),
      http.post(apiUrl('/auth/login'), () => HttpResponse.json(anAccessToken())),
    )
    const onDone = vi.fn()
    const { user } = renderScreen(<RegisterForm onDone={onDone} />)

    await fillIn(user)

    await waitFor(() => expect(onDone).toHaveBeenCalledOnce())
    expect(bodies).toHaveLength(2)
  })

  it.each([
    [{ email: 'maya' }, 'Email', /Enter an email address/],
    [{ username: 'ma' }, 'Username', /at least 3/],
    [{ username: '.maya' }, 'Username', /begin with a letter or digit/],
    [{ password: 'short' }, 'Password', /at least 8 characters/i],
    [{ password: '🙂'.repeat(19) }, 'Password', /too long/],
  ])('refuses %o at the field', async (values, label, words) => {
    const { user } = renderScreen(<RegisterForm onDone={vi.fn()} />)

    await fillIn(user, values)

    expect(screen.getByLabelText(label)).toBeInvalid()
    expect(screen.getByRole('alert')).toHaveTextContent(words)
  })

  it.each([
    ['email_taken', 'Email'],
    ['username_taken', 'Username'],
  ])('shows %s at its field, with the focus there', async (code, label) => {
    server.use(http.post(apiUrl('/auth/register'), () => problem(409, code)))
    const { user } = renderScreen(<RegisterForm onDone={vi.fn()} />)

    await fillIn(user)

    await waitFor(() => expect(screen.getByLabelText(label)).toBeInvalid())
    expect(screen.getByLabelText(label)).toHaveFocus()
  })

  it('shows what only the server found wrong at the field that it names', async () => {
    const errors = [
      { location: 'body.email', code: 'value_error', message: 'Value error, no such domain' },
    ]
    server.use(
      http.post(apiUrl('/auth/register'), () => problem(422, 'validation_failed', { errors })),
    )
    const { user } = renderScreen(<RegisterForm onDone={vi.fn()} />)

    await fillIn(user)

    await waitFor(() =>
      expect(screen.getByLabelText('Email')).toHaveAccessibleDescription('No such domain.'),
    )
  })
})
