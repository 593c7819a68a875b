import { createHash } from 'node:crypto'
import { ApiClient, type Account } from '../app/account'
import { expect, test } from '../support/test'
import {
  LEAD_SECONDS,
  SLOWED,
  TAKES_ALL,
  VIDEO_FOLDERS,
  realClips,
  videoClip,
  videoSeconds,
} from './clips'
import { slowClocks } from './slow-clocks'
import { TrainingPage } from './training-page'

/**
 * Of each exercise somebody who does it, once from the front and once from the side, and the hardest of what must not
 * count: the camera, the model and the engine together. Every clip takes half a minute, and its landmarks are replayed
 * through the engine elsewhere; `make prove` (E2E_CLIPS=all) takes them all. E2E_SLOWED=3
 * shows them three times slower to a page whose clocks are, too, as to a machine three times as fast.
 */
const IN_EVERY_RUN: ReadonlySet<string> = new Set(['pu_anki', 'jr_chen_side', 'h4_neg_zzz_tread'])
const found = realClips()
const clips = TAKES_ALL ? found : found.filter(({ name }) => IN_EVERY_RUN.has(name))
const SETTLE_SECONDS = 3

// One account a run, so that the sums grow from clip to clip; a restarted worker finds it again.
const run = createHash('sha256')
  .update(process.env.E2E_DATA_DIR ?? '')
  .digest('hex')
  .slice(0, 12)
const account: Account = { username: `videos-${run}`, email: `videos-${run}@example.com` }

async function signedInApi(origin: string): Promise<ApiClient> {
  const api = new ApiClient(origin)
  await api.login(account).catch(() => api.register(account))
  return api
}

test.describe('real people', { tag: ['@counts', '@people'] }, () => {
  const folders = VIDEO_FOLDERS.join(', ')
  if (clips.length === 0) {
    test('the folders of videos are there', () => {
      console.log(`real people: no videos at ${folders}; the drawn figure stood in for them`)
      expect(process.env.REQUIRE_RECORDINGS, `CI needs the videos at ${folders}`).toBeFalsy()
    })
    return
  }
  console.log(`real people: ${clips.length} of ${found.length} videos at ${folders}`)

  for (const clip of clips) {
    test(`${clip.name} as ${clip.trainAs}: ${clip.trueReps}`, async ({ openBrowser, baseURL }) => {
      test.setTimeout(SLOWED * 120_000)
      const api = await signedInApi(baseURL!)
      const { totals: before } = await api.statistics()
      const repsBefore = await api.repsStored()
      const page = await openBrowser({ clip: videoClip(clip.path) })
      if (SLOWED !== 1) await page.addInitScript(slowClocks, SLOWED)
      await api.handOver(page)
      const training = new TrainingPage(page)
      await training.begin(clip.trainAs)
      const shownSeconds = videoSeconds(clip.path) + SETTLE_SECONDS
      await training.untilClipSecond(SLOWED * (LEAD_SECONDS + shownSeconds))
      const fps = await page.getByTestId('pose-fps').textContent()
      const reps = await training.finish()
      console.log(`  ${clip.name}: ${reps} of ${clip.trueReps} at ${fps ?? '?'} fps`)
      expect(Math.abs(reps - clip.trueReps)).toBeLessThanOrEqual(clip.tolerance)

      if (reps > 0) await expect(training.saved).toHaveText('Saved')
      await expect.poll(() => api.repsStored()).toBe(repsBefore + reps)
      const { totals: after } = await api.statistics()
      expect(after.workouts).toBe(before.workouts + (reps > 0 ? 1 : 0))
      if (reps === 0) return
      await page.goto('/history')
      await expect(page.getByRole('main').getByRole('listitem').first()).toContainText(
        new RegExp(`${reps}\\s*(rep|jump)s?`),
      )
    })
  }
})
