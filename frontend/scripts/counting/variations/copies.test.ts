import { expect, test } from 'vitest'
import { FIRST_SET, labelled } from '../../../src/engine/testing/labelled.ts'
import { seeded } from '../../../src/engine/testing/random.ts'
import { COPIES } from './copies.ts'
import type { Frames } from './frames.ts'

/** Ankle, heel and toe of the left foot; the right one's follow each. */
const FOOT = [27, 29, 31]
const SIDES = [0, 1]
const [CLIP] = labelled(FIRST_SET, 'jump-rope')

/** How far a foot of the copy is ever off the height at which it was filmed, as a share of the picture's. */
function mostOff(copy: Frames, recorded: Frames, side: number): number {
  const off = recorded.flatMap(({ landmarks }, i) =>
    FOOT.map((joint) => {
      const [was, is] = [landmarks, copy[i]?.landmarks ?? null].map((all) => all?.[joint + side]?.y)
      return Math.abs((was ?? 0) - (is ?? 0))
    }),
  )
  return Math.max(...off)
}

test.each(COPIES.filter(({ name }) => /^turned by -?\d+ degrees$/.test(name)))(
  'the visible foot stays at its height while the camera moves around the person: $name',
  ({ change }) => {
    const recorded = CLIP?.frames ?? []
    const copy = change(recorded, seeded(1))
    expect(recorded.length).toBeGreaterThan(50)
    expect(Math.min(...SIDES.map((side) => mostOff(copy, recorded, side)))).toBeLessThan(1e-9)
    expect(copy).not.toEqual(recorded)
  },
)
