import { afterEach, describe, expect, it, vi } from 'vitest'
import { clearOutbox } from '../testing/clear-outbox'
import { leaveEdit, makeLeftEdits } from './left-edits'
import { outbox } from './outbox'
import { ApiError } from '@/api/errors'
import { session } from '@/api/session'
import { aNewWorkout } from '@/api/testing/factories'

afterEach(clearOutbox)

const made = () => vi.fn(() => Promise.resolve('on-device' as const))

describe('an edit of a page that closes', () => {
  it('is made at the next start, once, as of when it was left and for its account', async () => {
    session.setState({ status: 'signed-in', userId: 'maya' })
    const workout = aNewWorkout()
    leaveEdit(workout, { note: 'hard' })
    leaveEdit(workout, { note: 'harder' })
    session.setState({ status: 'signed-in', userId: 'ben' })

    const make = made()
    await makeLeftEdits(make)
    const edit = { note: 'harder', edited_at: expect.any(String) as string }
    expect(make.mock.calls).toEqual([[workout, edit, 'maya']])
    const again = made()
    await makeLeftEdits(again)
    expect(again).not.toHaveBeenCalled()
  })

  it('is forgotten once it is stored, and no other, nor a later one of its own', async () => {
    session.setState({ status: 'signed-in', userId: 'maya' })
    const [stored, other] = [aNewWorkout(), aNewWorkout()]
    const forget = leaveEdit(stored, { note: 'a' })
    const forgetFirst = leaveEdit(other, { note: 'b' })
    leaveEdit(other, { note: 'c' })
    forget()
    forgetFirst()

    const make = made()
    await makeLeftEdits(make)
    expect(make.mock.calls).toMatchObject([[{ id: other.id }, { note: 'c' }, 'maya']])
  })

  it('is made of a workout that could not be stored any more, which is stored first', async () => {
    session.setState({ status: 'guest', userId: null })
    const workout = aNewWorkout({ reps_count: 3 })
    leaveEdit(workout, { reps_count: 4 }, null, false)
    await makeLeftEdits()
    expect(await outbox.pending()).toMatchObject([{ id: workout.id, reps_count: 4 }])
  })

  it.each([
    ['stays while it can be neither sent nor kept', new ApiError('network_error', 0), 1],
    ['goes if the server refuses it', new ApiError('workout_deleted', 409), 0],
  ])('%s', async (_, problem, left) => {
    leaveEdit(aNewWorkout(), { note: 'a' })
    await makeLeftEdits(() => Promise.reject(problem))
    const make = made()
    await makeLeftEdits(make)
    expect(make).toHaveBeenCalledTimes(left)
  })
})
