import { describe, expect, test } from 'vitest'
import { JOINT } from '../../body/landmarks.ts'
import { PART, SAMPLE_LENGTH } from '../../judge/sample.ts'
import type { Sample } from '../../judge/sample.ts'
import { LegNames } from './leg-names.ts'

const FRAME_MS = 1000 / 30
const LEFT_ANKLE_UP = PART.y + JOINT.ankle

/** Both legs at these heights, one behind the other as the side shows them. */
function legs(left: number, right: number): Sample {
  const sample = new Float64Array(SAMPLE_LENGTH)
  for (const joint of [JOINT.knee, JOINT.ankle]) {
    sample[PART.y + joint] = left
    sample[PART.y + joint + 1] = right
  }
  return sample
}

/** Heights of the left ankle once the names are kept. */
function kept(samples: readonly Sample[], frameMs = FRAME_MS): readonly number[] {
  const names = new LegNames()
  return samples.map((sample, i) => names.keep(sample, i * frameMs)[LEFT_ANKLE_UP] ?? Number.NaN)
}

describe('legs', () => {
  test('keep their names if they are exchanged for one frame', () => {
    const films = [legs(0.2, 0), legs(0.2, 0), legs(0, 0.2), legs(0.2, 0)]
    expect(kept(films)).toEqual([0.2, 0.2, 0.2, 0.2])
  })

  test('keep their names if the model calls the higher one left as they pass one another', () => {
    const heights = [0.2, 0.15, 0.1, 0.05, 0, -0.05, -0.1, -0.15]
    const named = heights.map((up) => legs(Math.abs(up), -Math.abs(up)))
    kept(named).forEach((up, i) => {
      expect(up).toBeCloseTo(heights[i] ?? Number.NaN, 9)
    })
  })

  test('that really pass one another keep their names', () => {
    const heights = [0.2, 0.15, 0.1, 0.05, 0, -0.05, -0.1, -0.15]
    expect(kept(heights.map((up) => legs(up, -up)))).toEqual(heights)
  })

  test('that turn back before they touch keep their names', () => {
    const heights = [0.2, 0.14, 0.09, 0.07, 0.09, 0.14, 0.2]
    expect(kept(heights.map((up) => legs(up, -up)))).toEqual(heights)
  })

  test('get the model’s names after a pause in which they may have moved anywhere', () => {
    expect(kept([legs(0.2, 0), legs(0, 0.2)], 400)).toEqual([0.2, 0])
  })

  test('are exchanged with all that belongs to them', () => {
    const names = new LegNames()
    const before = legs(0.2, 0)
    before[PART.visibility + JOINT.ankle] = 0.9
    names.keep(before, 0)
    const after = legs(0, 0.2)
    after[PART.visibility + JOINT.ankle + 1] = 0.9
    expect(names.keep(after, FRAME_MS)[PART.visibility + JOINT.ankle]).toBe(0.9)
  })
})
