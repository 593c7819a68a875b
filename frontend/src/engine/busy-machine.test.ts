/** The count holds where a busy machine drops frames and stalls: 14 to 22 frames a second, pauses of 125 to 450 ms. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCounter } from './index.ts'
import type { ExerciseType, PoseFrame } from './index.ts'
import { ropeCounter } from './rope/testing/rope-player.ts'
import { filmParts } from './rope/testing/skipping-body.ts'
import type { Movement } from './rope/testing/skipping-body.ts'
import { onBusyMachine } from './testing/busy-machine.ts'
import type { Load } from './testing/busy-machine.ts'
import { seeded } from './testing/random.ts'
import { runs } from './testing/runs.ts'
import { film } from './testing/synthetic-body.ts'

const BUSY: readonly Load[] = [
  { stepMs: 45, stallShare: 0.02, stallMs: 250 },
  { stepMs: 55, stallShare: 0.04, stallMs: 250 },
]
const VERY_BUSY: Load = { stepMs: 70, stallShare: 0.05, stallMs: 300 }
const seeds = fc.integer({ min: 1, max: 1_000_000 })

function count(
  exercise: ExerciseType,
  frames: readonly PoseFrame[],
  load: Load,
  seed: number,
): number {
  const counter = exercise === 'jump-rope' ? ropeCounter() : createCounter(exercise)
  for (const frame of onBusyMachine(frames, load, seeded(seed))) counter.process(frame)
  return counter.snapshot().reps
}

describe('on a busy machine', () => {
  test.each<[Movement, number]>([
    ['bounce', 90],
    ['steps', 150],
  ])(
    'rope jumps (%s) at %i to 210 a minute are counted within a tenth, or within two',
    (movement, slow) => {
      const cases = fc.record({
        perMinute: fc.integer({ min: slow, max: 210 }),
        cycles: fc.integer({ min: 20, max: 50 }),
        load: fc.constantFrom(...BUSY),
        seed: seeds,
      })
      fc.assert(
        fc.property(cases, ({ perMinute, cycles, load, seed }) => {
          const counted = count(
            'jump-rope',
            filmParts([{ movement, cycles, perMinute }], { seed }),
            load,
            seed,
          )
          expect(Math.abs(counted - cycles)).toBeLessThanOrEqual(Math.max(2, 0.1 * cycles))
        }),
        { numRuns: runs(25), seed: 2032 },
      )
    },
  )

  test('push-ups are counted exactly', () => {
    const scenes = fc.record({
      reps: fc.integer({ min: 3, max: 12 }),
      repMs: fc.integer({ min: 900, max: 3000 }),
      restMs: fc.integer({ min: 300, max: 1500 }),
      yawDeg: fc.integer({ min: -90, max: 90 }),
      seed: seeds,
    })
    fc.assert(
      fc.property(scenes, fc.constantFrom(...BUSY, VERY_BUSY), (scene, load) => {
        expect(count('push-up', film(scene), load, scene.seed)).toBe(scene.reps)
      }),
      { numRuns: runs(25), seed: 2033 },
    )
  })
})

// What was last seen of the shoulders is from half-way down: it cannot be held against the whole way.
test.each([0, 45, 80])(
  'push-ups seen %i degrees from the side are counted even if the camera stalls at their bottom',
  (yawDeg) => {
    const scene = { reps: 3, repMs: 1000, restMs: 300, framesPerSecond: 18, yawDeg }
    const bottomsMs = [800, 2100, 3400]
    for (const [beforeMs, afterMs] of [
      [225, 25],
      [175, 75],
      [210, 90],
    ] as const) {
      const counter = createCounter('push-up')
      for (const frame of film(scene)) {
        const isStalled = bottomsMs.some(
          (ms) => frame.timestampMs > ms - beforeMs && frame.timestampMs < ms + afterMs,
        )
        if (!isStalled) counter.process(frame)
      }
      expect(counter.snapshot().reps, `${String(beforeMs)} ms before`).toBe(scene.reps)
    }
  },
)
