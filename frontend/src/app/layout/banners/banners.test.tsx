import { screen, waitFor } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ConnectionBanner } from './connection-banner'
import { PlainHttpBanner } from './plain-http-banner'
import { ZoneOffer } from './zone-offer'
import { ApiError } from '@/api/errors'
import { session, setUnreachable } from '@/api/session'
import { USER_ID, aUser } from '@/api/testing/factories'
import { apiUrl, problem, serveWith, server } from '@/api/testing/server'
import { renderScreen } from '@/shared/testing/render'

const patches: unknown[] = []
let user = aUser({ time_zone: 'Europe/Berlin' })

serveWith(
  http.get(apiUrl('/users/me'), () => HttpResponse.json(user)),
  http.patch(apiUrl('/users/me'), async ({ request }) => {
    const patch = (await request.json()) as { time_zone: string }
    patches.push(patch)
    user = { ...user, ...patch }
    return HttpResponse.json(user)
  }),
)

beforeEach(() => {
  localStorage.clear()
  patches.length = 0
  user = aUser({ time_zone: 'Europe/Berlin' })
  session.setState({ status: 'signed-in', userId: USER_ID, accessToken: 'x', problem: null })
  session.setState({ expiresAtMs: Date.now() + 900_000 })
})

afterEach(() => vi.restoreAllMocks())

function deviceIn(timeZone: string): void {
  const real = new Intl.DateTimeFormat().resolvedOptions()
  vi.spyOn(Intl.DateTimeFormat.prototype, 'resolvedOptions').mockReturnValue({ ...real, timeZone })
}

describe('away from home', () => {
  it('offers to count days in the device’s time zone, and changes to it', async () => {
    deviceIn('Asia/Tokyo')
    const { user: person } = renderScreen(<ZoneOffer />)
    expect(await screen.findByRole('status')).toHaveTextContent(
      'This device is on Tokyo time; your days begin at midnight in Berlin.',
    )
    await person.click(screen.getByRole('button', { name: 'Use Tokyo' }))
    await waitFor(() => expect(screen.queryByRole('status')).toBeNull())
    expect(patches).toEqual([{ time_zone: 'Asia/Tokyo' }])
  })

  it('asks once for each place', async () => {
    deviceIn('Asia/Tokyo')
    const { user: person, unmount } = renderScreen(<ZoneOffer />)
    await person.click(await screen.findByRole('button', { name: 'Keep Berlin' }))
    expect(screen.queryByRole('status')).toBeNull()
    unmount()
    deviceIn('America/New_York')
    renderScreen(<ZoneOffer />)
    expect(await screen.findByRole('button', { name: 'Use New York' })).toBeVisible()
    expect(patches).toEqual([])
  })

  it.each(['Europe/Berlin', 'Europe/Paris', 'Etc/Unknown', ''])(
    'offers nothing if the device’s zone is %o',
    async (zone) => {
      deviceIn(zone)
      const { queryClient } = renderScreen(<ZoneOffer />)
      await waitFor(() => expect(queryClient.getQueryData(['me'])).toBeDefined())
      expect(screen.queryByRole('status')).toBeNull()
    },
  )

  it('says if the server does not know the zone', async () => {
    deviceIn('Asia/Tokyo')
    server.use(http.patch(apiUrl('/users/me'), () => problem(422, 'unknown_time_zone')))
    const { user: person } = renderScreen(<ZoneOffer />)
    await person.click(await screen.findByRole('button', { name: 'Use Tokyo' }))
    expect(await screen.findByText(/does not know this time zone/)).toBeVisible()
  })
})

describe('obstacles between the browser and the server', () => {
  it.each([
    [new ApiError('network', 0), 'The server cannot be reached.'],
    [new ApiError('foreign_origin', 403), 'pass the Host header'],
    [new ApiError('unreadable_answer', 403), 'Something in front of the server forbids this.'],
    [new ApiError('unreadable_answer', 200), 'Something other than the server answered.'],
    [new ApiError('database_unavailable', 503), 'The server has a problem.'],
  ])('have a text each: %s', (failure, words) => {
    setUnreachable(failure)
    renderScreen(<ConnectionBanner />)
    expect(screen.getByRole('status')).toHaveTextContent(words)
  })

  it('include plain http, unless on the machine itself', () => {
    vi.stubGlobal('isSecureContext', false)
    renderScreen(<PlainHttpBanner />)
    expect(screen.getByRole('status')).toHaveTextContent('signs you out at every reload')
    vi.unstubAllGlobals()
  })
})
