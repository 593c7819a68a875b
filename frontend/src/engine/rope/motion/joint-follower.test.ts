import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Body } from '../../body/body.ts'
import { LANDMARK } from '../../body/landmarks.ts'
import type { Landmark, PoseFrame } from '../../index.ts'
import { seeded } from '../../testing/random.ts'
import { ropeCounter } from '../testing/rope-player.ts'
import { filmParts } from '../testing/skipping-body.ts'
import type { Movement } from '../testing/skipping-body.ts'
import { JointFollower } from './joint-follower.ts'

const FRAME_MS = 1000 / 30
/** Five times the tremble of a drawn landmark; the leaps are of 380 pixels and more. */
const HELD_WITHIN_PIXELS = 6
const LEGS = [
  [LANDMARK.leftKnee, LANDMARK.rightKnee],
  [LANDMARK.leftAnkle, LANDMARK.rightAnkle],
  [LANDMARK.leftHeel, LANDMARK.rightHeel],
  [LANDMARK.leftToe, LANDMARK.rightToe],
] as const

function exchangeLegs(frame: PoseFrame): PoseFrame {
  const swap = <T>(points: readonly T[]): T[] => {
    const swapped = [...points]
    for (const [left, right] of LEGS) {
      const [a, b] = [points[left], points[right]]
      if (a === undefined || b === undefined) throw new Error('33 landmarks expected')
      swapped[left] = b
      swapped[right] = a
    }
    return swapped
  }
  const { landmarks, worldLandmarks } = frame
  return {
    ...frame,
    landmarks: landmarks && swap(landmarks),
    worldLandmarks: worldLandmarks && swap(worldLandmarks),
  }
}

function exchangeSome(
  frames: readonly PoseFrame[],
  share: number,
  seed: number,
): readonly PoseFrame[] {
  const random = seeded(seed)
  return frames.map((frame) => (random() < share ? exchangeLegs(frame) : frame))
}

/** Whichever foot is up is the left one, as of feet behind one another. */
function nameByStep(frame: PoseFrame): PoseFrame {
  const [left, right] = [LANDMARK.leftAnkle, LANDMARK.rightAnkle].map((i) => frame.landmarks?.[i])
  return left !== undefined && right !== undefined && left.y > right.y ? exchangeLegs(frame) : frame
}

/** As a camera to the side shows it: hardly anything is to the left or the right of anything. */
function fromTheSide(frame: PoseFrame): PoseFrame {
  const narrow = <T extends { x: number }>(points: readonly T[] | null, middle: number) =>
    points?.map((point) => ({ ...point, x: middle + 0.1 * (point.x - middle) })) ?? null
  return {
    ...frame,
    landmarks: narrow(frame.landmarks, 0.5),
    worldLandmarks: narrow(frame.worldLandmarks, 0),
  }
}

function moveLandmark(frame: PoseFrame, index: number, by: number): PoseFrame {
  const move = (point: Landmark, i: number): Landmark =>
    i === index ? { ...point, x: point.x + by, y: point.y - by } : point
  return { ...frame, landmarks: frame.landmarks?.map(move) ?? null }
}

function placeX(frame: PoseFrame, index: number, x: number): PoseFrame {
  const place = (point: Landmark, i: number): Landmark => (i === index ? { ...point, x } : point)
  return { ...frame, landmarks: frame.landmarks?.map(place) ?? null }
}

function moveAll(frame: PoseFrame, by: number): PoseFrame {
  return { ...frame, landmarks: frame.landmarks?.map((p) => ({ ...p, x: p.x + by })) ?? null }
}

function count(frames: readonly PoseFrame[]): number {
  const counter = ropeCounter()
  for (const frame of frames) counter.process(frame)
  return counter.snapshot().reps
}

function film(movement: Movement, perMinute: number): readonly PoseFrame[] {
  return filmParts([{ movement, cycles: 24, perMinute }])
}

/** Follows the frames and answers with the body of the last one and the follower. */
function follow(
  frames: readonly PoseFrame[],
  frameMs = FRAME_MS,
): { body: Body; joints: JointFollower } {
  const [body, joints] = [new Body(), new JointFollower()]
  frames.forEach((frame, i) => {
    if (!body.fill(frame)) throw new Error('a body expected in every frame')
    body.pixelsPerMetre = body.measurePixelsPerMetre()
    if (i === 0) joints.start(body)
    else joints.push(body, frameMs)
  })
  return { body, joints }
}

