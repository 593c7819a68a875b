import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { JOINT } from './body/landmarks.ts'
import { createCounter } from './index.ts'
import type { EngineEvent, ExerciseType, PoseFrame, Repetition } from './index.ts'
import { runs } from './testing/runs.ts'
import { film } from './testing/synthetic-body.ts'
import type { Scene } from './testing/synthetic-body.ts'

function play(
  exercise: ExerciseType | 'auto',
  frames: readonly PoseFrame[],
): readonly EngineEvent[] {
  const counter = createCounter(exercise)
  return frames.flatMap((frame) => counter.process(frame))
}

function count(exercise: ExerciseType, changes: Partial<Scene>): number {
  return play(exercise, film(changes)).filter((event) => event.type === 'rep').length
}

function repetitions(events: readonly EngineEvent[]): readonly Repetition[] {
  return events.flatMap((event) => (event.type === 'rep' ? [event.repetition] : []))
}

/** The picture alone: what a side view is judged by. */
function withHipsLower(frame: PoseFrame, metres: number): PoseFrame {
  const pixelsPerMetre = 900 / 3.2
  const landmarks = frame.landmarks?.map((point, i) =>
    i === JOINT.hip || i === JOINT.hip + 1
      ? { ...point, y: point.y + (metres * pixelsPerMetre) / frame.height }
      : point,
  )
  return { ...frame, landmarks: landmarks ?? null }
}

const scenes = fc.record({
  reps: fc.integer({ min: 1, max: 8 }),
  repMs: fc.integer({ min: 800, max: 4000 }),
  restMs: fc.integer({ min: 300, max: 2500 }),
  depth: fc.double({ min: 0.7, max: 1, noNaN: true }),
  yawDeg: fc.integer({ min: -90, max: 90 }),
  cameraHeightMetres: fc.double({ min: 0.2, max: 1.4, noNaN: true }),
  framesPerSecond: fc.constantFrom(10, 15, 24, 30, 60),
  noiseMetres: fc.double({ min: 0, max: 0.012, noNaN: true }),
  seed: fc.integer({ min: 1, max: 1_000_000 }),
})

describe.each(['push-up', 'squat'] as const)('a synthetic %s', { timeout: 60_000 }, (exercise) => {
  test('is counted whatever the tempo, depth, view, frame rate and noise', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        expect(count(exercise, { ...scene, exercise })).toBe(scene.reps)
      }),
      { numRuns: runs(60), seed: 2026 },
    )
  })

  test('is counted although a fifth of the frames is lost', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const lossy = { ...scene, exercise, framesPerSecond: 30, dropShare: 0.2 }
        expect(count(exercise, lossy)).toBe(scene.reps)
      }),
      { numRuns: runs(40), seed: 2027 },
    )
  })

  test('gives the same count at 60, 30, 15 and 10 frames a second', () => {
    const counts = [60, 30, 15, 10].map((framesPerSecond) =>
      count(exercise, { exercise, framesPerSecond, reps: 12, repMs: 1000, restMs: 400 }),
    )
    expect(counts).toEqual([12, 12, 12, 12])
  })

  test('is counted as no other exercise', () => {
    const frames = film({ exercise, reps: 8 })
    const others = (
      ['push-up', 'squat', 'jump-rope', 'lunge', 'sit-up', 'pull-up'] as const
    ).filter((other) => other !== exercise)
    for (const other of others) expect(repetitions(play(other, frames)), other).toEqual([])
  })

  test('is recognised', () => {
    const events = play('auto', film({ exercise, reps: 3 }))
    expect(events.find((event) => event.type === 'exercise')).toMatchObject({ exercise })
    expect(repetitions(events)).toHaveLength(3)
  })
})

describe.each(['push-up', 'knee push-up'] as const)('a %s', (exercise) => {
  const phone = { cameraHeightMetres: 0.1, pitchDeg: -10, isPortrait: true }
  const desk = { cameraHeightMetres: 1.2, pitchDeg: 25 }
  const places: readonly [string, Partial<Scene>][] = [
    ['a phone upright on the floor, close by', { ...phone, cameraDistanceMetres: 1.2 }],
    ['the same before the head', { ...phone, cameraDistanceMetres: 1.2, yawDeg: 90 }],
    ['a small figure far away', { cameraDistanceMetres: 8 }],
    ['a laptop on a desk', desk],
    ['the same at an angle', { ...desk, yawDeg: 45 }],
    ['the same before the head', { ...desk, yawDeg: 90 }],
    ['a phone that leans', { rollDeg: 15 }],
  ]
  test.each(places)('filmed by %s is counted', (_, place) => {
    expect(count('push-up', { ...place, exercise, reps: 6 })).toBe(6)
  })

  const tempos: readonly [string, Partial<Scene>][] = [
    ['two a second', { repMs: 450, restMs: 50 }],
    ['thirty a minute', { repMs: 1900, restMs: 100 }],
    ['six a minute', { repMs: 9000, restMs: 1000 }],
    ['held at the bottom', { repMs: 8000, holdMs: 6000 }],
    ['ten seconds apart', { restMs: 10_000 }],
    ['half as deep as they could be', { depth: 0.5 }],
  ]
  test.each(tempos)('done %s is counted', (_, tempo) => {
    expect(count('push-up', { ...tempo, exercise, reps: 6 })).toBe(6)
  })

  test('is counted even if done once', () => {
    expect(count('push-up', { exercise, reps: 1, restMs: 150 })).toBe(1)
  })
})

test('a push-up on the knees is named as that variant', () => {
  const found = repetitions(play('push-up', film({ exercise: 'knee push-up', reps: 3 })))
  expect(found.map(({ variant }) => variant)).toEqual(['knee', 'knee', 'knee'])
})

