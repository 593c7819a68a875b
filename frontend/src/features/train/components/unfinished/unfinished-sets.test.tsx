import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { checkpoint } from '../../session/stored/checkpoint'
import { STRANGER, count, openTrainPage, readyToTrain } from '../../testing/train-page'
import { leaveEdit } from '@/workouts/outbox/left-edits'
import { outbox } from '@/workouts/outbox/outbox'
import { finishedWorkout } from '@/workouts/record/finished-workout'
import { setRecord } from '@/workouts/testing/set-records'

const LEFT_EDITS = 'exercise-buddy.left-edits'

beforeEach(readyToTrain)

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('an interrupted set', () => {
  const broken = setRecord({ reps: 7, elapsed_ms: 31_000 })
  const LATER_ID = broken.id.replace(/1$/, '2')

  it('can be continued where it stopped', async () => {
    checkpoint.save(broken)
    const page = await openTrainPage()
    const main = within(await screen.findByRole('main'))
    expect(main.getByTestId('unfinished-set')).toHaveTextContent('7 reps, 0:31')
    leaveEdit(finishedWorkout(broken, STRANGER), { reps_count: 9 }, null, false)
    await page.user.click(screen.getByRole('button', { name: 'Continue' }))
    await waitFor(() => expect(count()).toBe('7'))
    expect(localStorage.getItem(LEFT_EDITS)).toBeNull()
    await waitFor(() => expect(page.source().watched).not.toBeNull())
    page.source().say({ phase: 'ready' })
    await page.user.click(screen.getByRole('button', { name: 'Resume' }))
    page.source().frames(1)
    expect(count()).toBe('8')
  })

  it('can be saved as it is', async () => {
    checkpoint.save(broken)
    const page = await openTrainPage()
    await page.user.click(await screen.findByRole('button', { name: 'Finish and save' }))
    await screen.findByTestId('workout-saved')
    expect(await outbox.pending()).toMatchObject([{ id: broken.id, reps_count: 7 }])
  })

  it('can be discarded, after asking', async () => {
    checkpoint.save(broken)
    const page = await openTrainPage()
    await page.user.click(await screen.findByRole('button', { name: 'Discard' }))
    expect(await checkpoint.all()).toMatchObject([{ reps: 7 }])
    const dialog = within(screen.getByRole('dialog', { name: 'Discard this set?' }))
    await page.user.click(dialog.getByRole('button', { name: 'Cancel' }))
    await page.user.click(screen.getByRole('button', { name: 'Discard' }))
    await page.user.click(
      within(screen.getByRole('dialog')).getByRole('button', { name: 'Discard' }),
    )
    expect(await screen.findByTestId('start-set')).toBeVisible()
    expect(await checkpoint.all()).toEqual([])
  })

  it('is offered beside one of another tab, and once more before the next set', async () => {
    checkpoint.save(broken)
    checkpoint.save(setRecord({ id: LATER_ID, exercise: 'squat', reps: 4, elapsed_ms: 12_000 }))
    const page = await openTrainPage()
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('2 sets are not finished')
    const [later, earlier] = screen.getAllByTestId('unfinished-set')
    expect(later).toHaveTextContent('Squats4 reps, 0:12')
    expect(earlier).toHaveTextContent('Push-ups7 reps, 0:31')
    await page.user.click(within(earlier!).getByRole('button', { name: 'Finish and save' }))
    await screen.findByTestId('workout-saved')
    await page.user.click(screen.getByRole('button', { name: 'Another set' }))
    expect(await screen.findByTestId('unfinished-set')).toHaveTextContent('Squats4 reps, 0:12')
    await page.user.click(screen.getByRole('button', { name: 'Finish and save' }))
    await screen.findByTestId('workout-saved')
    await waitFor(async () =>
      expect(await outbox.pending()).toMatchObject([{ reps_count: 7 }, { reps_count: 4 }]),
    )
    expect(await checkpoint.all()).toEqual([])
  })

  it('is not saved, nor continued, once another tab has saved it', async () => {
    checkpoint.save(broken)
    const page = await openTrainPage()
    await outbox.add(finishedWorkout({ ...broken, reps: 9 }, STRANGER))
    await page.user.click(await screen.findByRole('button', { name: 'Finish and save' }))
    expect(await screen.findByTestId('start-set')).toBeVisible()
    expect(await outbox.pending()).toMatchObject([{ reps_count: 9 }])
  })

  it('leads to the page of its exercise', async () => {
    checkpoint.save(broken)
    await openTrainPage('squat')
    expect(await screen.findByRole('link', { name: 'Continue' })).toHaveAttribute(
      'href',
      '/train/push-up',
    )
  })
})
