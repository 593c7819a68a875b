import { HttpResponse, http } from 'msw'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { editWorkout } from './outbox/changes'
import { outbox, outboxStore } from './outbox/outbox'
import { clearOutbox } from './testing/clear-outbox'
import { removeWithUndo } from './undo'
import { endSession } from '@/api/session'
import { aNewWorkout, aWorkout, someStatistics } from '@/api/testing/factories'
import { apiUrl, problem, serveWith, server, signIn } from '@/api/testing/server'
import { useToasts } from '@/shared/lib/toasts'

let requests: string[] = []

serveWith(
  http.delete(apiUrl('/workouts/:id'), () => new HttpResponse(null, { status: 204 })),
  http.post<{ id: string }>(apiUrl('/workouts/:id/restore'), ({ params: { id }, request }) => {
    requests.push(`restore ${id} ${String(request.headers.get('Authorization'))}`)
    return HttpResponse.json({ workout: aWorkout({ id }), statistics: someStatistics() })
  }),
)
beforeEach(() => {
  requests = []
  useToasts.setState({ toasts: [] })
  signIn('maya')
})
afterEach(clearOutbox)

/** Presses "Undo" in the newest message, and waits for what it says then. */
async function undo(): Promise<string> {
  const { toasts } = useToasts.getState()
  toasts.at(-1)!.action!.run()
  await vi.waitFor(() => expect(useToasts.getState().toasts).toHaveLength(toasts.length + 1))
  return useToasts.getState().toasts.at(-1)!.text
}

const SINCE: readonly (readonly [string, () => void])[] = [
  ['signed out', () => endSession('person')],
  ['been followed by somebody else', () => signIn('ben')],
]

describe.each(SINCE)('if whoever deleted a workout has %s since', (_name, leave) => {
  it('undo gives one that was never sent back to them, and to nobody else', async () => {
    const workout = aNewWorkout()
    await outbox.add(workout)
    await removeWithUndo(workout)
    leave()

    expect(await undo()).toBe('The set is back.')
    expect(await outboxStore.all()).toMatchObject([{ id: workout.id, ownerId: 'maya' }])
  })

  it('undo of one that the server has waits for them', async () => {
    const workout = aWorkout()
    await removeWithUndo(workout)
    leave()

    expect(await undo()).toBe('The set is back.')
    const waiting = { id: workout.id, ownerId: 'maya', restored: true, atServer: true }
    expect(await outboxStore.all()).toMatchObject([waiting])
    expect(requests).toEqual([])
  })
})

it('an edit that waits belongs to whoever made it, though another signs in before the answer', async () => {
  server.use(
    http.patch(apiUrl('/workouts/:id'), () => {
      signIn('ben')
      return problem(503, 'database_unavailable')
    }),
  )
  await editWorkout(aWorkout(), { note: 'windy' })

  expect(await outboxStore.all()).toMatchObject([{ ownerId: 'maya', edit: { note: 'windy' } }])
})
