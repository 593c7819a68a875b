import { act, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useTrainingSettings } from '../lib/training-settings'
import { checkpoint } from '../session/stored/checkpoint'
import type { FakeBrowser } from '../testing/browser'
import { standingWith } from '../testing/standing'
import { type OpenPage, count, openTrainPage, readyToTrain, startSet } from '../testing/train-page'
import { outbox } from '@/workouts/outbox/outbox'

const LEFT_EDITS = 'exercise-buddy.left-edits'

let browser: FakeBrowser

beforeEach(async () => {
  browser = await readyToTrain()
})

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('before the set', () => {
  it('shows how far the model has loaded, and Start works only once it is there', async () => {
    const page = await openTrainPage()
    page.source().say({ phase: 'loading', loadedBytes: 1_000, totalBytes: 4_000 })
    expect(await screen.findByText('25%')).toBeVisible()
    expect(await screen.findByTestId('start-set')).toBeDisabled()
    page.source().say({ phase: 'ready' })
    await waitFor(() => expect(screen.getByTestId('start-set')).toBeEnabled())
  })

  it('explains how to stand', async () => {
    await openTrainPage()
    expect(screen.getByText(/Turn your side to the camera/)).toBeVisible()
  })

  it('says why the camera is missing, and tries again', async () => {
    browser.getUserMedia.mockRejectedValueOnce(new DOMException('', 'NotReadableError'))
    const page = await openTrainPage()
    expect(await screen.findByTestId('camera-error')).toHaveTextContent('The camera is busy')
    expect(screen.queryByTestId('start-set')).toBeNull()
    const byHand = screen.getByRole('link', { name: 'Enter a set by hand' })
    expect(byHand).toHaveAttribute('href', '/history?exercise_type=push-up&add=')
    await page.user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByTestId('start-set')).toBeVisible()
    expect(screen.queryByTestId('camera-error')).toBeNull()
  })

  it('offers the exercise that is being done instead of the chosen one', async () => {
    const page = await openTrainPage('squat')
    await waitFor(() => expect(page.source().watched).not.toBeNull())
    page.source().say({ phase: 'ready' })
    page.source().frames(1)
    const offer = await screen.findByRole('link', { name: 'Count push-ups instead' })
    expect(offer).toHaveAttribute('href', '/train/push-up')
  })

  it('says why poses cannot be found, and tries again', async () => {
    const page = await openTrainPage()
    const first = page.source()
    first.say({ phase: 'failed', failure: 'download', message: 'offline' })
    expect(screen.getByTestId('pose-error')).toHaveTextContent('did not arrive')
    await page.user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(first.disposed).toBe(true)
    expect(page.source()).not.toBe(first)
    expect(screen.queryByTestId('pose-error')).toBeNull()
  })
})

