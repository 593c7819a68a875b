import { QueryClient } from '@tanstack/react-query'
import { expect, test, vi } from 'vitest'
import { forgetOnChangeOfUser, forgetSetsAtServer } from './background'
import { session } from '@/api/session'
import { aWorkout, someStatistics } from '@/api/testing/factories'
import { checkpoint } from '@/features/train/session/stored/checkpoint'
import { WORKOUTS_KEY } from '@/workouts/api/keys'
import { exerciseFilter, rememberExercise } from '@/workouts/exercise-filter'
import { tellOfChange } from '@/workouts/outbox/outbox'
import { SET_ID, setRecord } from '@/workouts/testing/set-records'

test('the next account sees nothing of what the previous one looked at', () => {
  session.setState({ status: 'signed-in', userId: 'ada' })
  const queryClient = new QueryClient()
  const stop = forgetOnChangeOfUser(queryClient)
  queryClient.setQueryData(WORKOUTS_KEY, ['hers'])
  rememberExercise('push-up')
  expect(exerciseFilter(new URLSearchParams())).toBe('push-up')

  session.setState({ userId: 'bob' })
  expect(queryClient.getQueryData(WORKOUTS_KEY)).toBeUndefined()
  expect(exerciseFilter(new URLSearchParams())).toBeNull()
  stop()
})

test('a set that the server has confirmed is no longer offered to be continued', async () => {
  const stop = forgetSetsAtServer()
  checkpoint.save(setRecord({ reps: 7 }))
  tellOfChange({
    kind: 'saved',
    saved: { workout: aWorkout({ id: SET_ID }), statistics: someStatistics() },
  })
  await vi.waitFor(async () => expect(await checkpoint.all()).toEqual([]))
  stop()
})
