import { useQuery } from '@tanstack/react-query'
import { act, screen, waitFor } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import type { ReactNode } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { DeleteAccountDialog } from './delete-account-dialog'
import { ProfileForm } from './profile-form'
import { SignOutButton } from './sign-out-button'
import { meQuery } from '@/account/me'
import { useSession } from '@/account/use-session'
import { session } from '@/api/session'
import { aNewWorkout, aUser } from '@/api/testing/factories'
import { apiUrl, problem, server, signIn, serveWith } from '@/api/testing/server'
import type { User } from '@/api/types'
import { renderScreen } from '@/shared/testing/render'
import { outbox } from '@/workouts/outbox/outbox'
import { clearOutbox } from '@/workouts/testing/clear-outbox'

serveWith()

function recordPatches(): unknown[] {
  const patches: unknown[] = []
  server.use(
    http.patch<never, Partial<User>>(apiUrl('/users/me'), async ({ request }) => {
      const changes = await request.json()
      patches.push(changes)
      return HttpResponse.json(aUser(changes))
    }),
  )
  return patches
}

/** As the app's pages, which a session that ends takes off the screen. */
function ForMembers(): ReactNode {
  const isSignedIn = useSession(({ status }) => status === 'signed-in')
  return isSignedIn ? <ProfileForm user={aUser({ weight_kg: 62 })} /> : 'Nobody is signed in.'
}

describe('the profile', () => {
  it('accepts a weight with a comma, and a time zone from the list', async () => {
    signIn()
    const patches = recordPatches()
    const { user } = renderScreen(<ProfileForm user={aUser()} />)

    await user.type(screen.getByLabelText('Weight in kg'), '61,5')
    await user.clear(screen.getByLabelText('Time zone'))
    await user.type(screen.getByLabelText('Time zone'), 'Asia/Tokyo')
    await user.click(screen.getByRole('button', { name: 'Save profile' }))

    await waitFor(() =>
      expect(patches).toEqual([{ display_name: 'Maya', weight_kg: 61.5, time_zone: 'Asia/Tokyo' }]),
    )
    expect(await screen.findByText('Profile saved.')).toBeVisible()
  })

  it('has what was typed when the session ended, once its account has signed in again', async () => {
    signIn('maya')
    server.use(
      http.patch(apiUrl('/users/me'), () => problem(401, 'access_token_revoked')),
      http.post(apiUrl('/auth/refresh'), () => problem(401, 'refresh_token_expired')),
    )
    const { user } = renderScreen(<ForMembers />)
    await user.clear(screen.getByLabelText('Name'))
    await user.type(screen.getByLabelText('Name'), 'Maya L.')
    await user.click(screen.getByRole('button', { name: 'Save profile' }))
    expect(await screen.findByText('Nobody is signed in.')).toBeVisible()

    act(() => signIn('maya'))
    expect(screen.getByLabelText('Name')).toHaveValue('Maya L.')
    expect(screen.getByLabelText('Weight in kg')).toHaveValue('62')
    const patches = recordPatches()
    await user.click(screen.getByRole('button', { name: 'Save profile' }))
    await waitFor(() => expect(patches).toMatchObject([{ display_name: 'Maya L.' }]))
  })

  it('lets the weight be removed', async () => {
    signIn()
    const patches = recordPatches()
    const { user } = renderScreen(<ProfileForm user={aUser({ weight_kg: 62 })} />)

    await user.clear(screen.getByLabelText('Weight in kg'))
    await user.click(screen.getByRole('button', { name: 'Save profile' }))

    await waitFor(() => expect(patches).toMatchObject([{ weight_kg: null }]))
  })

  it('shows what another device changed, except in a field that is being typed in', async () => {
    signIn()
    const Page = (): ReactNode => {
      const { data } = useQuery({ ...meQuery, enabled: false, initialData: aUser() })
      return <ProfileForm user={data} />
    }
    const { user, queryClient } = renderScreen(<Page />)
    await user.type(screen.getByLabelText('Name'), ' K.')

    queryClient.setQueryData(meQuery.queryKey, aUser({ weight_kg: 61.5, display_name: 'M.' }))

    await waitFor(() => expect(screen.getByLabelText('Weight in kg')).toHaveValue('61.5'))
    expect(screen.getByLabelText('Name')).toHaveValue('Maya K.')
  })

  it.each([
    ['Weight in kg', '9'],
    ['Weight in kg', 'much'],
    ['Time zone', 'Middle/Earth'],
    ['Name', ' '],
  ])('refuses "%s": "%s"', async (label, text) => {
    signIn()
    const { user } = renderScreen(<ProfileForm user={aUser()} />)

    await user.clear(screen.getByLabelText(label))
    await user.type(screen.getByLabelText(label), text)
    await user.click(screen.getByRole('button', { name: 'Save profile' }))

    expect(screen.getByLabelText(label)).toBeInvalid()
  })

  it('shows at its field that the server does not know a time zone', async () => {
    signIn()
    server.use(http.patch(apiUrl('/users/me'), () => problem(422, 'unknown_time_zone')))
    const { user } = renderScreen(<ProfileForm user={aUser()} />)

    await user.click(screen.getByRole('button', { name: 'Save profile' }))

    await waitFor(() => expect(screen.getByLabelText('Time zone')).toBeInvalid())
  })
})

