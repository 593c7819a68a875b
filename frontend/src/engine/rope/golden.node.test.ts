/** Recordings of real people skipping: the styles told apart. Their counts are held by ratchet.node.test.ts. */
import { expect, test } from 'vitest'
import { createCounter } from '../index.ts'
import type { RepVariant } from '../index.ts'
import { FIRST_SET, labelled } from '../testing/labelled.ts'
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
  'the feet are told apart from landing together, and double-unders from single ones',
  { timeout: 120_000 },
  () => {
    const skipping = labelled(FIRST_SET).filter(({ exercise }) => exercise === 'jump-rope')
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
