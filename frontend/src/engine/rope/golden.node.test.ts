/**
 * Recordings of real people skipping: the styles told apart, runs without a trip. Their counts are held by
 * ratchet.node.test.ts.
 */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { replay } from '../../../scripts/counting/recordings.ts'
import { createCounter } from '../index.ts'
import type { RepVariant } from '../index.ts'
import { FIRST_SET, KEPT, labelled } from '../testing/labelled.ts'
import type { Labelled } from '../testing/labelled.ts'

function stylesOf(clip: Labelled): readonly (RepVariant | null | undefined)[] {
  const counter = createCounter('jump-rope')
  return clip.frames.flatMap((frame) =>
    counter
      .process(frame)
      .flatMap((event) => (event.type === 'rep' ? [event.repetition.variant] : [])),
  )
}

// Seconds of work on a free machine, more on a busy one.
test(
  'jumps on alternate feet are told from jumps on both, and double-unders from single ones',
  { timeout: 120_000 },
  () => {
    const skipping = labelled(FIRST_SET, 'jump-rope')
    expect(skipping).toHaveLength(11)
    for (const clip of skipping) {
      const style = clip.name.includes('_alt0') ? 'alternate-feet' : 'both-feet'
      // Named by what is skipped, but done with both feet.
      const isDouble = clip.name.includes('_dbl')
      const expected = clip.name === 'jr_hb_alt04' ? 'both-feet' : style
      // The first four of a set are not named double-unders yet.
      const styles = stylesOf(clip).slice(isDouble ? 4 : 0)
      expect(
        styles.filter((each) => each === (isDouble ? 'double-under' : expected)).length,
        clip.name,
      ).toBeGreaterThanOrEqual((isDouble ? 0.75 : 0.9) * styles.length)
    }
  },
)

// The zig-zag loses the rhythm of both for a moment, the phase of the joints does not.
test(
  'a run goes on without a trip if only the phase of the joints reveals its steps',
  { timeout: 60_000 },
  () => {
    const names = ['jr_hansh', 'jr_speed_hiro_2']
    const clips = labelled(join(KEPT, 'recordings-2'), 'jump-rope', names)
    expect(clips).toHaveLength(names.length)
    for (const clip of clips) {
      const counter = replay(createCounter('jump-rope'), clip.frames)
      const { reps, trips, longestRun } = counter.snapshot()
      expect({ trips, longestRun }, clip.name).toEqual({ trips: 0, longestRun: reps })
    }
  },
)
