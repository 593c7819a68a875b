import type { Page } from '@playwright/test'
import { newMember } from '../app/account'
import { expectAccessible } from '../support/accessible'
import { killBrowser, newProfile, removeProfile } from '../support/profile'
import { expect, test } from '../support/test'
import { TAKES_ALL, fivePushUps } from './clips'

const READY_MS = 90_000
const SETS = TAKES_ALL ? 3 : 2

function plan(sets: number, restSeconds: number): object {
  return {
    id: 'mine',
    name: 'Sets of two',
    until_reps: null,
    adapts: true,
    steps: Array.from({ length: sets }, () => ({
      exercise: 'push-up',
      target: { kind: 'reps', reps: 2 },
      rest: { kind: 'seconds', seconds: restSeconds },
      warm_up: false,
    })),
  }
}

async function enter(page: Page, origin: string): Promise<void> {
  const api = await newMember(origin)
  await api.handOver(page)
}

async function keepPlan(page: Page, made: object): Promise<void> {
  await page.evaluate(
    (text) => localStorage.setItem('exercise-buddy.plans', text),
    JSON.stringify([made]),
  )
}

async function setBegins(page: Page, text: string): Promise<void> {
  await expect(page.getByRole('heading', { name: text })).toBeVisible({ timeout: READY_MS })
  await expect(page.getByTestId('rest')).toBeHidden({ timeout: READY_MS })
}

test.beforeAll(() => {
  test.setTimeout(900_000)
  fivePushUps()
})

test(
  'three sets with rests need no touch after the start, and are stored as one',
  {
    tag: '@counts',
  },
  async ({ openBrowser, baseURL }) => {
    test.setTimeout(240_000)
    const page = await openBrowser({ clip: fivePushUps() })
    await enter(page, baseURL!)
    await keepPlan(page, plan(SETS, 6))
    await page.goto('/train/plan/mine')
    await page.getByTestId('start-workout').click()
    for (let number = 1; number <= SETS; number += 1) {
      await setBegins(page, `Set ${number} of ${SETS}`)
      if (number < SETS) await expect(page.getByTestId('rest')).toBeVisible({ timeout: READY_MS })
    }
    await expect(page.getByRole('heading', { name: 'Sets of two: done' })).toBeVisible({
      timeout: READY_MS,
    })
    await expect(page.getByTestId('rep-count')).toHaveText(String(2 * SETS))
    await expect(page.getByText(`in ${SETS} sets`)).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Finish' }).click()

    await page.goto('/history')
    const entry = page.getByTestId('training')
    await expect(entry).toHaveCount(1)
    await expect(entry).toContainText('Sets of two')
    await expect(entry).toContainText(String(2 * SETS))
    await expect(entry.getByRole('link')).toHaveCount(SETS)
  },
)

/** In two pieces: the catalogue is looked through for one plural at a time. */
async function expectOneSetOfTwo(page: Page): Promise<void> {
  const unfinished = page.getByTestId('unfinished-workout')
  await expect(unfinished).toContainText('1 set')
  await expect(unfinished).toContainText('2 reps')
}

test(
  'a workout goes on after the browser was killed in each of its phases',
  {
    tag: '@counts',
  },
  async ({ openBrowser }) => {
    test.setTimeout(360_000)
    const profile = newProfile()
    const options = { clip: fivePushUps(), profile }
    let page = await openBrowser(options)
    await page.goto('/')
    await keepPlan(page, plan(2, 12))
    await page.goto('/train/plan/mine')
    await page.getByTestId('start-workout').click()
    await expect(page.getByTestId('rest')).toBeVisible({ timeout: READY_MS })
    await expectAccessible(page)
    await killBrowser(page, profile)

    // In the rest: the first set is done.
    page = await openBrowser(options)
    await page.goto('/train/plan/mine')
    await expectOneSetOfTwo(page)
    await page.getByRole('button', { name: 'Continue' }).click()
    await setBegins(page, 'Set 2 of 2')
    await expect(page.getByTestId('rep-count')).toHaveText('1', { timeout: READY_MS })
    await page.waitForTimeout(300)
    await killBrowser(page, profile)

    // In the second set, with one repetition of it counted.
    page = await openBrowser(options)
    await page.goto('/train/plan/mine')
    await expectOneSetOfTwo(page)
    await page.getByRole('button', { name: 'Continue' }).click()
    await expect(page.getByTestId('rep-count')).toHaveText('4', { timeout: READY_MS })
    await expect(page.getByText('in 2 sets')).toBeVisible()
    await page.waitForTimeout(300)
    await killBrowser(page, profile)

    // On the result.
    page = await openBrowser(options)
    await page.goto('/train/plan/mine')
    await expect(page.getByTestId('rep-count')).toHaveText('4')
    await page.getByRole('button', { name: 'Finish' }).click()
    await expect(page.getByTestId('waiting-workouts').getByRole('listitem')).toHaveCount(2)
    removeProfile(profile)
  },
)
