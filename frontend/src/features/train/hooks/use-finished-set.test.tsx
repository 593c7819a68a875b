import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, renderHook } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { useAutosave } from './use-autosave'
import { useFinishedSet } from './use-finished-set'
import { endSession } from '@/api/session'
import { signIn } from '@/api/testing/server'
import { outboxStore } from '@/workouts/outbox/outbox'
import { finishedWorkout } from '@/workouts/record/finished-workout'
import { clearOutbox } from '@/workouts/testing/clear-outbox'
import { setRecord } from '@/workouts/testing/set-records'

const WORKOUT = finishedWorkout(setRecord({ reps: 7 }), { weightKg: null, timeZone: null })

afterEach(async () => {
  endSession('person')
  localStorage.clear()
  await clearOutbox()
})

it('keeps a note typed after the session has ended for the account that trained', async () => {
  signIn('maya')
  const queryClient = new QueryClient()
  const { result } = renderHook(() => useFinishedSet(WORKOUT, 'maya'), {
    wrapper: ({ children }) => (
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
    ),
  })
  await act(() => result.current.store())
  // The server has it.
  await clearOutbox()
  act(() => endSession('server'))
  await act(() => result.current.keep({ note: 'windy' }))
  expect(await outboxStore.all()).toMatchObject([{ ownerId: 'maya', edit: { note: 'windy' } }])
})

it('leaves what was typed last for that account, too', () => {
  const edit = { note: 'windy' }
  const keep = (): Promise<void> => new Promise(() => undefined)
  renderHook(() => useAutosave({ workout: WORKOUT, ownerId: 'maya', edit, isStored: true, keep }))
  window.dispatchEvent(new Event('pagehide'))
  expect(localStorage.getItem('exercise-buddy.left-edits')).toContain('"account":"maya"')
})
