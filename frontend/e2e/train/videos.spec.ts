import { expect, test } from '../support/test'
import { LEAD_SECONDS, VIDEO_FOLDER, realClips, videoClip, videoSeconds } from './clips'
import { TrainingPage } from './training-page'

const clips = realClips()
const SETTLE_SECONDS = 3

test.describe('real people', () => {
  if (clips === null) {
    test('the folder of videos is there', () => {
      console.log(`real people: no videos at ${VIDEO_FOLDER}; the drawn figure stood in for them`)
      expect(process.env.CI, `CI needs the videos at ${VIDEO_FOLDER}`).toBeUndefined()
    })
    return
  }
  console.log(`real people: ${clips.length} videos at ${VIDEO_FOLDER}`)

  for (const clip of clips) {
    test(`${clip.name} as ${clip.trainAs}: ${clip.trueReps}`, async ({ openBrowser }) => {
      const page = await openBrowser({ clip: videoClip(clip.path) })
      const training = new TrainingPage(page)
      await training.begin(clip.trainAs)
      await training.untilClipSecond(LEAD_SECONDS + videoSeconds(clip.path) + SETTLE_SECONDS)
      const fps = await page.getByTestId('pose-fps').textContent()
      const reps = await training.finish()
      console.log(`  ${clip.name}: ${reps} of ${clip.trueReps} at ${fps ?? '?'} fps`)
      expect(Math.abs(reps - clip.trueReps)).toBeLessThanOrEqual(1)
    })
  }
})
