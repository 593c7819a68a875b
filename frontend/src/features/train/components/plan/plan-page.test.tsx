import { screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useTrainingSettings } from '../../lib/training-settings'
import { storedTrainings } from '../../plan/stored-trainings'
import { afterSet, beginTraining, endTraining, withKept } from '../../plan/training'
import { checkpoint } from '../../session/stored/checkpoint'
import { FakeSource, countEachFrame, stubBrowser } from '../../testing/browser'
import { clearKept } from '../../testing/clear-kept'
import { PlanPage } from './plan-page'
import { renderScreen } from '@/shared/testing/render'
import { outbox } from '@/workouts/outbox/outbox'
import type { Plan } from '@/workouts/plan'
import { clearOutbox } from '@/workouts/testing/clear-outbox'
import { SET_ID, setRecord } from '@/workouts/testing/set-records'

const PLAN: Plan = {
  id: 'mine',
  name: 'One of three',
  until_reps: null,
  adapts: false,
  steps: [
    {
      exercise: 'push-up',
      target: { kind: 'reps', reps: 3 },
      rest: { kind: 'seconds', seconds: 60 },
      warm_up: false,
    },
  ],
}

const SECOND_ID = SET_ID.replace(/1$/, '2')

beforeEach(async () => {
  countEachFrame()
  await clearKept()
  await clearOutbox()
  useTrainingSettings.getState().change({ sound: 'off', countdownSeconds: 0 })
  stubBrowser()
})

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

function openPage() {
  const sources: FakeSource[] = []
  const rendered = renderScreen(
    <PlanPage
      plan={PLAN}
      isOwn
      trainee={{ weightKg: null, timeZone: null }}
      standing={null}
      signedIn={false}
      createSource={() => {
        const source = new FakeSource()
        sources.push(source)
        return source
      }}
    />,
    '/train/plan/mine',
  )
  return { ...rendered, source: (): FakeSource => sources.at(-1)! }
}

/** Three repetitions, which the set begins with by itself. */
async function doThree(page: ReturnType<typeof openPage>): Promise<void> {
  await waitFor(() => expect(page.source().watched).not.toBeNull())
  page.source().say({ phase: 'ready' })
  await screen.findByTestId('finish-workout')
  expect(screen.getByText('Target').parentElement).toHaveTextContent('Target3')
  page.source().frames(3)
  await screen.findByTestId('workout-saved')
}

describe('a workout', () => {
  it('saves each correction of its result at once, without a button to save', async () => {
    const page = openPage()
    await page.user.click(await screen.findByTestId('start-workout'))
    await doThree(page)
    await page.user.click(screen.getByRole('button', { name: 'Set 1: one more' }))
    expect(screen.getByTestId('rep-count')).toHaveTextContent('4')
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull()
    await waitFor(async () =>
      expect(await outbox.pending()).toMatchObject([{ reps_count: 4, counted_reps: 3 }]),
    )
    // As it was corrected, also after a reload.
    await storedTrainings.settled()
    expect((await storedTrainings.all())[0]?.done).toMatchObject([{ reps: 4, counted: 3 }])
  })

  it('continues if the browser was closed before anything was counted', async () => {
    // What a set that waits for its start position has written down.
    storedTrainings.save(beginTraining(PLAN, 'the training', Date.now() - 5_000))
    checkpoint.save(setRecord({ reps: 0, elapsed_ms: 0, started_at: new Date().toISOString() }))
    const page = openPage()
    const card = await screen.findByTestId('unfinished-workout')
    expect(card).toHaveTextContent('0 sets done, 0 reps')
    expect(card).toHaveTextContent('Set 1 of 1 comes next')
    await page.user.click(screen.getByRole('button', { name: 'Continue' }))
    await doThree(page)
    await waitFor(async () => expect(await outbox.pending()).toMatchObject([{ reps_count: 3 }]))
  })

  it('is kept though it is done once more, where a set of it could not be stored', async () => {
    const page = openPage()
    await page.user.click(await screen.findByTestId('start-workout'))
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('No space left', 'QuotaExceededError')
    })
    await doThree(page)
    await screen.findByText('A set could not be kept')
    await page.user.click(screen.getByRole('button', { name: 'Once more' }))
    await screen.findByTestId('start-workout')
    put.mockRestore()
    expect(await storedTrainings.all()).toMatchObject([{ unkept: [{ reps: 3 }] }])
  })

  it('asks of each of two that tabs left, one after the other', async () => {
    const record = setRecord({ reps: 2, training_id: 'a training' })
    storedTrainings.save(beginTraining(PLAN, 'a training', Date.now() - 60_000))
    checkpoint.save(record)
    storedTrainings.save(
      beginTraining({ ...PLAN, name: 'Later' }, 'b training', Date.now() - 50_000),
    )
    const later = openPage()
    expect(await screen.findByTestId('unfinished-workout')).toHaveTextContent('Later0 sets done')
    await later.user.click(screen.getByRole('button', { name: 'Finish here' }))
    await later.user.click(await screen.findByRole('button', { name: 'Once more' }))
    await screen.findByTestId('start-workout')
    later.unmount()

    const earlier = openPage()
    expect(await screen.findByTestId('unfinished-workout')).toHaveTextContent('2 reps, 0:00 so far')
    await earlier.user.click(screen.getByRole('button', { name: 'Finish here' }))
    await waitFor(async () =>
      expect(await outbox.pending()).toMatchObject([
        { reps_count: 2, training: { id: 'a training', position: 0 } },
      ]),
    )
    await waitFor(async () => expect(await checkpoint.all()).toEqual([]))
  })

  it('stores the set that had just ended, and continues the one after it', async () => {
    const [first, second] = [setRecord({ reps: 3 }), setRecord({ id: SECOND_ID, reps: 1 })]
    const twice = { ...PLAN, steps: [...PLAN.steps, ...PLAN.steps] }
    const begun = beginTraining(twice, 'the training', Date.now() - 90_000)
    storedTrainings.save(afterSet(begun, first, Date.now() - 70_000))
    checkpoint.save({ ...first, training_id: 'the training' })
    checkpoint.save({ ...second, training_id: 'the training' })
    const page = openPage()
    expect(await screen.findByTestId('unfinished-workout')).toHaveTextContent(
      'Set 2 of 2: 1 rep, 0:00 so far',
    )
    await page.user.click(screen.getByRole('button', { name: 'Continue' }))
    await waitFor(async () => expect(await outbox.pending()).toMatchObject([{ id: first.id }]))
    // Only once the workout is safe is its set forgotten.
    await waitFor(async () => expect(await checkpoint.all()).toMatchObject([{ id: SECOND_ID }]))
  })

  it('is kept after its end until each of its sets is stored', async () => {
    const yesterday = Date.now() - 24 * 3_600_000
    const record = setRecord({ reps: 3 })
    const over = endTraining(
      afterSet(beginTraining(PLAN, 'the training', yesterday), record, yesterday + 20_000),
    )
    storedTrainings.save(withKept(over, record, false))
    const page = openPage()
    await page.user.click(await screen.findByRole('button', { name: 'Finish here' }))
    await waitFor(async () => expect(await outbox.pending()).toMatchObject([{ id: record.id }]))
  })
})
