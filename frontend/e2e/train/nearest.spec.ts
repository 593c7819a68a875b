import type { FromWorker } from '../../src/pose/worker/protocol'
import { expect, test } from '../support/test'
import { joinedBySomebody } from './clips'

declare global {
  /** How far to the right somebody's hip was last seen, as a share of the picture; at first that of nobody. */
  var hipAt: number
}

/** To be run in the page before anything else. */
function watchHip(): void {
  const leftHip = 23
  globalThis.hipAt = Number.NaN
  globalThis.Worker = class extends Worker {
    constructor(...made: ConstructorParameters<typeof Worker>) {
      super(...made)
      this.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
        if (data.type === 'pose') globalThis.hipAt = data.landmarks?.[4 * leftHip] ?? Number.NaN
      })
    }
  }
}

// Drawn once and kept, but that once takes longer than a test may.
test.beforeAll(() => {
  test.setTimeout(900_000)
  joinedBySomebody()
})

test(
  'follows somebody who comes nearer than the one who was there first',
  { tag: '@counts' },
  async ({ openBrowser }) => {
    const page = await openBrowser({ clip: joinedBySomebody() })
    await page.addInitScript(watchHip)
    await page.goto('/train/squat')
    const hipAt = (): Promise<number> => page.evaluate(() => globalThis.hipAt)
    await expect.poll(hipAt, { timeout: 60_000, intervals: [50] }).toBeLessThan(0.4)
    await expect.poll(hipAt, { timeout: 30_000 }).toBeGreaterThan(0.6)
  },
)