test.each([
  'push-up',
  'squat',
  'lunge',
  'sit-up',
  'jumping-jack',
  'high-knees',
  'pull-up',
] as const)('standing still counts as no %s', (exercise) => {
  expect(count(exercise, { exercise: 'standing', reps: 20 })).toBe(0)
})

/** How many repetitions were told to be attempts. */
function attempts(exercise: ExerciseType, changes: Partial<Scene>): number {
  return play(exercise, film(changes)).filter(
    (event) => event.type === 'refused' && event.reason === 'too-shallow',
  ).length
}

describe.each(['push-up', 'knee push-up', 'squat'] as const)('a %s not deep enough', (exercise) => {
  const counted = exercise === 'squat' ? 'squat' : 'push-up'
  const places = [0, 45, 70, 90].flatMap((yawDeg) =>
    [30, 15].map((framesPerSecond) => [yawDeg, framesPerSecond]),
  )

  test.each(places)(
    'is reported as too shallow, seen from %i degrees at %i frames a second',
    (yawDeg, framesPerSecond) => {
      for (const [seed, depth] of [0.2, 0.25].entries()) {
        const scene = { exercise, depth, yawDeg, framesPerSecond, reps: 6, seed: seed + 1 }
        expect(count(counted, scene)).toBe(0)
        expect(attempts(counted, scene)).toBeGreaterThanOrEqual(4)
      }
    },
  )

  test('is reported only from the second on', () => {
    expect(attempts(counted, { exercise, depth: 0.25, reps: 1 })).toBe(0)
    expect(attempts(counted, { exercise, depth: 0.25, reps: 2 })).toBe(2)
  })

  test('is not reported for somebody who shifts their weight or goes all the way', () => {
    expect(attempts(counted, { exercise, depth: 0.08, reps: 12 })).toBe(0)
    expect(attempts(counted, { exercise, depth: 0, reps: 12, noiseMetres: 0.012 })).toBe(0)
    expect(attempts(counted, { exercise, reps: 12 })).toBe(0)
  })
})

test('a repetition is reported with its times and angles', () => {
  const [first] = repetitions(play('push-up', film({ reps: 1, repMs: 2000, restMs: 1000 })))
  expect(first).toMatchObject({ index: 1, verdict: 'valid', variant: null })
  expect(first?.downMs).toBeGreaterThan(500)
  expect(first?.upMs).toBeGreaterThan(300)
  expect(first?.bottomDeg).toBeLessThan(95)
  expect(first?.topDeg).toBeGreaterThan(155)
  expect(first?.bodyLineDeg).toBeGreaterThan(165)
})

test('a shallow repetition is counted and judged shallow', () => {
  const events = play('push-up', film({ depth: 0.35, reps: 2 }))
  expect(repetitions(events).map(({ verdict }) => verdict)).toEqual(['shallow', 'shallow'])
  expect(events.filter((event) => event.type === 'cue')).toMatchObject([{ cue: 'go-lower' }])
})

test('sagging hips get a cue, and make a repetition invalid only by the strict standard', () => {
  const sagging = film({ reps: 3, noiseMetres: 0 }).map((frame) => withHipsLower(frame, 0.12))
  const verdicts = (['standard', 'strict'] as const).map((standard) => {
    const counter = createCounter('push-up', { standard })
    return repetitions(sagging.flatMap((frame) => counter.process(frame))).map((rep) => rep.verdict)
  })
  expect(verdicts).toEqual([
    ['valid', 'valid', 'valid'],
    ['hips-off-line', 'hips-off-line', 'hips-off-line'],
  ])
  expect(play('push-up', sagging)).toContainEqual(expect.objectContaining({ cue: 'hips-sag' }))
})

test('seen from the front, the elbow angle is unknown and not guessed', () => {
  const [first] = repetitions(play('push-up', film({ yawDeg: 90, reps: 1 })))
  expect(first).toMatchObject({ bottomDeg: null, topDeg: null })
})

test('cues come at most every four seconds', () => {
  const events = play('push-up', film({ depth: 0.35, reps: 20, repMs: 900, restMs: 300 }))
  const times = events.flatMap((event) => (event.type === 'cue' ? [event.timestampMs] : []))
  expect(times.length).toBeGreaterThan(2)
  times.slice(1).forEach((time, i) => {
    expect(time - (times[i] ?? 0)).toBeGreaterThanOrEqual(4000)
  })
})

test('a low frame rate is reported, a good one is not', () => {
  const rates = [6, 30].map((framesPerSecond) =>
    play('push-up', film({ framesPerSecond })).some((event) => event.type === 'low-frame-rate'),
  )
  expect(rates).toEqual([true, false])
})

test('the recount of a clean set equals the live count', () => {
  const counter = createCounter('push-up')
  for (const frame of film({ reps: 6 })) counter.process(frame)
  expect(counter.snapshot().reps).toBe(6)
  expect(counter.secondOpinion?.()).toBeNull()
})

test('a reset counter begins at zero', () => {
  const counter = createCounter('push-up')
  const frames = film({ reps: 3 })
  for (const frame of frames) counter.process(frame)
  counter.reset()
  expect(counter.snapshot()).toEqual(createCounter('push-up').snapshot())
  for (const frame of frames) counter.process(frame)
  expect(counter.snapshot().reps).toBe(3)
})

test('the snapshot is the same object while nothing in it changes', () => {
  const counter = createCounter('push-up')
  const [frame] = film({ exercise: 'standing' })
  if (frame === undefined) throw new Error('no frame')
  for (let ms = 0; ms < 3000; ms += 40) counter.process({ ...frame, timestampMs: ms })
  const before = counter.snapshot()
  counter.process({ ...frame, timestampMs: 3000 })
  expect(counter.snapshot()).toBe(before)
})
