import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCounter, EXERCISES } from './index.ts'
import type { PoseFrame } from './index.ts'
import { runs } from './testing/runs.ts'
import { film } from './testing/synthetic-body.ts'

/** Numbers as a broken model, camera or clock might give them. */
const wild = fc.oneof(
  fc.double({ min: -2, max: 3, noNaN: true }),
  fc.constantFrom(0, NaN, Infinity, -Infinity, 1e308, -0),
)

function points(length: fc.Arbitrary<number>): fc.Arbitrary<PoseFrame['landmarks']> {
  const point = fc.record({ x: wild, y: wild, z: wild, visibility: wild })
  return length.chain((n) =>
    fc.option(fc.array(point, { minLength: n, maxLength: n }), { nil: null, freq: 5 }),
  )
}

const length = fc.constantFrom(33, 33, 33, 0, 17)
const garbage = fc.record({
  landmarks: points(length),
  worldLandmarks: points(length),
  width: fc.constantFrom(640, 1, 0, -5, NaN),
  height: fc.constantFrom(480, 0, Infinity),
  timestampMs: fc.oneof(fc.integer({ min: -1000, max: 600_000 }), fc.constantFrom(NaN, Infinity)),
})

/** What happens to a good frame on its way. */
const mishap = fc.constantFrom(
  'none',
  'none',
  'none',
  'lost',
  'twice',
  'backwards',
  'minutes later',
  'nobody',
  'half a body',
)

function afterMishaps(
  frames: readonly PoseFrame[],
  mishaps: readonly string[],
): readonly PoseFrame[] {
  let delayMs = 0
  return frames.flatMap((frame, i) => {
    const what = mishaps[i % mishaps.length]
    if (what === 'minutes later') delayMs += 180_000
    const sent = { ...frame, timestampMs: frame.timestampMs + delayMs }
    if (what === 'lost') return []
    if (what === 'twice') return [sent, sent]
    if (what === 'backwards') return [sent, { ...sent, timestampMs: sent.timestampMs - 500 }]
    if (what === 'nobody') return [{ ...sent, landmarks: null, worldLandmarks: null }]
    if (what === 'half a body') return [{ ...sent, worldLandmarks: null }]
    return [sent]
  })
}

/** Feeds frames and checks at each what must always hold. */
function countsAlong(exercise: (typeof EXERCISES)[number], frames: readonly PoseFrame[]): number[] {
  const counter = createCounter(exercise)
  return frames.map((frame) => {
    for (const event of counter.process(frame))
      if (event.type === 'rep')
        expect(event.repetition.index).toBeLessThanOrEqual(counter.snapshot().reps)
    const { reps, heldSeconds, phase } = counter.snapshot()
    if (phase !== null) expect(phase >= 0 && phase <= 1).toBe(true)
    expect(Number.isInteger(reps) && Number.isInteger(heldSeconds)).toBe(true)
    return reps + heldSeconds
  })
}

function expectNeverFalling(counts: readonly number[]): void {
  counts.slice(1).forEach((count, i) => {
    expect(count).toBeGreaterThanOrEqual(counts[i] ?? 0)
  })
}

const good = (['push-up', 'squat', 'standing'] as const).flatMap((exercise) =>
  film({ exercise, reps: 3, repMs: 1200, restMs: 400, framesPerSecond: 20 }),
)
const seconds = good.map((frame, i) => ({ ...frame, timestampMs: i * 50 }))

describe.each(EXERCISES)('the %s counter', (exercise) => {
  test('neither throws nor counts down on garbage', () => {
    fc.assert(
      fc.property(fc.array(garbage, { maxLength: 60 }), (frames) => {
        expectNeverFalling(countsAlong(exercise, frames))
      }),
      { numRuns: runs(60), seed: 7 },
    )
  })

  test('neither throws nor counts down on an irregular stream, and counts it the same a second time', () => {
    fc.assert(
      fc.property(fc.array(mishap, { minLength: 1, maxLength: 40 }), (mishaps) => {
        const frames = afterMishaps(seconds, mishaps)
        const counts = countsAlong(exercise, frames)
        expectNeverFalling(counts)
        expect(countsAlong(exercise, frames)).toEqual(counts)
      }),
      { numRuns: runs(25), seed: 11 },
    )
  })
})

test.each([1, 3, 7])('keeping one frame in %i never gives more push-ups', (nth) => {
  const frames = film({ reps: 6 })
  const counted = (list: readonly PoseFrame[]): number => countsAlong('push-up', list).at(-1) ?? 0
  const kept = frames.filter((_, i) => i % nth === 0)
  expect(counted(kept)).toBeLessThanOrEqual(counted(frames))
})
