import { describe, expect, it, vi } from 'vitest'
import { ScriptedCounter, frameAt, rep } from '../testing/factories'
import { evenly } from '../testing/lights'
import { BY_HAND, HANDS_FREE, OPEN, world, worldOf } from '../testing/live-world'
import { LiveSession } from './live-session'
import type { HandsFree } from './set-flow'
import type { EngineEvent, ExerciseType } from '@/engine'
import { SET_ID, setRecord } from '@/workouts/testing/set-records'

describe('before the start', () => {
  it('shows whether the person is seen, and counts nothing', () => {
    const { session, counters, pass } = world([[rep(1_033)]])
    counters[0]?.become({ inPosition: false })
    pass(33)
    expect(session.view).toMatchObject({
      stage: 'ready',
      personVisible: true,
      inPosition: false,
      reps: 0,
    })
    expect(session.finish()).toBeNull()
  })

  it('says that more light is needed', () => {
    const { session, counters, pass } = world()
    counters[0]?.become({ inPosition: false })
    session.light(evenly(20))
    pass(33)
    pass(2_000)
    expect(session.view.hint).toBe('more-light')
  })

  it('counts down first if that is switched on', () => {
    const { session, pass } = world()
    session.start(3)
    expect(session.view).toMatchObject({ stage: 'countdown', countdownLeft: 3 })
    pass(1_500)
    expect(session.view.countdownLeft).toBe(2)
    pass(1_500)
    expect(session.view.stage).toBe('running')
  })

  it('can cancel the countdown', () => {
    const { session, pass } = world()
    session.start(3)
    session.cancel()
    pass(5_000)
    expect(session.view.stage).toBe('ready')
  })
})

describe('another exercise than the chosen one', () => {
  it('is named only while nothing counts', () => {
    const { session, scout, pass } = world([], [[], [rep(3_000)]])
    scout.become({ exercise: 'squat' })
    pass(33)
    expect(session.view.looksLike).toBe('squat')
    session.start()
    pass(33)
    expect(session.view.looksLike).toBe('squat')
    pass(33)
    expect(session.view).toMatchObject({ reps: 1, looksLike: null })
  })

  it('is not named if there is none, or only a rest in plank position', () => {
    const { session, scout, pass } = world()
    for (const exercise of [null, 'push-up', 'plank'] as const) {
      scout.become({ exercise })
      pass(33)
      expect(session.view.looksLike).toBeNull()
    }
  })
})

describe('a device that slept for hours in mid-set', () => {
  const HOURS_MS = 3 * 3_600_000
  const slept = (handsFree: HandsFree): ReturnType<typeof worldOf> => {
    const made = worldOf({ handsFree, target: OPEN }, [], [[], [rep(2_000)]])
    made.session.start()
    made.session.beginNow()
    made.pass(1_000)
    made.pass(1_000)
    return made
  }

  it.each([
    ['by hand', BY_HAND],
    ['hands-free', HANDS_FREE],
  ])('has not trained meanwhile, whatever comes first, %s', (_, handsFree) => {
    const awake = [
      ({ wait }: ReturnType<typeof worldOf>) => wait(HOURS_MS),
      ({ session, sleep }: ReturnType<typeof worldOf>) => session.frame(frameAt(sleep(HOURS_MS))),
      ({ session, sleep }: ReturnType<typeof worldOf>) => {
        sleep(HOURS_MS)
        session.pause('hidden')
      },
      ({ session, sleep }: ReturnType<typeof worldOf>) => {
        sleep(HOURS_MS)
        session.finish()
      },
    ]
    for (const wake of awake) {
      const made = slept(handsFree)
      wake(made)
      for (let i = 0; i < 4; i += 1) made.pass(500)
      made.session.finish()
      const record = made.ended[0]?.[0]
      expect(record?.reps).toBe(1)
      expect(record?.elapsed_ms).toBeLessThan(10_000)
    }
  })
})