describe('the set', () => {
  it('shows the count, is stored at its end, and turns the camera off', async () => {
    const page = await openTrainPage()
    await startSet(page)
    expect(count()).toBe('0')
    page.source().frames(3)
    expect(count()).toBe('3')
    await page.user.click(screen.getByTestId('finish-workout'))

    expect(await screen.findByTestId('workout-saved')).toHaveTextContent('Saved on this device')
    expect(count()).toBe('3')
    expect(await outbox.pending()).toMatchObject([{ exercise_type: 'push-up', reps_count: 3 }])
    expect(await checkpoint.all()).toEqual([])
    expect(page.source().disposed).toBe(true)
    expect(browser.tracks.every((track) => track.stop.mock.calls.length > 0)).toBe(true)
  })

  it('begins at once for who will not wait, and has nothing to finish before', async () => {
    const page = await openTrainPage()
    await waitFor(() => expect(page.source().watched).not.toBeNull())
    page.source().say({ phase: 'ready' })
    await page.user.click(await screen.findByTestId('start-set'))
    expect(screen.queryByTestId('finish-workout')).toBeNull()
    await page.user.click(await screen.findByRole('button', { name: 'Start now' }))
    expect(screen.getByRole('button', { name: 'Pause' })).toBeVisible()
    page.source().frames(1)
    expect(count()).toBe('1')
  })

  it('says so at the repetition that is one more than ever before', async () => {
    const page = await openTrainPage('push-up', standingWith('push-up', { reps: 2 }))
    await startSet(page)
    page.source().frames(2)
    expect(screen.queryByText('New best!')).toBeNull()
    page.source().frames(1)
    expect(screen.getByTestId('live-line')).toHaveTextContent('New best!')
    await page.user.click(screen.getByTestId('finish-workout'))
    expect(await screen.findByText('A new best: 3 in one set. Before: 2.')).toBeVisible()
  })

  it('counts nothing while it is paused', async () => {
    const page = await openTrainPage()
    await startSet(page)
    page.source().frames(2)
    await page.user.click(screen.getByRole('button', { name: 'Pause' }))
    page.source().frames(2)
    expect(count()).toBe('2')
    await page.user.click(screen.getByRole('button', { name: 'Resume' }))
    page.source().frames(1)
    expect(count()).toBe('3')
  })

  it('keeps the set on screen if the model cannot be fetched again', async () => {
    const page = await openTrainPage()
    await startSet(page)
    page.source().frames(2)
    page.source().say({ phase: 'failed', failure: 'download', message: 'offline' })
    expect(await screen.findByTestId('pose-error')).toBeVisible()
    expect(screen.queryByRole('link', { name: 'Enter a set by hand' })).toBeNull()
  })

  it('is paused if the camera stops, and can still be finished', async () => {
    const page = await openTrainPage()
    await startSet(page)
    page.source().frames(2)
    act(() => void browser.tracks[0]?.dispatchEvent(new Event('ended')))
    expect(await screen.findByTestId('camera-error')).toHaveTextContent('The camera stopped')
    expect(screen.queryByRole('link', { name: 'Enter a set by hand' })).toBeNull()
    expect(screen.getByText('The camera gives no picture')).toBeVisible()
    await page.user.click(screen.getByTestId('finish-workout'))
    expect(await screen.findByTestId('workout-saved')).toBeVisible()
  })

  it('is saved on the device when the page is left', async () => {
    const page = await openTrainPage()
    await startSet(page)
    page.source().frames(4)
    window.dispatchEvent(new Event('pagehide'))
    expect(await checkpoint.all()).toMatchObject([{ exercise: 'push-up', reps: 4 }])
  })

  it('stores nothing if nothing was counted, unless the user enters a count', async () => {
    const page = await openTrainPage()
    await startSet(page)
    await page.user.click(screen.getByRole('button', { name: 'Start now' }))
    await page.user.click(screen.getByTestId('finish-workout'))
    expect(await screen.findByRole('heading', { name: 'Nothing was counted' })).toBeVisible()
    expect(screen.queryByTestId('workout-saved')).toBeNull()
    expect(await outbox.pending()).toEqual([])

    await page.user.click(screen.getByRole('button', { name: 'One more' }))
    expect(await screen.findByTestId('workout-saved')).toBeVisible()
    expect(await outbox.pending()).toMatchObject([{ reps_count: 1, counted_reps: 0 }])
  })
})

describe('the keyboard', () => {
  const press = (page: OpenPage, key: string): Promise<void> => page.user.keyboard(`{${key}}`)

  it('can do all that a finger can', async () => {
    const page = await openTrainPage()
    await waitFor(() => expect(page.source().watched).not.toBeNull())
    page.source().say({ phase: 'ready' })
    await press(page, ' ')
    expect(await screen.findByRole('button', { name: 'Cancel' })).toBeVisible()
    await press(page, 'Escape')
    expect(await screen.findByTestId('start-set')).toBeVisible()
    await press(page, 'Enter')
    await press(page, 'ArrowRight')
    expect(await screen.findByRole('button', { name: 'Pause' })).toBeVisible()
    page.source().frames(2)
    await press(page, ' ')
    expect(screen.getByTestId('live-line')).toHaveTextContent('Paused')
    await press(page, ' ')
    page.source().frames(1)
    await press(page, 'Enter')
    expect(await screen.findByTestId('workout-saved')).toBeVisible()
    expect(count()).toBe('3')
    expect(screen.getByRole('heading', { level: 1 })).toHaveFocus()
  })

  it('leaves buttons their own keys, and changes the volume', async () => {
    const page = await openTrainPage()
    await waitFor(() => expect(page.source().watched).not.toBeNull())
    page.source().say({ phase: 'ready' })
    screen.getByRole('button', { name: 'Training settings' }).focus()
    await press(page, 'Enter')
    expect(await screen.findByRole('dialog')).toBeVisible()
    await press(page, ' ')
    expect(screen.getByTestId('start-set')).toBeInTheDocument()
    await page.user.click(screen.getByRole('button', { name: 'Done' }))
    await press(page, 'ArrowDown')
    await press(page, 'ArrowDown')
    expect(useTrainingSettings.getState().volumeTenths).toBe(8)
  })
})

