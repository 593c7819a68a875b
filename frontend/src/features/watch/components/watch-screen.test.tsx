import { screen, waitFor } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { describe, expect, it } from 'vitest'
import { WatchScreen } from './watch-screen'
import { session } from '@/api/session'
import { apiUrl, problem, server, serveWith, signIn } from '@/api/testing/server'
import type { LiveState } from '@/api/types'
import { renderScreen } from '@/shared/testing/render'

serveWith()

/** Has the server send these states, and then keep the stream open. Returns how it was asked. */
function stream(...states: LiveState[]): Request[] {
  const asked: Request[] = []
  const encoder = new TextEncoder()
  server.use(
    http.get(apiUrl('/live'), ({ request }) => {
      asked.push(request)
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(encoder.encode(': alive\n\n'))
          for (const state of states) {
            controller.enqueue(encoder.encode(`data: ${JSON.stringify(state)}\n\n`))
          }
        },
      })
      return new HttpResponse(body, { headers: { 'Content-Type': 'text/event-stream' } })
    }),
  )
  return asked
}

describe('the second screen', () => {
  it('shows count, clock, place and line of what another device counts', async () => {
    signIn()
    const asked = stream({
      exercise_type: 'push-up',
      phase: 'counting',
      count: 12,
      target: 20,
      elapsed_seconds: 34,
      set_number: 2,
      sets: 5,
      hint: 'Go lower',
    })

    renderScreen(<WatchScreen />)

    expect(await screen.findByTestId('watched-count')).toHaveTextContent(/^12$/)
    expect(screen.getByTestId('watched-clock')).toHaveTextContent('0:34')
    expect(screen.getByTestId('watched-line')).toHaveTextContent('Go lower')
    expect(screen.getByRole('heading')).toHaveTextContent('Push-ups · Set 2 of 5 · 20 to do')
    expect(asked[0]?.headers.get('Authorization')).toMatch(/^Bearer /)
    expect(asked[0]?.url).not.toMatch(/token|\?/)
  })

  it('counts a rest down', async () => {
    signIn()
    stream({ exercise_type: 'jump-rope', phase: 'resting', count: 0, seconds_left: 41.2 })

    renderScreen(<WatchScreen />)

    expect(await screen.findByTestId('watched-count')).toHaveTextContent(/^42$/)
    expect(screen.getByTestId('watched-line')).toHaveTextContent('Rest')
  })

  it('says what to do before anything arrives', async () => {
    signIn()
    stream()

    renderScreen(<WatchScreen />)

    expect(await screen.findByText('Start a set')).toBeVisible()
  })

  it('ends the session of the page if the stream says that it is over', async () => {
    signIn()
    server.use(
      http.get(
        apiUrl('/live'),
        () =>
          new HttpResponse('event: over\ndata: {}\n\n', {
            headers: { 'Content-Type': 'text/event-stream' },
          }),
      ),
      http.post(apiUrl('/auth/refresh'), () => problem(401, 'refresh_token_invalid')),
    )

    renderScreen(<WatchScreen />)

    await waitFor(() =>
      expect(session.getState()).toMatchObject({ status: 'guest', expired: true }),
    )
  })
})
