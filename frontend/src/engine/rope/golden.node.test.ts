/** Recordings of real people and what was counted by eye: the contract of the jump rope counter. */
import { describe, expect, test } from 'vitest'
import { replay, thin } from '../../../scripts/recordings.ts'
import { createCounter } from '../index.ts'
import { FOLDERS, labelled } from '../testing/labelled.ts'
import type { Labelled } from '../testing/labelled.ts'

function count(clip: Labelled, framesPerSecond = 0): number {
  return replay(createCounter('jump-rope'), thin(clip.frames, framesPerSecond)).snapshot().reps
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
