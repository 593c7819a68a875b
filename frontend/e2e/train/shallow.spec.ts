import { expect, test } from '../support/test'
import { LEAD_SECONDS, shallowPushUps } from './clips'
import { listen, spokenOf } from './spoken'
import { TrainingPage } from './training-page'

// Drawn once and kept, but that once takes longer than a test may.
test.beforeAll(() => {
  test.setTimeout(900_000)
  shallowPushUps()
})

test(
  'push-ups that are not deep enough do not count, and the person hears why',
  { tag: '@counts' },
  async ({ openBrowser }) => {
    const page = await openBrowser({ clip: shallowPushUps() })
    await listen(page)
    const training = new TrainingPage(page)
    await training.begin('push-up')
    await expect(page.getByTestId('live-line')).toHaveText('Go lower', {
      timeout: (LEAD_SECONDS + 15) * 1000,
    })
    await expect(page.getByText('The last one was not counted')).toBeVisible()
    // As long as the figure goes on, it is told again, and not oftener than it can act on it.
    const times = async (): Promise<number[]> =>
      (await spokenOf(page, ['Not counted. Go lower'])).map(({ at }) => at)
    await expect.poll(async () => (await times()).length, { timeout: 20_000 }).toBeGreaterThan(1)
    const [first = 0, second = 0] = await times()
    expect(second - first).toBeGreaterThan(3.5)
    expect(await training.finish()).toBe(0)
    await expect(page.getByText(/did not go low enough to count/)).toBeVisible()
  },
)
