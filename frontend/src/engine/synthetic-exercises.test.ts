/** Exercises of which few or no recordings exist, drawn: from any side, at any usual tempo, near and far. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LANDMARK } from './body/landmarks.ts'
import { createCounter, EXPERIMENTAL } from './index.ts'
import type { ExerciseType, PoseFrame } from './index.ts'
import { runs } from './testing/runs.ts'
import { film } from './testing/synthetic-body.ts'
import type { Scene } from './testing/synthetic-body.ts'

interface Tried {
  readonly drawn: Scene['exercise']
  readonly exercise: ExerciseType
  readonly repMs: readonly [number, number]
  readonly restMs: readonly [number, number]
  /** From how far off the side view, degrees. */
  readonly yawDeg: readonly [number, number]
  readonly leastDepth: number
}

const ANY_SIDE = [-90, 90] as const
const RESTS = [100, 1500] as const
const TRIED: readonly Tried[] = [
  {
    drawn: 'lunge',
    exercise: 'lunge',
    repMs: [1300, 4000],
    restMs: RESTS,
    yawDeg: [-30, 30],
    leastDepth: 0.75,
  },
  {
    drawn: 'sit-up',
    exercise: 'sit-up',
    repMs: [1000, 4000],
    restMs: RESTS,
    yawDeg: ANY_SIDE,
    leastDepth: 0.75,
  },
  {
    drawn: 'crunch',
    exercise: 'sit-up',
    repMs: [900, 3000],
    restMs: RESTS,
    yawDeg: ANY_SIDE,
    leastDepth: 0.75,
  },
  {
    drawn: 'jumping-jack',
    exercise: 'jumping-jack',
    repMs: [700, 1600],
    restMs: [20, 300],
    yawDeg: ANY_SIDE,
    leastDepth: 0.75,
  },
  {
    drawn: 'pull-up',
    exercise: 'pull-up',
    repMs: [1000, 4000],
    restMs: RESTS,
    yawDeg: ANY_SIDE,
    leastDepth: 0.75,
  },
  {
    drawn: 'burpee',
    exercise: 'burpee',
    repMs: [2500, 6000],
    restMs: RESTS,
    yawDeg: [-30, 30],
    leastDepth: 1,
  },
  {
    drawn: 'jump-squat',
    exercise: 'jump-squat',
    repMs: [1400, 2500],
    restMs: RESTS,
    yawDeg: ANY_SIDE,
    leastDepth: 1,
  },
]

/** Half the middle of each body's height, so that it stays in the picture. */
const AIM: Partial<Readonly<Record<Scene['exercise'], number>>> = {
  'pull-up': 1.5,
  'sit-up': 0.3,
  crunch: 0.3,
}

function scenes({ drawn, repMs, restMs, yawDeg, leastDepth }: Tried): fc.Arbitrary<Partial<Scene>> {
  const within = ([min, max]: readonly [number, number]): fc.Arbitrary<number> =>
    fc.integer({ min, max })
  return fc
    .record({
      reps: fc.integer({ min: 3, max: 6 }),
      repMs: within(repMs),
      restMs: within(restMs),
      yawDeg: within(yawDeg),
      depth: fc.double({ min: leastDepth, max: 1, noNaN: true }),
      cameraHeightMetres: fc.double({ min: 0.3, max: 1.4, noNaN: true }),
      cameraDistanceMetres: fc.double({ min: 3.5, max: 5, noNaN: true }),
      framesPerSecond: fc.constantFrom(15, 24, 30),
      noiseMetres: fc.double({ min: 0, max: 0.01, noNaN: true }),
      seed: fc.integer({ min: 1, max: 1_000_000 }),
    })
    .map((scene) => {
      const down = scene.cameraHeightMetres - (AIM[drawn] ?? 0.85)
      const pitchDeg = (Math.atan2(down, scene.cameraDistanceMetres) * 180) / Math.PI
      return { ...scene, exercise: drawn, pitchDeg, isPortrait: true }
    })
}

function count(exercise: ExerciseType, scene: Partial<Scene>): number {
  return reps(exercise, film(scene))
}

function reps(exercise: ExerciseType, frames: readonly PoseFrame[]): number {
  const counter = createCounter(exercise)
  for (const frame of frames) counter.process(frame)
  return counter.snapshot().reps
}

describe.each(TRIED)('a drawn $drawn', { timeout: 60_000 }, (tried) => {
  test('is counted from any side, at any tempo', () => {
    fc.assert(
      fc.property(scenes(tried), (scene) => {
        expect(count(tried.exercise, scene)).toBe(scene.reps)
      }),
      { numRuns: runs(12), seed: 2026 },
    )
  })
})

