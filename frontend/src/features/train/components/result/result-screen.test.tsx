import { act, screen, waitFor } from '@testing-library/react'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { ResultScreen } from './result-screen'
import { endSession } from '@/api/session'
import { USER_ID } from '@/api/testing/factories'
import { signIn } from '@/api/testing/server'
import { renderScreen } from '@/shared/testing/render'
import { followOutbox } from '@/workouts/follow-outbox'
import { outbox } from '@/workouts/outbox/outbox'
import { clearOutbox } from '@/workouts/testing/clear-outbox'
import { setRecord } from '@/workouts/testing/set-records'

beforeEach(clearOutbox)

describe('a set whose session ended before it was sent', () => {
  it('is not shown as sent, and asks the user to sign in', async () => {
    signIn()
    onTestFinished(() => endSession('person'))
    const { queryClient } = renderScreen(
      <ResultScreen
        record={setRecord({ reps: 7, elapsed_ms: 31_000 })}
        trainee={{ weightKg: null, timeZone: null }}
        signedIn={false}
        onAgain={() => undefined}
      />,
    )
    onTestFinished(followOutbox(queryClient))
    await screen.findByText('Saved on this device')

    act(() => endSession('server'))
    expect(await outbox.items()).toEqual([])
    await act(() => queryClient.invalidateQueries())

    expect(screen.getByTestId('workout-saved')).toHaveTextContent('Saved on this device')
    expect(screen.getByText(/Sign in again and it is sent/)).toBeVisible()
    expect(screen.queryByRole('link', { name: 'Create an account' })).toBeNull()
    await waitFor(async () => expect(await outbox.awaitingSignIn()).toHaveLength(1))
  })
  it('waits for the user it began with, if the session ended in the middle of the set', async () => {
    endSession('server')
    renderScreen(
      <ResultScreen
        record={setRecord({ owner_id: USER_ID, reps: 7, elapsed_ms: 31_000 })}
        trainee={{ weightKg: null, timeZone: null }}
        signedIn={false}
        onAgain={() => undefined}
      />,
    )
    expect(await screen.findByText(/Sign in again and it is sent/)).toBeVisible()
    await waitFor(async () => expect(await outbox.awaitingSignIn()).toHaveLength(1))
  })
})

describe('a set in which nothing was counted', () => {
  it('explains what counts, and how to stand', () => {
    renderScreen(
      <ResultScreen
        record={setRecord({ exercise: 'squat' })}
        trainee={{ weightKg: null, timeZone: null }}
        signedIn={false}
        onAgain={() => undefined}
      />,
    )
    const card = screen.getByRole('region', { name: 'What counts' })
    expect(card).toHaveTextContent('Down until the thighs are near level')
    expect(card).toHaveTextContent('Head to feet should be in the picture.')
  })
})
