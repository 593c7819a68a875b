import { screen, waitFor } from '@testing-library/react'
import { expect } from 'vitest'
import { TrainPage } from '../components/train-page'
import type { Standing } from '../lib/standing'
import { useTrainingSettings } from '../lib/training-settings'
import { type FakeBrowser, FakeSource, countEachFrame, stubBrowser } from './browser'
import { clearKept } from './clear-kept'
import type { ExerciseType } from '@/engine'
import { type Rendered, renderScreen } from '@/shared/testing/render'
import { clearOutbox } from '@/workouts/testing/clear-outbox'

export const STRANGER = { weightKg: null, timeZone: null }

/** An opened training page, and the source of poses that it asked for last. */
export interface OpenPage extends Rendered {
  readonly source: () => FakeSource
}

/** A silent browser with a camera, nothing kept from the test before, and a counter of frames. */
export async function readyToTrain(): Promise<FakeBrowser> {
  countEachFrame()
  await clearKept()
  await clearOutbox()
  useTrainingSettings
    .getState()
    .change({ sound: 'off', soundAsked: false, standard: 'standard', cameraId: null })
  return stubBrowser()
}

export async function openTrainPage(
  exercise: ExerciseType = 'push-up',
  standing: Standing | null = null,
): Promise<OpenPage> {
  const sources: FakeSource[] = []
  const createSource = (): FakeSource => {
    const source = new FakeSource()
    sources.push(source)
    return source
  }
  const rendered = renderScreen(
    <TrainPage
      exercise={exercise}
      trainee={STRANGER}
      signedIn={false}
      standing={standing}
      createSource={createSource}
    />,
    '/train/push-up',
    { leaves: true },
  )
  // Whether a set was broken off is looked up first.
  await waitFor(() => expect(rendered.container.querySelector('h1')).not.toBeNull())
  await waitFor(() => {
    const isAsked = screen.queryAllByTestId('unfinished-set').length > 0
    expect(isAsked || sources.length > 0).toBe(true)
  })
  const source = (): FakeSource => {
    const last = sources.at(-1)
    if (last === undefined) throw new Error('The page has asked for no poses')
    return last
  }
  return { ...rendered, source }
}

/** Starts the set once the camera and the model are there. */
export async function startSet(page: OpenPage): Promise<void> {
  await waitFor(() => expect(page.source().watched).not.toBeNull())
  page.source().say({ phase: 'ready' })
  await page.user.click(await screen.findByTestId('start-set'))
}

/** What the count on the screen says. */
export function count(): string | null {
  return screen.getByTestId('rep-count').textContent
}
