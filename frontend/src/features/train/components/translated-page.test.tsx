import { screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { checkpoint } from '../session/stored/checkpoint'
import { FakeSource, countEachFrame, stubBrowser } from '../testing/browser'
import { clearKept } from '../testing/clear-kept'
import { TrainPage } from './train-page'
import { renderScreen } from '@/shared/testing/render'
import { translatePage } from '@/shared/testing/translate'
import { outbox } from '@/workouts/outbox/outbox'
import { clearOutbox } from '@/workouts/testing/clear-outbox'
import { setRecord } from '@/workouts/testing/set-records'

const STRANGER = { weightKg: null, timeZone: null }

let stopTranslating: () => void

beforeEach(async () => {
  countEachFrame()
  await clearKept()
  await clearOutbox()
  stubBrowser()
  stopTranslating = translatePage()
})

afterEach(() => {
  stopTranslating()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('a page that the browser translates', () => {
  it('counts, pauses, and shows the result of the set', async () => {
    const source = new FakeSource()
    const { user } = renderScreen(
      <TrainPage
        exercise="push-up"
        trainee={STRANGER}
        signedIn={false}
        createSource={() => source}
      />,
    )
    await waitFor(() => expect(source.watched).not.toBeNull())
    source.say({ phase: 'loading', loadedBytes: 1, totalBytes: 9 })
    source.say({ phase: 'ready' })
    await user.click(await screen.findByTestId('start-set'))
    source.frames(2)
    await user.click(screen.getByRole('button', { name: 'Pause' }))
    await user.click(screen.getByRole('button', { name: 'Resume' }))
    source.frames(1)
    expect(screen.getByTestId('rep-count')).toHaveTextContent(/^3$/)
    await user.click(screen.getByTestId('finish-workout'))

    expect(await screen.findByTestId('workout-saved')).toHaveTextContent(/^Saved/)
    for (const reps of [4, 5]) {
      await user.click(screen.getByRole('button', { name: 'One more' }))
      expect(screen.getByTestId('rep-count')).toHaveTextContent(new RegExp(`^${reps}$`))
    }
    await waitFor(async () => expect(await outbox.pending()).toMatchObject([{ reps_count: 5 }]))
    await user.click(screen.getByRole('button', { name: 'Delete' }))
    await user.click(screen.getByRole('button', { name: 'Cancel' }))
    await user.click(screen.getByRole('button', { name: 'Another set' }))
    expect(await screen.findByRole('heading', { name: 'Push-ups' })).toBeVisible()
  })

  it('shows an interrupted set', async () => {
    checkpoint.save(setRecord({ reps: 7 }))
    const { user } = renderScreen(
      <TrainPage
        exercise="push-up"
        trainee={STRANGER}
        signedIn={false}
        createSource={() => new FakeSource()}
      />,
    )
    await user.click(await screen.findByRole('button', { name: 'Finish and save' }))
    expect(await screen.findByTestId('workout-saved')).toBeVisible()
  })
})