describe('a running set', () => {
  it('counts with a fresh counter', () => {
    const { session, counters, pass } = world([], [[], [rep(3_000)]])
    pass(33)
    session.start()
    pass(33)
    pass(33)
    expect(session.view.reps).toBe(1)
    expect(counters[1]?.seen).toHaveLength(2)
  })

  it('changes the store only when the screen should change', () => {
    const { session, pass } = world()
    session.start()
    for (let i = 0; i < 200; i += 1) pass(33)
    const changed = vi.fn()
    session.store.subscribe(changed)
    for (let i = 0; i < 10; i += 1) pass(33)
    expect(changed).not.toHaveBeenCalled()
  })

  it('passes the phase on with every frame, outside the store', () => {
    const { session, pass } = world()
    const phases: (number | null)[] = []
    const stop = session.watchPhase((phase) => phases.push(phase))
    session.start()
    pass(33)
    pass(33)
    stop()
    pass(33)
    expect(phases).toEqual([0.033, 0.066])
  })

  it('is saved at once, and then every second', () => {
    const { session, kept, pass } = world()
    session.start()
    for (let i = 0; i < 6; i += 1) pass(500)
    expect(kept.map((record) => record.elapsed_ms)).toEqual([0, 1_000, 2_000, 3_000])
  })

  it('shows advice for a while', () => {
    const cue = { type: 'cue', timestampMs: 0, cue: 'go-lower' } as const
    const { session, pass } = world([], [[cue]])
    session.start()
    pass(33)
    expect(session.view.advice).toMatchObject({ kind: 'cue', cue: 'go-lower' })
    for (let i = 0; i < 3; i += 1) pass(1_000)
    expect(session.view.advice).not.toBeNull()
    for (let i = 0; i < 2; i += 1) pass(1_000)
    expect(session.view.advice).toBeNull()
  })

  it('says why a movement did not count', () => {
    const refused = { type: 'refused', timestampMs: 0, reason: 'too-shallow' } as const
    const { session, pass } = world([], [[refused], [rep(3_000)]])
    session.start()
    pass(33)
    expect(session.view.advice).toMatchObject({ kind: 'refused', reason: 'too-shallow' })
    pass(33)
    expect(session.view.advice).toBeNull()
  })
})

describe('a repeated fault', () => {
  it('is mentioned at most every four seconds', () => {
    const refused = { type: 'refused', timestampMs: 0, reason: 'too-shallow' } as const
    const { session, pass } = world(
      [],
      Array.from({ length: 9 }, () => [refused]),
    )
    session.start()
    const saidMs: number[] = []
    for (let i = 0; i < 9; i += 1) {
      pass(1_000)
      const { advice } = session.view
      if (advice?.kind === 'refused' && advice.atMs !== saidMs.at(-1)) saidMs.push(advice.atMs)
    }
    expect(saidMs).toEqual([2_000, 6_000, 10_000])
  })
})

describe('a pause', () => {
  it('stops the count and the clock, and saves the set', () => {
    const { session, counters, kept, pass } = world([], [[rep(1_500)], [rep(9_000)]])
    session.start()
    pass(2_000)
    session.pause('hidden')
    pass(60_000)
    expect(session.view).toMatchObject({
      stage: 'paused',
      pauseReason: 'hidden',
      reps: 1,
      elapsedSeconds: 2,
    })
    expect(counters[1]?.seen).toHaveLength(1)
    expect(kept.at(-1)).toMatchObject({ reps: 1, elapsed_ms: 2_000 })
    session.resume()
    pass(1_000)
    expect(session.view).toMatchObject({
      stage: 'running',
      pauseReason: null,
      reps: 2,
      elapsedSeconds: 3,
    })
  })

  it('restarts the countdown', () => {
    const { session, pass } = world()
    session.start(3)
    session.pause('camera')
    pass(5_000)
    expect(session.view.stage).toBe('paused')
    session.resume()
    expect(session.view).toMatchObject({ stage: 'countdown', countdownLeft: 3 })
  })
})

describe('missing pictures', () => {
  const blind = (handsFree: HandsFree) => {
    const here = worldOf({ handsFree, target: OPEN }, [], [[rep(1_500)], [], [rep(45_000)]])
    here.session.start()
    here.pass(500)
    here.pass(500)
    for (let i = 0; i < 160; i += 1) here.wait(250)
    return here
  }

  it.each([
    ['begun in position', HANDS_FREE],
    ['begun by hand', BY_HAND],
  ])('are no absence: a set %s waits, says why, and does not end', (_how, handsFree) => {
    const { session, ended } = blind(handsFree)
    expect(ended).toEqual([])
    expect(session.view).toMatchObject({ stage: 'paused', pauseReason: 'camera', reps: 1 })
  })

  it.each([
    ['in position', HANDS_FREE],
    ['at once', BY_HAND],
  ])('let a set %s continue by itself when they come again', (_when, handsFree) => {
    const { session, pass } = blind(handsFree)
    pass(250)
    expect(session.view).toMatchObject({ stage: 'running', reps: 2 })
    expect(session.view.elapsedSeconds).toBeLessThan(6)
  })

  it('leave a pause that the user chose unchanged', () => {
    const { session, pass, wait } = world()
    session.start()
    pass(500)
    session.pause('asked')
    for (let i = 0; i < 40; i += 1) wait(250)
    pass(250)
    expect(session.view).toMatchObject({ stage: 'paused', pauseReason: 'asked' })
  })
})