describe('the result', () => {
  async function finishThree() {
    const page = await openTrainPage()
    await startSet(page)
    page.source().frames(3)
    await page.user.click(screen.getByTestId('finish-workout'))
    await screen.findByTestId('workout-saved')
    return page
  }

  it('stores the corrected count beside the counted one', async () => {
    const { user } = await finishThree()
    await user.click(screen.getByRole('button', { name: 'One less' }))
    expect(screen.getByText('The camera counted 3.')).toBeVisible()
    await user.type(screen.getByLabelText('Note'), 'Wrists hurt')
    await waitFor(async () =>
      expect(await outbox.pending()).toMatchObject([
        { reps_count: 2, counted_reps: 3, note: 'Wrists hurt' },
      ]),
    )
  })

  it.each(['Create an account', 'Sign in', 'Rep by rep'])(
    'stores a count corrected just before "%s" is pressed',
    async (link) => {
      const { user } = await finishThree()
      await user.click(screen.getByRole('button', { name: 'One more' }))
      await user.click(screen.getByRole('link', { name: link }))
      expect(screen.queryByTestId('rep-count')).toBeNull()
      await waitFor(async () => expect(await outbox.pending()).toMatchObject([{ reps_count: 4 }]))
    },
  )

  it('stores the count and the note typed last when the page is left', async () => {
    const { user } = await finishThree()
    await user.click(screen.getByText('Type the number'))
    await user.clear(screen.getByLabelText('Number'))
    await user.type(screen.getByLabelText('Number'), '11')
    await user.type(screen.getByLabelText('Note'), 'x')
    window.dispatchEvent(new Event('pagehide'))
    await waitFor(async () =>
      expect(await outbox.pending()).toMatchObject([{ reps_count: 11, note: 'x' }]),
    )
  })

  it('keeps what was typed at once when the page is left', async () => {
    const { user } = await finishThree()
    await user.type(screen.getByLabelText('Note'), 'x')
    window.dispatchEvent(new Event('pagehide'))
    // At once: of what is asynchronous, nothing is certain to end.
    const left = (): string => localStorage.getItem(LEFT_EDITS) ?? ''
    expect(left()).toContain('"note":"x"')
    await waitFor(() => expect(left()).toBe(''))
    expect(await outbox.pending()).toMatchObject([{ note: 'x' }])
  })

  it('changes nothing of a discarded workout', async () => {
    const { user } = await finishThree()
    await user.click(screen.getByRole('button', { name: 'One more' }))
    await user.click(screen.getByRole('button', { name: 'Delete' }))
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Delete' }))
    await waitFor(async () => expect(await outbox.items()).toEqual([]))
  })

  it('can be discarded', async () => {
    const { user } = await finishThree()
    await user.click(screen.getByRole('button', { name: 'Delete' }))
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Delete' }))
    await waitFor(async () => expect(await outbox.pending()).toEqual([]))
  })

  it('leads to another set, with a new workout', async () => {
    const page = await finishThree()
    await page.user.click(screen.getByRole('button', { name: 'Another set' }))
    await startSet(page)
    page.source().frames(2)
    await page.user.click(screen.getByTestId('finish-workout'))
    await screen.findByTestId('workout-saved')
    expect((await outbox.pending()).map(({ reps_count }) => reps_count)).toEqual([3, 2])
  })

  it('tells a guest where the workout is and how to keep it', async () => {
    await finishThree()
    expect(screen.getByRole('link', { name: 'Create an account' })).toHaveAttribute(
      'href',
      '/register?next=/history',
    )
  })
})