describe('left and right leg, exchanged by the model,', () => {
  test('do not change the count of jumps with both feet', () => {
    const frames = film('bounce', 150)
    const exchanged = fc.record({
      share: fc.double({ min: 0, max: 0.5, noNaN: true }),
      seed: fc.nat(),
    })
    fc.assert(
      fc.property(exchanged, ({ share, seed }) => {
        expect(count(exchangeSome(frames, share, seed))).toBe(24)
      }),
      { numRuns: 15, seed: 7 },
    )
  })

  // Slow ones at few frames a second are the worst: what is drawn between two frames hangs on the names, too.
  test.each([
    [150, 15],
    [150, 30],
    [240, 15],
    [330, 15],
  ])('do not change the count of %i steps a minute at %i frames a second', (perMinute, fps) => {
    for (const [seed, share] of [0.05, 0.1, 0.1, 0.2, 0.35, 0.5].entries()) {
      const frames = filmParts([{ movement: 'steps', cycles: 24, perMinute }], {
        framesPerSecond: fps,
        seed: seed + 1,
      })
      expect(count(exchangeSome(frames, share, seed))).toBe(24)
    }
  })

  test('change the count of steps by at most two if one foot is behind the other', () => {
    for (const perMinute of [150, 240])
      for (const [seed, share] of [0.1, 0.25, 0.5].entries()) {
        const frames = filmParts([{ movement: 'steps', cycles: 24, perMinute }], { seed: seed + 1 })
        const off = count(exchangeSome(frames.map(fromTheSide), share, seed)) - 24
        expect(Math.abs(off)).toBeLessThanOrEqual(2)
      }
  })

  // The difference of legs so named goes up and down in each step: slow ones must not count twice.
  test.each([
    [100, 15],
    [100, 30],
    [130, 15],
    [130, 30],
    [180, 15],
    [180, 30],
  ])(
    'do not double slow steps if the names change at every step: %i a minute at %i frames a second',
    (perMinute, fps) => {
      const frames = filmParts([{ movement: 'steps', cycles: 24, perMinute }], {
        framesPerSecond: fps,
      })
      for (const seen of [frames, frames.map(fromTheSide)])
        expect(Math.abs(count(seen.map(nameByStep)) - 24)).toBeLessThanOrEqual(2)
    },
  )

  test('keep the names that they had', () => {
    const frames = film('stand', 60).slice(0, 10)
    const last = frames.at(-1)
    if (last === undefined) throw new Error('frames expected')
    const { joints } = follow([...frames.slice(0, -1), exchangeLegs(last)])
    const { joints: unharmed } = follow(frames)
    for (const [left, right] of LEGS)
      for (const i of [left, right]) expect(joints.pixelX[i]).toBe(unharmed.pixelX[i])
  })
})

describe('legs that really cross', () => {
  // Both feet go past one another within a third of a second: no leap from one picture to the next.
  test('keep their names', () => {
    const frames = film('stand', 60).slice(0, 20)
    const [left, right] = [0.46, 0.54]
    const crossing = frames.map((frame, i) => {
      const share = Math.min(1, Math.max(0, (i - 5) / 10))
      return LEGS.reduce(
        (moved, [a, b]) =>
          placeX(
            placeX(moved, a, left + share * (right - left)),
            b,
            right - share * (right - left),
          ),
        frame,
      )
    })
    const { body, joints } = follow(crossing)
    for (const [a, b] of LEGS) for (const i of [a, b]) expect(joints.pixelX[i]).toBe(body.pixelX[i])
    expect(joints.pixelX[LANDMARK.leftAnkle]).toBeGreaterThan(
      joints.pixelX[LANDMARK.rightAnkle] ?? Number.NaN,
    )
  })

  test('are followed from their place in a new scene', () => {
    const frames = film('stand', 60).slice(0, 2)
    const [first, second] = frames.map((frame, i) => (i === 0 ? frame : exchangeLegs(frame)))
    if (first === undefined || second === undefined) throw new Error('two frames expected')
    const [body, joints] = [new Body(), new JointFollower()]
    for (const frame of [first, second]) {
      body.fill(frame)
      body.pixelsPerMetre = body.measurePixelsPerMetre()
      joints.start(body)
    }
    expect(joints.pixelX[LANDMARK.leftAnkle]).toBe(body.pixelX[LANDMARK.leftAnkle])
  })
})

describe('a landmark that leaps away', () => {
  test.each([30, 15])('is kept on the course of the moving body, at %i frames a second', (fps) => {
    const walking = film('stand', 60)
      .filter((_, i) => i % (30 / fps) === 0)
      .slice(0, 12)
      .map((frame, i) => moveAll(frame, i * 0.004))
    const leapt = walking.map((frame, i) =>
      i === walking.length - 1 ? moveLandmark(frame, LANDMARK.leftWrist, 0.4) : frame,
    )
    const [{ joints }, { joints: unharmed }] = [
      follow(leapt, 1000 / fps),
      follow(walking, 1000 / fps),
    ]
    const [held, whereItIs] = [joints, unharmed].map(
      ({ pixelX }) => pixelX[LANDMARK.leftWrist] ?? 0,
    )
    expect(Math.abs((held ?? 0) - (whereItIs ?? Number.NaN))).toBeLessThan(HELD_WITHIN_PIXELS)
  })

  test('is ignored if it is back at once', () => {
    const frames = film('stand', 60).slice(0, 10)
    const faulty = frames.map((frame, i) =>
      i === 9 ? moveLandmark(frame, LANDMARK.leftAnkle, 0.3) : frame,
    )
    const { body, joints } = follow(faulty)
    const heldPixels = Math.abs(
      (body.pixelY[LANDMARK.leftAnkle] ?? 0) - (joints.pixelY[LANDMARK.leftAnkle] ?? 0),
    )
    expect(heldPixels).toBeGreaterThan(0.25 * 720)
  })

  test('is believed if it stays', () => {
    const faulty = film('stand', 60).map((frame) =>
      frame.timestampMs > 500 ? moveLandmark(frame, LANDMARK.leftAnkle, 0.3) : frame,
    )
    const { body, joints } = follow(faulty)
    expect(joints.pixelY[LANDMARK.leftAnkle]).toBe(body.pixelY[LANDMARK.leftAnkle])
  })

  test('does not change the count', () => {
    const random = seeded(3)
    const faulty = film('bounce', 130).map((frame) =>
      random() < 0.2 ? moveLandmark(frame, 11 + Math.floor(18 * random()), 0.3 * random()) : frame,
    )
    expect(count(faulty)).toBe(24)
  })
})
