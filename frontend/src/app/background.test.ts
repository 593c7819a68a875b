import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { forgetOnChangeOfUser } from './background'
import { session } from '@/api/session'
import { WORKOUTS_KEY } from '@/workouts/api/keys'
import { exerciseFilter, rememberExercise } from '@/workouts/exercise-filter'

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
