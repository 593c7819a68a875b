import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { JOINT } from '../body/landmarks.ts'
import type { ExerciseCounter, PoseFrame } from '../index.ts'
import type { Probabilities } from '../judge/judge.ts'
import { seeded } from '../testing/random.ts'
import { runs } from '../testing/runs.ts'
import { play, ropeCounter } from './testing/rope-player.ts'
import { filmParts, PIXELS_PER_METRE } from './testing/skipping-body.ts'
import type { Film, Movement, Part } from './testing/skipping-body.ts'

// Property tests play minutes of film; a shared machine may need a while for them.
vi.setConfig({ testTimeout: 120_000 })

/** A judge that is not sure enough where the evidence speaks against skipping. */
const DOUBTFUL: Probabilities = { mean: () => 0.9 }

function countOf(
  parts: readonly Part[],
  film: Partial<Film> = {},
  counter = ropeCounter(),
): number {
  return play(filmParts(parts, film), counter).filter(({ type }) => type === 'rep').length
}

function watched(frames: readonly PoseFrame[]): ExerciseCounter {
  const counter = ropeCounter()
  play(frames, counter)
  return counter
}

const bounce = (cycles: number, perMinute = 130): Part => ({
  movement: 'bounce',
  cycles,
  perMinute,
})
const stand = (seconds: number): Part => ({
  movement: 'stand',
  cycles: seconds,
  perMinute: 60,
})

const films = fc.record({
  noiseMetres: fc.double({ min: 0, max: 0.006, noNaN: true }),
  jitterMs: fc.integer({ min: 0, max: 6 }),
  seed: fc.integer({ min: 1, max: 1_000_000 }),
})

describe('somebody who skips', () => {
  test('with both feet is counted exactly at 80 to 200 jumps a minute and 24 to 60 frames a second', () => {
    const cases = fc.record({
      jumps: fc.integer({ min: 5, max: 40 }),
      perMinute: fc.integer({ min: 80, max: 200 }),
      framesPerSecond: fc.constantFrom(24, 30, 60),
      hidesFeet: fc.boolean(),
      film: films,
    })
    fc.assert(
      fc.property(cases, ({ jumps, perMinute, framesPerSecond, hidesFeet, film }) => {
        const counted = countOf([bounce(jumps, perMinute)], { ...film, framesPerSecond, hidesFeet })
        expect(counted).toBe(jumps)
      }),
      { numRuns: runs(80), seed: 2026 },
    )
  })

  test.each([80, 120, 160, 200, 240])(
    'at %i a minute is counted within 3 % at 15 frames a second',
    (perMinute) => {
      const counted = countOf([bounce(100, perMinute)], { framesPerSecond: 15, noiseMetres: 0.002 })
      expect(Math.abs(counted - 100)).toBeLessThanOrEqual(3)
    },
  )

  test('with alternate feet is counted within one step at 150 to 420 steps a minute', () => {
    const cases = fc.record({
      steps: fc.integer({ min: 10, max: 80 }),
      perMinute: fc.integer({ min: 150, max: 420 }),
      film: films,
    })
    fc.assert(
      fc.property(cases, ({ steps, perMinute, film }) => {
        const counted = countOf([{ movement: 'steps', cycles: steps, perMinute }], film)
        expect(Math.abs(counted - steps)).toBeLessThanOrEqual(1)
      }),
      { numRuns: runs(60), seed: 2027 },
    )
  })

  test('is counted although a tenth of the frames is lost', () => {
    fc.assert(
      fc.property(films, fc.integer({ min: 90, max: 180 }), (film, perMinute) => {
        const counted = countOf([bounce(30, perMinute)], { ...film, dropShare: 0.1 })
        expect(counted).toBe(30)
      }),
      { numRuns: runs(40), seed: 2028 },
    )
  })

  test('is counted across gaps of 300 ms, and jumps hidden by them are marked', () => {
    const isGap = (ms: number): boolean => ms % 3500 >= 3200
    const frames = filmParts([bounce(40, 150)]).filter(({ timestampMs }) => !isGap(timestampMs))
    const repetitions = play(frames).flatMap((event) =>
      event.type === 'rep' ? [event.repetition] : [],
    )
    expect(repetitions).toHaveLength(40)
    const guessed = repetitions.filter(({ verdict }) => verdict === 'low-confidence').length
    expect(guessed).toBeGreaterThan(0)
    expect(guessed).toBeLessThanOrEqual(6)
  })

  test('may change from both feet to alternate feet without a break', () => {
    const steps: Part = { movement: 'steps', cycles: 40, perMinute: 260 }
    const counter = watched(filmParts([bounce(20), steps]))
    expect(Math.abs(counter.snapshot().reps - 60)).toBeLessThanOrEqual(2)
    expect(counter.snapshot().trips).toBe(0)
  })
})

