import { screen, waitFor } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { resetPassword } from '../api/auth'
import { ForgotPasswordLink } from './forgot-password-link'
import { LoginForm } from './login-form'
import { PasskeyLogin } from './passkey-login'
import { RegisterForm } from './register-form'
import { ResetPasswordForm } from './reset-password-form'
import { VerifyEmail } from './verify-email'
import { session } from '@/api/session'
import { anAccessToken, someCapabilities } from '@/api/testing/factories'
import { apiUrl, problem, server, serveWith } from '@/api/testing/server'
import type { Capabilities, Login } from '@/api/types'
import { renderScreen } from '@/shared/testing/render'

serveWith(http.get(apiUrl('/auth/capabilities'), () => HttpResponse.json(someCapabilities())))

afterEach(() => vi.unstubAllGlobals())

function capabilities(over: Partial<Capabilities>): void {
  server.use(
    http.get(apiUrl('/auth/capabilities'), () => HttpResponse.json(someCapabilities(over))),
  )
}

describe('the second step of signing in', () => {
  it('comes after the password, and the code is sent with it', async () => {
    const bodies: Login[] = []
    server.use(
      http.post<never, Login>(apiUrl('/auth/login'), async ({ request }) => {
        const body = await request.json()
        bodies.push(body)
        if (body.code === undefined) return problem(401, 'second_factor_required')
        if (body.code === '000000') return problem(401, 'second_factor_invalid')
        return HttpResponse.json(anAccessToken())
      }),
    )
    const { user } = renderScreen(<LoginForm />)
    await user.type(screen.getByLabelText('Email or username'), 'maya')
    await user.type(screen.getByLabelText('Password'), 'a long password')
    await user.click(screen.getByRole('button', { name: 'Sign in' }))

    const code = await screen.findByLabelText('Code')
    expect(code).toHaveFocus()
    await user.type(code, '000000')
    await user.click(screen.getByRole('button', { name: 'Sign in' }))
    expect(await screen.findByRole('alert')).toHaveTextContent(/wrong, too old/)
    await user.clear(code)
    await user.type(code, '123456')
    await user.click(screen.getByRole('button', { name: 'Sign in' }))

    await waitFor(() => expect(session.getState().status).toBe('signed-in'))
    expect(bodies.at(-1)).toEqual({
      identifier: 'maya',
      password: 'a long password',
      code: '123456',
    })
  })
})

describe('a server that lost the key to the codes', () => {
  it('does not call the code wrong, and names the remaining way to sign in', async () => {
    server.use(
      http.post<never, Login>(apiUrl('/auth/login'), async ({ request }) => {
        const { code } = await request.json()
        return problem(
          401,
          code === undefined ? 'second_factor_required' : 'second_factor_unreadable',
        )
      }),
    )
    const { user } = renderScreen(<LoginForm />)
    await user.type(screen.getByLabelText('Email or username'), 'maya')
    await user.type(screen.getByLabelText('Password'), 'a long password')
    await user.click(screen.getByRole('button', { name: 'Sign in' }))
    await user.type(await screen.findByLabelText('Code'), '123456')
    await user.click(screen.getByRole('button', { name: 'Sign in' }))
    expect(await screen.findByRole('alert')).toHaveTextContent(/Use a recovery code/)
  })
})

describe('what the server offers', () => {
  it.each([true, false])('includes a link for a forgotten password (email: %s)', (mail) => {
    capabilities({ mail })
    renderScreen(<ForgotPasswordLink />)
    expect(screen.getByRole('link')).toHaveAttribute('href', '/forgot-password')
  })

  it.each([
    ['the address has none', false, true],
    ['the browser has none', true, false],
  ])('includes no passkey if %s', async (_, passkeys, inBrowser) => {
    capabilities({ passkeys })
    if (inBrowser) {
      const parse = vi.fn()
      vi.stubGlobal(
        'PublicKeyCredential',
        Object.assign(vi.fn(), {
          parseCreationOptionsFromJSON: parse,
          parseRequestOptionsFromJSON: parse,
        }),
      )
    }
    const { queryClient } = renderScreen(<PasskeyLogin />)
    await waitFor(() => expect(queryClient.getQueryData(['capabilities'])).toBeDefined())
    expect(screen.queryByRole('button')).not.toBeInTheDocument()
  })
})

describe('a weak password', () => {
  const tooWeak = (location: string): HttpResponse<never> =>
    problem(422, 'password_too_weak', {
      errors: [
        {
          location,
          code: 'password_too_weak',
          message: 'This is a top-10 common password. Use a few words, avoid common phrases.',
        },
      ],
    }) as HttpResponse<never>

  it('is refused at the field when registering', async () => {
    server.use(http.post(apiUrl('/auth/register'), () => tooWeak('body.password')))
    const { user } = renderScreen(<RegisterForm onDone={vi.fn()} />)
    await user.type(screen.getByLabelText('Email'), 'maya@example.com')
    await user.type(screen.getByLabelText('Username'), 'maya')
    await user.type(screen.getByLabelText('Password'), 'password')
    await user.click(screen.getByRole('button', { name: 'Create account' }))
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'This is a top-10 common password. Use a few words, avoid common phrases.',
    )
    expect(screen.getByLabelText('Password')).toBeInvalid()
  })

  it('is refused at the field when resetting, and the link’s token is sent', async () => {
    const bodies: unknown[] = []
    server.use(
      http.post(apiUrl('/auth/reset-password'), async ({ request }) => {
        bodies.push(await request.json())
        return bodies.length === 1
          ? tooWeak('body.new_password')
          : new HttpResponse(null, { status: 204 })
      }),
    )
    const onDone = vi.fn()
    const { user } = renderScreen(
      <ResetPasswordForm
        submitLabel="Set password"
        onSubmit={(newPassword) => resetPassword('the-token', newPassword)}
        onDone={onDone}
      />,
    )
    await user.type(screen.getByLabelText('New password'), 'password')
    await user.click(screen.getByRole('button', { name: 'Set password' }))
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'This is a top-10 common password. Use a few words, avoid common phrases.',
    )
    await user.type(screen.getByLabelText('New password'), ' of many words')
    await user.click(screen.getByRole('button', { name: 'Set password' }))
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce())
    expect(bodies.at(-1)).toEqual({ token: 'the-token', new_password: 'password of many words' })
  })
})

it('a mailed link acts only on a press, and a used one says so', async () => {
  const asked = vi.fn()
  server.use(
    http.post(apiUrl('/auth/verify-email'), () => {
      asked()
      return problem(400, 'mail_token_invalid')
    }),
  )
  const { user } = renderScreen(<VerifyEmail token="used" />)
  expect(asked).not.toHaveBeenCalled()
  await user.click(screen.getByRole('button', { name: 'Confirm my email' }))
  expect(await screen.findByRole('alert')).toHaveTextContent(/expired or has been used/)
})