describe('the account', () => {
  it('is deleted only with the password', async () => {
    signIn()
    server.use(
      http.delete<never, { password: string }>(apiUrl('/users/me'), async ({ request }) => {
        const { password } = await request.json()
        return password === 'right'
          ? new HttpResponse(null, { status: 204 })
          : problem(403, 'wrong_password')
      }),
    )
    const { user } = renderScreen(<DeleteAccountDialog onClose={() => undefined} />)

    await user.type(screen.getByLabelText('Your password'), 'wrong')
    await user.click(screen.getByRole('button', { name: 'Delete for good' }))
    await waitFor(() => expect(screen.getByLabelText('Your password')).toBeInvalid())
    expect(session.getState().status).toBe('signed-in')

    await user.clear(screen.getByLabelText('Your password'))
    await user.type(screen.getByLabelText('Your password'), 'right')
    await user.click(screen.getByRole('button', { name: 'Delete for good' }))
    await waitFor(() => expect(session.getState().status).toBe('guest'))
  })
})

describe('signing out', () => {
  afterEach(clearOutbox)

  it('ends the session at the server', async () => {
    signIn()
    let ended = 0
    server.use(
      http.post(apiUrl('/auth/logout'), () => {
        ended += 1
        return new HttpResponse(null, { status: 204 })
      }),
    )
    const { user } = renderScreen(<SignOutButton />)
    await user.click(screen.getByRole('button', { name: 'Sign out' }))

    await waitFor(() => expect(session.getState().status).toBe('guest'))
    expect(ended).toBe(1)
  })

  it('asks first if sets could not be sent', async () => {
    signIn()
    server.use(
      http.post(apiUrl('/workouts'), () => problem(503, 'database_unavailable')),
      http.post(apiUrl('/auth/logout'), () => new HttpResponse(null, { status: 204 })),
    )
    await outbox.add(aNewWorkout())
    const { user } = renderScreen(<SignOutButton />)
    await user.click(screen.getByRole('button', { name: 'Sign out' }))

    expect(await screen.findByRole('dialog')).toHaveTextContent('1 set could not be sent')
    expect(session.getState().status).toBe('signed-in')
    await user.click(screen.getAllByRole('button', { name: 'Sign out' }).at(-1)!)

    await waitFor(() => expect(session.getState().status).toBe('guest'))
  })

  it('stays signed in if the server cannot be reached', async () => {
    signIn()
    server.use(http.post(apiUrl('/auth/logout'), () => HttpResponse.error()))
    const { user } = renderScreen(<SignOutButton />)
    await user.click(screen.getByRole('button', { name: 'Sign out' }))

    expect(await screen.findByText(/cannot be reached/)).toBeVisible()
    expect(session.getState().status).toBe('signed-in')
  })
})