describe('a foot that the model only guesses', () => {
  const RIGHT_LEG = new Set(
    [JOINT.knee, JOINT.ankle, JOINT.ankle + 2, JOINT.ankle + 4].map((i) => i + 1),
  )
  const LEAP_METRES = 0.15
  /** By chance, about three times a second of 30 frames; the model's filter lets it come back like this. */
  const LEAPS_IN = 0.1
  const COMES_BACK = [1, 0.6, 0.36, 0.2, 0.1]

  /** The right leg leaps up and comes back, again and again from some time on. */
  function leaping(frames: readonly PoseFrame[], fromMs: number, seed: number): PoseFrame[] {
    const random = seeded(seed)
    let leaptBefore = COMES_BACK.length
    return frames.map((frame) => {
      if (frame.timestampMs < fromMs) return frame
      leaptBefore = random() < LEAPS_IN ? 0 : leaptBefore + 1
      const metres = LEAP_METRES * (COMES_BACK[leaptBefore] ?? 0)
      const up = (metres * PIXELS_PER_METRE) / frame.height
      const landmarks = frame.landmarks?.map((point, i) =>
        RIGHT_LEG.has(i) ? { ...point, y: point.y - up } : point,
      )
      return { ...frame, landmarks: landmarks ?? null }
    })
  }

  test.each([180, 300])(
    'adds nothing to %i steps a minute once the person stands still',
    (perMinute) => {
      const steps: Part = { movement: 'steps', cycles: 30, perMinute }
      const before = filmParts([steps])
      // The film ends with two seconds of standing.
      const endMs = (before.at(-1)?.timestampMs ?? 0) - 2000
      for (const framesPerSecond of [15, 30]) {
        const film = filmParts([steps, stand(4)], { framesPerSecond, noiseMetres: 0.001 })
        // Without a doubt of the judge's a leap in time with the steps may still be seen as one.
        const { reps } = watched(leaping(film, endMs + 300, 2)).snapshot()
        expect(Math.abs(reps - 30)).toBeLessThanOrEqual(2)
      }
    },
  )

  test.each([120, 180])(
    'adds nothing to %i jumps a minute with both feet once the person stands still',
    (perMinute) => {
      const before = filmParts([bounce(20, perMinute)])
      const endMs = (before.at(-1)?.timestampMs ?? 0) - 2000
      for (const framesPerSecond of [15, 30]) {
        const film = filmParts([bounce(20, perMinute), stand(4)], {
          framesPerSecond,
          noiseMetres: 0.001,
        })
        const { reps } = watched(leaping(film, endMs + 300, 1)).snapshot()
        expect(Math.abs(reps - 20)).toBeLessThanOrEqual(1)
      }
    },
  )
})

