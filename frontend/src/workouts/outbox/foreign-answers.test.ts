import { HttpResponse, http } from 'msw'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createWorkout, deleteWorkout, restoreWorkout, updateWorkout } from '../api/calls'
import { clearOutbox } from '../testing/clear-outbox'
import { outbox } from './outbox'
import { refresh } from '@/api/client'
import { session } from '@/api/session'
import { aNewWorkout, aWorkout, someStatistics } from '@/api/testing/factories'
import { apiUrl, serveWith, server, signIn } from '@/api/testing/server'

serveWith()
beforeEach(() => signIn())
afterEach(clearOutbox)

/** What others answer at our address: another program on the port, a proxy, a host whose app is asleep. */
const FOREIGN: readonly (readonly [string, () => Response])[] = [
  ['an empty 200', () => new HttpResponse(null, { status: 200 })],
  ['an empty 204', () => new HttpResponse(null, { status: 204 })],
  ['{}', () => HttpResponse.json({})],
  ['null', () => HttpResponse.json(null)],
  ['{"ok":true} with 201', () => HttpResponse.json({ ok: true }, { status: 201 })],
  ['a captive portal’s page', () => HttpResponse.html('<h1>Welcome to the Wi-Fi</h1>')],
  ['a page with 201', () => HttpResponse.html('<h1>Created</h1>', { status: 201 })],
  ['an answer that was cut off', () => cutOff(201)],
  ['a page with 403', () => HttpResponse.html('<h1>Blocked</h1>', { status: 403 })],
  ['a page with 413', () => HttpResponse.html('<h1>Too Large</h1>', { status: 413 })],
  ['a page with 511', () => HttpResponse.html('<h1>Sign in to the Wi-Fi</h1>', { status: 511 })],
  ['another workout', () => HttpResponse.json({ workout: aWorkout(), statistics: {} })],
  ['a page with 404', () => HttpResponse.html('<h1>Not Found</h1>', { status: 404 })],
  ['a page with 401', () => HttpResponse.html('<h1>Who is it?</h1>', { status: 401 })],
  ['a page with 405', () => HttpResponse.html('<h1>Not Allowed</h1>', { status: 405 })],
  ['a page with 410', () => HttpResponse.html('<h1>Gone</h1>', { status: 410 })],
  [
    'a host that has no app running',
    () =>
      HttpResponse.json(
        { status: 'error', code: 404, message: 'Application not found' },
        { status: 404 },
      ),
  ],
]

/** The headers and half of what they announce. */
function cutOff(status: number): Response {
  const whole = JSON.stringify({ workout: aWorkout(), statistics: someStatistics() })
  const headers = { 'content-type': 'application/json' }
  return new HttpResponse(whole.slice(0, whole.length / 2), { status, headers })
}

function answerAll(answer: () => Response): void {
  server.use(http.all(apiUrl('/workouts'), answer), http.all(apiUrl('/workouts/*'), answer))
}

/** The server as it is again, which tells what it was sent. */
function comeBack(): string[] {
  const sent: string[] = []
  const saved = (id: string): Response =>
    HttpResponse.json({ workout: aWorkout({ id }), statistics: someStatistics() })
  server.use(
    http.post<never, { id: string }>(apiUrl('/workouts'), async ({ request }) => {
      const { id } = await request.json()
      sent.push(`create ${id}`)
      return saved(id)
    }),
    http.delete<{ id: string }>(apiUrl('/workouts/:id'), ({ params: { id } }) => {
      sent.push(`remove ${id}`)
      return new HttpResponse(null, { status: 204 })
    }),
  )
  return sent
}

describe.each(FOREIGN)('if %s comes instead of the server’s answer', (_name, answer) => {
  it('a workout stays on the device, and goes out by itself when the server is back', async () => {
    const workout = aNewWorkout()
    await outbox.add(workout)
    answerAll(answer)
    server.use(http.post(apiUrl('/auth/refresh'), answer))

    const report = await outbox.sync()
    expect(report).toMatchObject({ saved: [], waiting: 1, refused: 0 })
    expect((await outbox.items())[0]).toMatchObject({ id: workout.id, refusal: null })

    const sent = comeBack()
    await outbox.sync()
    expect(sent).toEqual([`create ${workout.id}`])
    expect(await outbox.items()).toEqual([])
  })

  it('no change counts as done', async () => {
    const { id } = aWorkout()
    answerAll(answer)
    server.use(http.post(apiUrl('/auth/refresh'), answer))

    const edit = { reps_count: 12 }
    await expect(createWorkout(aNewWorkout())).rejects.toMatchObject({ isPassing: true })
    await expect(updateWorkout(id, edit)).rejects.toMatchObject({ isPassing: true })
    await expect(restoreWorkout(id)).rejects.toMatchObject({ isPassing: true })
  })
})

const NO_DELETION = FOREIGN.filter(([name]) => name !== 'an empty 204')

describe.each(NO_DELETION)('if %s comes instead of the server’s answer', (_name, answer) => {
  it('no workout counts as deleted', async () => {
    answerAll(answer)
    server.use(http.post(apiUrl('/auth/refresh'), answer))
    await expect(deleteWorkout(aWorkout().id)).rejects.toMatchObject({ isPassing: true })
  })

  it('a deletion goes out once the server is back', async () => {
    const workout = aWorkout()
    answerAll(answer)
    server.use(http.post(apiUrl('/auth/refresh'), answer))
    expect(await outbox.make(workout, { kind: 'remove' })).toBe('on-device')
    await outbox.sync()

    const sent = comeBack()
    await outbox.sync()
    expect(sent).toEqual([`remove ${workout.id}`])
  })
})

describe('a refresh that another program refuses', () => {
  it.each([401, 403, 404])('with status %i leaves the session unchanged', async (status) => {
    const { userId } = session.getState()
    server.use(
      http.post(apiUrl('/auth/refresh'), () => HttpResponse.html('<h1>No</h1>', { status })),
    )
    await expect(refresh()).rejects.toMatchObject({ code: 'unreadable_answer', isPassing: true })
    expect(session.getState()).toMatchObject({ userId, status: 'signed-in' })
  })
})
