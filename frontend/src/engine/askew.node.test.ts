/** A phone leans on something, leans over, looks up from the floor or down from a shelf: the count is the same. */
import { describe, expect, test } from 'vitest'
import { filmedFrom } from '../../scripts/counting/variations/picture.ts'
import { createCounter, createCounters } from './index.ts'
import type { ExerciseType, PoseFrame } from './index.ts'
import { FIRST_SET, labelled } from './testing/labelled.ts'
import { film } from './testing/synthetic-body.ts'

const ON_THE_FEET = ['squat', 'lunge', 'jumping-jack', 'high-knees'] as const
const ASKEW_DEG = [-20, 20] as const

function counts(frames: readonly PoseFrame[]): Readonly<Partial<Record<ExerciseType, number>>> {
  const counters = [...createCounters(ON_THE_FEET)]
  for (const frame of frames) for (const [, counter] of counters) counter.process(frame)
  return Object.fromEntries(
    counters
      .map(([exercise, counter]) => [exercise, counter.snapshot().reps] as const)
      .filter(([, reps]) => reps > 0),
  )
}

describe.each(ASKEW_DEG)('with a camera held %i degrees askew', (rollDeg) => {
  test.each([0, 90])(
    'squats seen %i degrees from the side are counted as squats only',
    (yawDeg) => {
      expect(counts(film({ exercise: 'squat', repMs: 2000, yawDeg, rollDeg }))).toEqual({
        squat: 5,
      })
    },
  )

  test.each([0, 30])(
    'lunges seen %i degrees from the side are counted as lunges only',
    (yawDeg) => {
      expect(counts(film({ exercise: 'lunge', repMs: 2400, yawDeg, rollDeg }))).toEqual({
        lunge: 5,
      })
    },
  )

  test('jumping jacks are counted as jumping jacks only', () => {
    const frames = film({ exercise: 'jumping-jack', repMs: 1100, restMs: 100, yawDeg: 90, rollDeg })
    expect(counts(frames)).toEqual({ 'jumping-jack': 5 })
  })
})

test('a picture turned askew and back again is unchanged', () => {
  const frames = film({ exercise: 'squat', reps: 1, yawDeg: 30 })
  const back = filmedFrom(filmedFrom(frames, 0, 0, 20), 0, 0, -20)
  const across = (frame: PoseFrame | undefined): readonly number[] =>
    frame?.landmarks?.flatMap(({ x, y }) => [x, y]) ?? []
  expect(back.length).toBe(frames.length)
  back.forEach((frame, i) => {
    const before = across(frames[i])
    expect(before.length).toBe(66)
    across(frame).forEach((value, j) => {
      expect(value).toBeCloseTo(before[j] ?? Number.NaN, 6)
    })
  })
})

test('squats from the side are counted as squats only, with a camera that looks down from a shelf', () => {
  const onShelf = { cameraHeightMetres: 2.4, cameraDistanceMetres: 3, pitchDeg: 28 }
  const frames = film({ exercise: 'squat', repMs: 2000, ...onShelf })
  expect(counts(frames)).toEqual({ squat: 5 })
})

test.each([0, 30, 45, 60, 90])(
  'squats seen %i degrees from the side by a phone on the floor that looks up are not counted as lunges',
  (yawDeg) => {
    for (const pitchDeg of [-15, -25]) {
      const onFloor = { cameraHeightMetres: 0.05, cameraDistanceMetres: 3.5, pitchDeg }
      const frames = film({ exercise: 'squat', repMs: 2000, yawDeg, ...onFloor })
      expect(counts(frames)).toEqual({ squat: 5 })
    }
  },
)

describe.each([
  ['a phone on the floor that looks up', { cameraHeightMetres: 0.1, pitchDeg: -12 }],
  ['a laptop on a desk that looks down', { cameraHeightMetres: 1.4, pitchDeg: 10 }],
])('by %s', (_, place) => {
  const seen = { ...place, cameraDistanceMetres: 4 }

  test.each([0, 45, 90, 135, 180, 225, 270, 315])(
    'lunges seen %i degrees round from the side are counted as lunges only',
    (yawDeg) => {
      const frames = film({ ...seen, exercise: 'lunge', repMs: 2400, yawDeg })
      expect(counts(frames)).toEqual({ lunge: 5 })
    },
  )
})

test.each([0, 90, 180, 225, 270, 315])(
  'high knees seen by a phone on the floor, %i degrees round from the side, are counted, and jogging is not',
  (yawDeg) => {
    const onFloor = { cameraHeightMetres: 0.1, cameraDistanceMetres: 4, pitchDeg: -12 }
    const scene = { ...onFloor, reps: 12, repMs: 600, restMs: 50, yawDeg }
    expect(counts(film({ ...scene, exercise: 'high-knees' }))).toEqual({ 'high-knees': 12 })
    expect(counts(film({ ...scene, exercise: 'jogging' }))).toEqual({})
  },
)

test.each(ASKEW_DEG)(
  'filmed squats are counted as squats only, with a camera held %i degrees askew',
  (rollDeg) => {
    const squats = labelled(FIRST_SET, 'squat')
    const counted = squats.map(({ name, frames }) => [
      name,
      counts(filmedFrom(frames, 0, 0, rollDeg)),
    ])
    expect(squats.length).toBeGreaterThan(3)
    expect(counted).toEqual(squats.map(({ name, trueReps }) => [name, { squat: trueReps }]))
  },
)

test.each(ASKEW_DEG)(
  'filmed push-ups are not counted as sit-ups, with a camera held %i degrees askew',
  (rollDeg) => {
    const pushUps = labelled(FIRST_SET, 'push-up')
    const sitUps = pushUps.map(({ name, frames }) => {
      const counter = createCounter('sit-up')
      for (const frame of filmedFrom(frames, 0, 0, rollDeg)) counter.process(frame)
      return [name, counter.snapshot().reps]
    })
    expect(pushUps.length).toBeGreaterThan(10)
    expect(sitUps).toEqual(pushUps.map(({ name }) => [name, 0]))
  },
)
