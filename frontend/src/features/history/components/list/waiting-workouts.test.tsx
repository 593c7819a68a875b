import { screen, waitFor } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { WaitingWorkouts } from './waiting-workouts'
import { endSession } from '@/api/session'
import { aNewWorkout, aUser } from '@/api/testing/factories'
import { apiUrl, problem, server, serveWith, signIn } from '@/api/testing/server'
import * as files from '@/shared/lib/browser/save-file'
import { type Rendered, renderScreen } from '@/shared/testing/render'
import { followOutbox } from '@/workouts/follow-outbox'
import { outbox } from '@/workouts/outbox/outbox'
import { clearOutbox } from '@/workouts/testing/clear-outbox'

serveWith(http.get(apiUrl('/users/me'), () => HttpResponse.json(aUser())))

/** With the cache following the outbox, as app/background.ts has it. */
function renderFollowing(): Rendered {
  const rendered = renderScreen(<WaitingWorkouts />)
  onTestFinished(followOutbox(rendered.queryClient))
  return rendered
}

beforeEach(clearOutbox)

describe('workouts that wait on this device', () => {
  it('are shown to a guest, and can be corrected and deleted without a server', async () => {
    const workout = aNewWorkout({ reps_count: 9 })
    await outbox.add(workout)
    const { user } = renderFollowing()

    await user.click(await screen.findByRole('button', { name: 'Edit Push-ups, 9 reps' }))
    await user.clear(await screen.findByLabelText('Number of reps'))
    await user.type(screen.getByLabelText('Number of reps'), '11')
    await user.click(screen.getByRole('button', { name: 'Save' }))

    await screen.findByRole('button', { name: 'Edit Push-ups, 11 reps' })
    expect(await outbox.pending()).toMatchObject([{ id: workout.id, reps_count: 11 }])

    await user.click(screen.getByRole('button', { name: 'Delete Push-ups, 11 reps' }))
    await user.click(await screen.findByRole('button', { name: 'Delete' }))

    await waitFor(() => expect(screen.queryByTestId('waiting-workouts')).not.toBeInTheDocument())
    expect(await outbox.pending()).toEqual([])
  })

  it('are announced without their figures if the session has ended', async () => {
    signIn()
    await outbox.add(aNewWorkout({ reps_count: 9 }))
    endSession('server')
    renderFollowing()

    expect(await screen.findByText(/^1 set done with an account waits here/)).toBeVisible()
    expect(screen.queryByText('9')).toBeNull()
  })

  it('can be saved as a file that another account can import, if its own is gone', async () => {
    signIn()
    const workout = aNewWorkout({ reps_count: 9, time_zone: 'Pacific/Kiritimati' })
    await outbox.add(workout)
    endSession('server')
    const saveFile = vi.spyOn(files, 'saveFile').mockReturnValue()
    const { user } = renderFollowing()

    await user.click(await screen.findByRole('button', { name: 'Save a file' }))
    await waitFor(() => expect(saveFile).toHaveBeenCalledOnce())
    const [file, name] = saveFile.mock.calls[0]!
    expect(name).toBe('exercise-buddy-workouts.json')
    expect(JSON.parse(await file.text())).toEqual({
      format: 'exercise-buddy',
      version: 1,
      workouts: [{ ...workout, local_date: '2026-03-15' }],
    })
  })

  it('say why the server refused them, and can be sent again', async () => {
    signIn()
    const tries: string[] = []
    server.use(
      http.post<never, { id: string }>(apiUrl('/workouts'), async ({ request }) => {
        tries.push((await request.json()).id)
        return problem(409, 'workout_id_conflict')
      }),
    )
    const workout = aNewWorkout()
    await outbox.add(workout)
    await outbox.sync()
    const { user } = renderFollowing()

    expect(await screen.findByText(/Another version of this set/)).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Try again' }))

    await waitFor(() => expect(tries).toEqual([workout.id, workout.id]))
  })
})