describe('the end', () => {
  it('reports the whole set and stops the count', () => {
    const { session, kept, pass } = world([], [[rep(1_500)], [rep(9_000)]])
    session.start()
    pass(2_000)
    const record = session.finish()
    expect(record).toMatchObject({ id: SET_ID, started_at: '2026-05-01T10:00:00.000Z', reps: 1 })
    expect(kept.at(-1)).toEqual(record)
    pass(2_000)
    expect(session.view).toMatchObject({ stage: 'finished', reps: 1 })
  })

  it('saves nothing more afterwards', () => {
    const { session, kept, pass } = world()
    session.start()
    pass(1_000)
    session.finish()
    const before = kept.length
    session.keep()
    expect(kept).toHaveLength(before)
  })

  it('is possible during a pause', () => {
    const { session, pass } = world([], [[rep(1_500)]])
    session.start()
    pass(2_000)
    session.pause('asked')
    pass(30_000)
    expect(session.finish()).toMatchObject({ reps: 1, elapsed_ms: 2_000 })
  })
})

it('continues an interrupted set', () => {
  const { session, pass } = world([], [[rep(1_500)]])
  session.continueFrom(setRecord({ reps: 7, elapsed_ms: 31_000 }))
  expect(session.view).toMatchObject({ stage: 'paused', reps: 7, elapsedSeconds: 31 })
  session.resume()
  pass(1_000)
  expect(session.view).toMatchObject({ stage: 'running', reps: 8, elapsedSeconds: 32 })
  expect(session.finish()).toMatchObject({ id: SET_ID, reps: 8, elapsed_ms: 32_000 })
})

it('says for a while that there are too few frames', () => {
  const slow = { type: 'low-frame-rate', timestampMs: 0, framesPerSecond: 6 } as const
  const { session, pass } = world([], [[slow]])
  session.start()
  pass(33)
  pass(33)
  expect(session.view.tooFewFrames).toBe(true)
  pass(9_000)
  expect(session.view.tooFewFrames).toBe(false)
})

it('does not warn of too few frames while repetitions count', () => {
  const slow = { type: 'low-frame-rate', timestampMs: 0, framesPerSecond: 12 } as const
  const { session, pass } = world([], [[slow, rep(1_033)]])
  session.start()
  pass(33)
  pass(33)
  expect(session.view).toMatchObject({ reps: 1, tooFewFrames: false })
})

it('ticks a push-up at once, and a jump at its predicted landing', () => {
  const ticksOf = (exercise: ExerciseType): number[] => {
    let nowMs = 1_000
    const script: EngineEvent[][] = Array.from({ length: 6 }, (_, i) => [
      rep(1_000 + 500 * i, { index: i + 1 }),
    ])
    const counters = [new ScriptedCounter(), new ScriptedCounter(), new ScriptedCounter(script)]
    const session = new LiveSession(exercise, {
      createCounter: () => counters.shift() ?? new ScriptedCounter(),
      nowMs: () => nowMs,
      today: () => new Date('2026-05-01T10:00:00Z'),
      newId: () => SET_ID,
      ownerId: () => null,
      trainingId: null,
      saveCheckpoint: () => undefined,
      best: () => 0,
      handsFree: () => BY_HAND,
      onEnded: () => undefined,
    })
    const ticks: number[] = []
    session.watchTicks((inMs) => ticks.push(inMs))
    session.start()
    for (let i = 0; i < 6; i += 1) {
      session.frame(frameAt(nowMs))
      nowMs += 500
    }
    return ticks
  }
  expect(ticksOf('push-up')).toEqual([0, 0, 0, 0, 0, 0])
  expect(ticksOf('jump-rope')).toEqual([0, 0, 0, 650, 650, 650])
})