describe('the rhythm gate', () => {
  test.each([1, 2, 3])('counts none of only %i jumps', (jumps) => {
    expect(countOf([bounce(jumps)])).toBe(0)
  })

  test('adds four jumps at once with the fourth', () => {
    const perFrame = filmParts([bounce(6)]).map(
      (() => {
        const counter = ropeCounter()
        return (frame: PoseFrame) =>
          counter.process(frame).filter(({ type }) => type === 'rep').length
      })(),
    )
    expect(perFrame.filter((count) => count > 0)).toEqual([4, 1, 1])
  })

  test('counts again sooner after a trip', () => {
    expect(countOf([bounce(10), stand(2), bounce(3)])).toBe(13)
  })
})

describe('runs', () => {
  test('a short break is a trip; every run and the longest one are reported', () => {
    const frames = filmParts([bounce(12), stand(2), bounce(20), stand(8)])
    const counter = ropeCounter()
    const ended = play(frames, counter).flatMap((event) =>
      event.type === 'run-ended' ? [[event.run.reps, event.trip]] : [],
    )
    expect(ended).toEqual([
      [12, true],
      [20, false],
    ])
    const { reps, longestRun, trips } = counter.snapshot()
    expect({ reps, longestRun, trips }).toEqual({ reps: 32, longestRun: 20, trips: 1 })
  })

  test('the current run can already be the longest one', () => {
    const frames = filmParts([bounce(12), stand(2), bounce(20)])
    const during = frames.filter(({ timestampMs }) => timestampMs < 17_000)
    expect(watched(during).snapshot().longestRun).toBeGreaterThan(12)
  })

  test('a single missed jump is no trip', () => {
    const frames = filmParts([bounce(12), stand(0.4), bounce(12)])
    const { trips, longestRun } = watched(frames).snapshot()
    expect({ trips, longestRun }).toEqual({ trips: 0, longestRun: 24 })
  })

  test('a pause of more than five seconds is no trip', () => {
    expect(watched(filmParts([bounce(12), stand(7), bounce(12)])).snapshot().trips).toBe(0)
  })

  test('cadence follows the jumps', () => {
    const frames = filmParts([bounce(20, 150)]).filter(({ timestampMs }) => timestampMs < 9000)
    const { cadencePerMinute } = watched(frames).snapshot()
    expect(cadencePerMinute).toBeGreaterThan(145)
    expect(cadencePerMinute).toBeLessThan(155)
  })
})

describe('movements that are not skipping', () => {
  const others: readonly [Movement, number][] = [
    ['walk', 110],
    ['walk on the spot', 110],
    ['squat', 40],
    ['squat', 75],
    ['bob', 120],
    ['sway', 60],
    ['sway', 120],
    ['wave', 120],
    ['jumping jack', 60],
  ]
  test.each(others)('%s at %i a minute is not counted at any frame rate', (movement, perMinute) => {
    for (const framesPerSecond of [10, 15, 20, 30, 60])
      for (let seed = 1; seed <= runs(3); seed += 1)
        expect(
          countOf(
            [{ movement, cycles: 25, perMinute }],
            { framesPerSecond, seed, noiseMetres: 0.006 },
            ropeCounter(DOUBTFUL),
          ),
        ).toBe(0)
  })

  test.each([120, 150, 180, 240])(
    'high knees at %i a minute are not counted, nor when they end, however sure the judge is',
    (perMinute) => {
      for (const framesPerSecond of [15, 30])
        for (let seed = 1; seed <= runs(3); seed += 1)
          expect(
            countOf([{ movement: 'high knees', cycles: 20, perMinute }], { framesPerSecond, seed }),
          ).toBe(0)
    },
  )

  test('a shaking camera, which moves trunk and feet alike, adds no jumps', () => {
    for (const perMinute of [40, 60, 80])
      for (const framesPerSecond of [15, 30, 60]) {
        const shake: Part = { movement: 'camera shake', cycles: 25, perMinute }
        const film = { framesPerSecond, noiseMetres: 0.001 }
        expect(countOf([shake], film, ropeCounter(DOUBTFUL))).toBe(0)
      }
  })

  test('walking in before a run and off after it adds nothing', () => {
    const walk: Part = { movement: 'walk', cycles: 6, perMinute: 110 }
    const turn: Part = { movement: 'walk on the spot', cycles: 4, perMinute: 110 }
    const fromMs = filmParts([walk, turn]).at(-1)?.timestampMs ?? 0
    const toMs = filmParts([walk, turn, bounce(15)]).at(-1)?.timestampMs ?? 0
    // Right, but as late as a judge is.
    const late: Probabilities = { mean: (_, from) => (from > fromMs && from < toMs ? 1 : 0.1) }
    expect(countOf([walk, turn, bounce(15), turn], {}, ropeCounter(late))).toBe(15)
  })
})