describe.each(['sit-up', 'crunch'] as const)('a drawn %s', (exercise) => {
  const desk = { cameraHeightMetres: 1.2, cameraDistanceMetres: 2.4, pitchDeg: 25 }
  const phone = {
    cameraHeightMetres: 0.08,
    cameraDistanceMetres: 2,
    pitchDeg: -30,
    isPortrait: true,
  }
  const places: readonly [string, Partial<Scene>][] = [
    ['a laptop that looks down on the head', { ...desk, yawDeg: -90 }],
    ['one at an angle, that looks down more', { ...desk, pitchDeg: 35, yawDeg: -45 }],
    ['a phone on the floor that looks up', { ...phone, yawDeg: 45 }],
  ]
  test.each(places)('filmed by %s is counted', (_, place) => {
    expect(count('sit-up', { ...place, exercise, reps: 6, repMs: 2000 })).toBe(6)
  })
})

/** The model's guess of feet that the picture cuts off, or furniture hides. */
function withoutFeet(frames: readonly PoseFrame[]): readonly PoseFrame[] {
  return frames.map((frame) => ({
    ...frame,
    landmarks:
      frame.landmarks?.map((point, i) =>
        i < LANDMARK.leftAnkle ? point : { ...point, visibility: 0.1 },
      ) ?? null,
  }))
}

describe('if no foot is seen', () => {
  const seen = { repMs: 2000, cameraHeightMetres: 0.9, cameraDistanceMetres: 4 }

  test.each([-30, 0, 30])('lunges seen %i degrees from the side are counted', (yawDeg) => {
    const frames = film({ ...seen, exercise: 'lunge', reps: 5, yawDeg })
    expect(reps('lunge', withoutFeet(frames))).toBe(5)
    expect(reps('squat', withoutFeet(frames))).toBe(0)
  })

  test.each([0, 45, 90])(
    'squats and jogging seen %i degrees from the side are not counted as lunges',
    (yawDeg) => {
      for (const exercise of ['squat', 'jogging', 'high-knees'] as const) {
        const repMs = exercise === 'squat' ? 2000 : 500
        const frames = film({ ...seen, exercise, reps: 8, repMs, yawDeg })
        expect(reps('lunge', withoutFeet(frames)), exercise).toBe(0)
      }
    },
  )

  test.each([-45, 0, 45, 90])('high knees seen %i degrees from the side are counted', (yawDeg) => {
    const frames = (exercise: 'high-knees' | 'jogging'): readonly PoseFrame[] =>
      withoutFeet(film({ ...seen, exercise, reps: 12, repMs: 1200, restMs: 50, yawDeg }))
    // The drawn thighs come just level: one of them may be a little too low.
    expect(reps('high-knees', frames('high-knees'))).toBeGreaterThanOrEqual(11)
    expect(reps('high-knees', frames('jogging'))).toBe(0)
  })
})

test('jogging on the spot with swinging arms counts as none of the exercises', () => {
  const scene = { exercise: 'jogging', reps: 30, repMs: 350, restMs: 1 } as const
  const exercises = [
    ...new Set(TRIED.map(({ exercise }) => exercise)),
    'jump-rope',
    'high-knees',
  ] as const
  for (const yawDeg of [0, 45, 90])
    for (const exercise of exercises)
      expect(count(exercise, { ...scene, yawDeg }), `${exercise} at ${String(yawDeg)}`).toBe(0)
})

test.each([-45, 0, 45, 90])(
  'high knees up to the hip are counted, seen %i degrees from the side',
  (yawDeg) => {
    const scene = { exercise: 'high-knees', reps: 12, repMs: 500, restMs: 50, yawDeg } as const
    expect(
      count('high-knees', { ...scene, cameraDistanceMetres: 4, cameraHeightMetres: 0.9 }),
    ).toBe(12)
  },
)

test.each([1500, 3000])('pull-ups of the chest to the bar are counted, %i ms each', (repMs) => {
  for (const yawDeg of [0, 45, 90])
    for (const depth of [1.3, 1.6]) {
      const scene = { exercise: 'pull-up', reps: 5, repMs, depth, yawDeg } as const
      const seen = { ...scene, cameraDistanceMetres: 4, cameraHeightMetres: 0.9 }
      expect(count('pull-up', seen), `${String(depth)} at ${String(yawDeg)}`).toBe(5)
    }
})

test.each([0, 45])(
  'a single sit-up seen %i degrees from the side counts, a single crunch does not yet',
  (yawDeg) => {
    const scene = { reps: 1, repMs: 2500, yawDeg, cameraDistanceMetres: 4 } as const
    expect(count('sit-up', { ...scene, exercise: 'sit-up' })).toBe(1)
    expect(count('sit-up', { ...scene, exercise: 'crunch' })).toBe(0)
  },
)

test('a plain squat is not counted as a jump squat, nor lying down once as a burpee', () => {
  expect(count('jump-squat', { exercise: 'squat', reps: 5 })).toBe(0)
  expect(
    count('burpee', { exercise: 'burpee', reps: 1, repMs: 4000, cameraDistanceMetres: 4 }),
  ).toBe(0)
})

test('experimental exercises are not recognised automatically', () => {
  const counter = createCounter('auto')
  const scene = { exercise: 'burpee', reps: 4, repMs: 3500, cameraDistanceMetres: 4 } as const
  const named = film(scene).map((frame) => {
    counter.process(frame)
    return counter.snapshot().exercise
  })
  expect([...EXPERIMENTAL].some((each) => named.includes(each))).toBe(false)
})
