/** Recordings of real people and what was counted by eye: the contract of the jump rope counter. */
import { describe, expect, test } from 'vitest'
import { replay, thin } from '../../../scripts/recordings.ts'
import { createCounter } from '../index.ts'
import type { RepVariant } from '../index.ts'
import { FOLDERS, labelled } from '../testing/labelled.ts'
import type { Labelled } from '../testing/labelled.ts'

function count(clip: Labelled, framesPerSecond = 0): number {
  return replay(createCounter('jump-rope'), thin(clip.frames, framesPerSecond)).snapshot().reps
}

function stylesOf(clip: Labelled): readonly (RepVariant | null | undefined)[] {
  const counter = createCounter('jump-rope')
  return clip.frames.flatMap((frame) =>
    counter
      .process(frame)
      .flatMap((event) => (event.type === 'rep' ? [event.repetition.variant] : [])),
  )
}

// Minutes of recordings: seconds of work on a free machine, more on a busy one.
describe.each(FOLDERS)('recordings of %s', { timeout: 120_000 }, (folder) => {
  const clips = labelled(folder)
  const skipping = clips.filter(({ exercise }) => exercise === 'jump-rope')
  const others = clips.filter(({ exercise }) => exercise !== 'jump-rope')

  test('each is counted exactly', () => {
    expect(skipping).toHaveLength(11)
    const counts = skipping.map((clip) => [clip.name, count(clip)])
    expect(counts).toEqual(skipping.map(({ name, trueReps }) => [name, trueReps]))
  })

  test('the feet are told apart from landing together', () => {
    for (const clip of skipping) {
      const style = clip.name.includes('_alt0') ? 'alternate-feet' : 'both-feet'
      // Named by what is skipped, but done with both feet.
      const expected = clip.name === 'jr_hb_alt04' ? 'both-feet' : style
      const styles = stylesOf(clip)
      expect(styles.filter((each) => each === expected).length, clip.name).toBeGreaterThanOrEqual(
        0.9 * styles.length,
      )
    }
  })

  test.each([20, 15])('each is counted within 3 %%, or one, at %i frames a second', (rate) => {
    for (const clip of skipping) {
      const error = Math.abs(count(clip, rate) - clip.trueReps)
      expect(error, clip.name).toBeLessThanOrEqual(Math.max(1, 0.03 * clip.trueReps))
    }
  })

  test.each([0, 20, 15, 10])('nothing else is counted, at %i frames a second (0: all)', (rate) => {
    expect(others.length).toBeGreaterThan(50)
    const hits = others.filter((clip) => count(clip, rate) > 0)
    expect(hits.map(({ name }) => name)).toEqual([])
  })
})
