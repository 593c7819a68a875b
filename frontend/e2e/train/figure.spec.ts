import { expect, test } from '../support/test'
import { LEAD_SECONDS, exercisingFigure, figureClip } from './clips'
import { TrainingPage } from './training-page'

// A count that has arrived must also stay: one more repetition would show within this time.
const SETTLE_MS = 2_500

interface Counted {
  readonly name: string
  readonly exercise: string
  readonly clip: readonly string[]
  readonly reps: number
  /** Seconds of movement. */
  readonly seconds: number
}

const COUNTED: readonly Counted[] = [
  {
    name: 'five push-ups from the side',
    exercise: 'push-up',
    clip: ['push-up', '--reps', '5'],
    reps: 5,
    seconds: 10,
  },
  {
    name: 'five push-ups at an angle',
    exercise: 'push-up',
    clip: ['push-up', '--reps', '5', '--view', 'diagonal'],
    reps: 5,
    seconds: 10,
  },
]

for (const { name, exercise, clip, reps, seconds } of COUNTED) {
  test(`counts ${name}`, async ({ openBrowser }) => {
    const page = await openBrowser({ clip: exercisingFigure(...clip) })
    const training = new TrainingPage(page)
    await training.begin(exercise)
    await expect(training.count).toHaveText(String(reps), {
      timeout: (LEAD_SECONDS + seconds + 5) * 1000,
    })
    await page.waitForTimeout(SETTLE_MS)
    expect(await training.finish()).toBe(reps)
    await expect(training.saved).toBeVisible()
    await expect(training.count).toHaveText(String(reps))
  })
}

test('counts twenty rope jumps, within one', async ({ openBrowser }) => {
  const clip = exercisingFigure('jump-rope', '--reps', '20', '--rate', '2', '--rope')
  const page = await openBrowser({ clip })
  const training = new TrainingPage(page)
  await training.begin('jump-rope')
  await training.untilClipSecond(LEAD_SECONDS + 10 + 3)
  const reps = await training.finish()
  expect(Math.abs(reps - 20)).toBeLessThanOrEqual(1)
  await expect(training.saved).toBeVisible()
})

const NOTHING_TO_COUNT = [
  { name: 'standing', clip: ['stand', '--seconds', '20'] },
  { name: 'waving', clip: ['stand', '--seconds', '20', '--wave'] },
  { name: 'walking in and waving', clip: ['walk', '--seconds', '20'] },
]

for (const { name, clip } of NOTHING_TO_COUNT) {
  for (const exercise of ['push-up', 'jump-rope']) {
    test(`counts no ${exercise} in ${name}`, async ({ openBrowser }) => {
      const page = await openBrowser({ clip: figureClip(...clip) })
      const training = new TrainingPage(page)
      await training.begin(exercise)
      await training.untilClipSecond(18)
      // The person was seen, so that the nought means something.
      await expect(page.getByText('Nobody in the picture yet')).toBeHidden()
      expect(Number(await page.getByTestId('pose-fps').textContent())).toBeGreaterThan(0)
      expect(await training.finish()).toBe(0)
      await expect(page.getByRole('heading', { name: 'Nothing was counted' })).toBeVisible()
    })
  }
}
