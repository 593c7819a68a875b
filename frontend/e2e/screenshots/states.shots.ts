import type { Page } from '@playwright/test'
import type { LiveState } from '../../src/api/types.ts'
import { ApiClient, newAccount, signIn } from '../app/account'
import { expect, test } from '../support/test'
import { exercisingFigure, pushUpsWithAbsence, walkingIn } from '../train/clips'
import { TrainingPage } from '../train/training-page'
import { drawState, goOn, stopTime, withStoppableTime } from './gallery'

const shallow = (): string => exercisingFigure('push-up', '--reps', '5', '--bottom', '98')
const CUE = /Go lower|Arms straight|Slow down/
const SOON_MS = 90_000

const PLAN = {
  id: 'mine',
  name: 'Morning set',
  until_reps: null,
  adapts: true,
  steps: [8, 10].map((reps, index) => ({
    exercise: 'push-up',
    target: { kind: 'reps', reps: index === 0 ? 2 : reps },
    rest: { kind: 'seconds', seconds: 45 },
    warm_up: false,
  })),
}

test.beforeAll(() => {
  test.setTimeout(900_000)
  pushUpsWithAbsence()
  walkingIn()
  shallow()
})

test.beforeEach(() => test.setTimeout(600_000))

/** With a history, so that results have something to compare with. */
async function enter(page: Page, baseURL: string | undefined): Promise<ApiClient> {
  const account = newAccount()
  const api = new ApiClient(baseURL ?? '')
  await api.register(account)
  await api.addWorkout({ reps_count: 1, duration_seconds: 4 })
  await signIn(page, account)
  return api
}

async function change(page: Page, key: string, value: unknown): Promise<void> {
  await page.evaluate(([name, text]) => localStorage.setItem(`exercise-buddy.${name}`, text), [
    key,
    JSON.stringify(value),
  ] as const)
}

test('a set, from the open camera to its result', async ({ openBrowser, baseURL }) => {
  const page = await openBrowser({ clip: pushUpsWithAbsence() })
  await withStoppableTime(page)
  await enter(page, baseURL)
  await change(page, 'training', { endsWhenAway: false })
  const training = new TrainingPage(page)
  const line = page.getByTestId('live-line')
  await page.goto('/train/push-up')
  await expect(line).toHaveText('Looks good', { timeout: SOON_MS })
  await stopTime(page)
  await drawState(page, '02-ready')
  await goOn(page)
  await expect(line).toHaveText('Looks good', { timeout: SOON_MS })
  await stopTime(page, 'start-set')
  await expect(line).toHaveText('Hold still')
  await drawState(page, '04-armed')
  await goOn(page)
  await expect(page.getByRole('timer')).toBeVisible({ timeout: SOON_MS })
  await stopTime(page)
  await drawState(page, '05-countdown')
  await goOn(page)
  await expect(training.count).not.toHaveText('0', { timeout: SOON_MS })
  await stopTime(page)
  await drawState(page, '06-counting')
  await goOn(page)
  await expect(line).toHaveText('Come back', { timeout: SOON_MS })
  await stopTime(page)
  await drawState(page, '08-away')
  await goOn(page)
  await page.getByRole('button', { name: 'Pause' }).click()
  await drawState(page, '09-paused')
  await training.finish()
  await expect(training.saved).toBeVisible()
  await drawState(page, '10-result')
})

test('hints before a set and in it', async ({ openBrowser }) => {
  const walking = await openBrowser({ clip: walkingIn() })
  await withStoppableTime(walking)
  await walking.goto('/train/push-up')
  await expect(walking.getByTestId('live-line')).toHaveText('Hands down', { timeout: SOON_MS })
  await stopTime(walking)
  await drawState(walking, '03-hint')
  await walking.close()

  const page = await openBrowser({ clip: shallow() })
  await withStoppableTime(page)
  await new TrainingPage(page).begin('push-up')
  await expect(page.getByTestId('live-line')).toHaveText(CUE, { timeout: SOON_MS })
  await stopTime(page)
  await drawState(page, '07-cue')
})

test('a workout of two sets, from its plan to its result', async ({ openBrowser, baseURL }) => {
  const page = await openBrowser({ clip: pushUpsWithAbsence() })
  await withStoppableTime(page)
  await enter(page, baseURL)
  await change(page, 'plans', [PLAN])
  await page.goto('/train')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await drawState(page, '01-choosing')
  await page.goto('/train/plans/mine')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await drawState(page, '11-plan-editor')
  await page.goto('/train/plan/mine')
  await page.getByTestId('start-workout').waitFor()
  await drawState(page, '12-plan')
  await page.getByTestId('start-workout').click()
  await expect(page.getByTestId('rest')).toBeVisible({ timeout: SOON_MS })
  await stopTime(page)
  await drawState(page, '13-rest')
  await goOn(page)
  await page.getByRole('button', { name: 'Skip' }).click()
  await expect(page.getByRole('heading', { name: 'Set 2 of 2' })).toBeVisible()
  await expect(page.getByTestId('rep-count')).not.toHaveText('0', { timeout: SOON_MS })
  await page.getByTestId('finish-workout').click()
  await expect(page.getByTestId('workout-saved')).toBeVisible()
  await drawState(page, '14-workout-result')
})

test('a second screen', async ({ openBrowser, baseURL }) => {
  const stranger = await openBrowser()
  await stranger.goto('/watch')
  const code = (await stranger.getByTestId('pairing-code').textContent()) ?? ''
  await drawState(stranger, '15-pairing')

  const page = await openBrowser()
  const phone = await enter(page, baseURL)
  await page.goto(`/connect#code=${code}`)
  await expect(page.getByRole('button', { name: 'Yes, allow' })).toBeVisible()
  await drawState(page, '16-connecting')
  await page.goto('/watch')
  await expect(page.getByText('Start a set')).toBeVisible()
  await drawState(page, '17-watch-waiting')
  const counting: LiveState = {
    exercise_type: 'push-up',
    phase: 'counting',
    count: 12,
    target: 20,
    elapsed_seconds: 31,
    set_number: 2,
    sets: 3,
    hint: 'Go lower',
  }
  for (const [name, state] of [
    ['18-watch-counting', counting],
    ['19-watch-resting', { ...counting, phase: 'resting', seconds_left: 42, hint: '' }],
  ] as const) {
    // As a device that trains does: it says that it is there.
    const beat = setInterval(() => void phone.show(state), 1_000)
    try {
      await expect(page.getByTestId('watched-count')).toHaveText(
        String(state.seconds_left ?? state.count),
      )
      await drawState(page, name)
    } finally {
      clearInterval(beat)
    }
  }
})