describe('laws', () => {
  const scene = fc.record({
    parts: fc.array(
      fc.record({
        movement: fc.constantFrom<Movement>('bounce', 'steps', 'stand', 'walk', 'squat', 'wave'),
        cycles: fc.integer({ min: 1, max: 12 }),
        perMinute: fc.integer({ min: 60, max: 260 }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    film: films,
  })

  test('the count never falls, and the longest run never exceeds it', () => {
    fc.assert(
      fc.property(scene, ({ parts, film }) => {
        const counter = ropeCounter()
        let before = 0
        for (const frame of filmParts(parts, film)) {
          counter.process(frame)
          const { reps, longestRun } = counter.snapshot()
          expect(reps).toBeGreaterThanOrEqual(before)
          expect(longestRun).toBeLessThanOrEqual(reps)
          before = reps
        }
      }),
      { numRuns: runs(40), seed: 2029 },
    )
  })

  test('the same frames give the same events, also after a reset', () => {
    fc.assert(
      fc.property(scene, ({ parts, film }) => {
        const frames = filmParts(parts, film)
        const counter = ropeCounter()
        const first = play(frames, counter)
        counter.reset()
        expect(play(frames, counter)).toEqual(first)
      }),
      { numRuns: runs(30), seed: 2030 },
    )
  })

  test('each jump is reported once, numbered, in order of time', () => {
    const repetitions = play(filmParts([bounce(30, 180)])).flatMap((event) =>
      event.type === 'rep' ? [event.repetition] : [],
    )
    expect(repetitions.map(({ index }) => index)).toEqual(repetitions.map((_, i) => i + 1))
    for (const { startMs, endMs } of repetitions) expect(startMs).toBeLessThan(endMs)
    repetitions.slice(1).forEach(({ endMs }, i) => {
      expect(endMs).toBeGreaterThan(repetitions[i]?.endMs ?? Infinity)
    })
  })

  test('frames of garbage neither throw nor stop the count', () => {
    const number = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Infinity, -Infinity, 1e308))
    const point = fc.record({ x: number, y: number, z: number, visibility: number })
    const rubbish = fc.record({
      landmarks: fc.oneof(fc.constant(null), fc.array(point, { minLength: 33, maxLength: 33 })),
      worldLandmarks: fc.oneof(
        fc.constant(null),
        fc.array(point, { minLength: 33, maxLength: 33 }),
      ),
      width: fc.constantFrom(0, -1, 1280, Number.NaN),
      height: fc.constantFrom(0, 720, Infinity),
      timestampMs: fc.double({ min: 0, max: 1000, noNaN: true }),
    })
    fc.assert(
      fc.property(fc.array(rubbish, { maxLength: 20 }), (frames) => {
        const counter = ropeCounter()
        play(frames, counter)
        expect(counter.snapshot().reps).toBe(0)
        const later = filmParts([bounce(12)]).map((frame) => ({
          ...frame,
          timestampMs: frame.timestampMs + 5000,
        }))
        play(later, counter)
        expect(counter.snapshot().reps).toBe(12)
      }),
      { numRuns: runs(60), seed: 2031 },
    )
  })
})
