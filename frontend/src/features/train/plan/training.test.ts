import { describe, expect, it } from 'vitest'
import { readyMadePlans } from './ready-made-plans'
import {
  type Training,
  afterSet,
  atTime,
  beginTraining,
  changeRest,
  endTraining,
  nextSet,
  trainingSchema,
  totalsOf,
  trainingOf,
} from './training'
import { type Plan, planSchema } from '@/workouts/plan'
import { type SetRecord, newSetRecord } from '@/workouts/record/set-record'

const NOON = Date.UTC(2026, 10, 25, 12)
const TRAINING = '0190a000-0000-7000-8000-00000000000a'
let made = 0

function aSet(reps: number, startedMs: number, elapsedMs = 20_000): SetRecord {
  made += 1
  const start = {
    id: `0190a000-0000-7000-8000-${String(made).padStart(12, '0')}`,
    exercise: 'push-up' as const,
    started_at: new Date(startedMs).toISOString(),
  }
  return { ...newSetRecord(start), reps, elapsed_ms: elapsedMs }
}

function plan(id: string): Plan {
  const found = readyMadePlans().find((each) => each.id === id)
  if (found === undefined) throw new Error(`no plan ${id}`)
  return found
}

/** As if the page had been killed and opened again. */
function takenUp(training: Training): Training {
  return trainingSchema.parse(JSON.parse(JSON.stringify(training)))
}

describe('a running plan', () => {
  it('goes from set to rest to set to its end, and survives a reload at each step', () => {
    let training = takenUp(beginTraining(plan('push-ups-3-sets'), TRAINING, NOON))
    let now = NOON
    for (const position of [0, 1, 2]) {
      expect(nextSet(training)).toMatchObject({ position, target: { kind: 'reps', reps: 10 } })
      training = takenUp(afterSet(training, aSet(10, now), now + 20_000))
      now += 20_000
      if (position === 2) break
      expect(training.phase).toEqual({ kind: 'rest', until_ms: now + 90_000 })
      expect(atTime(training, now + 89_999)).toBe(training)
      now += 90_000
      training = takenUp(atTime(training, now))
      expect(training.phase.kind).toBe('set')
    }
    expect(training.phase.kind).toBe('done')
    expect(nextSet(training)).toBeNull()
    expect(totalsOf(training.done)).toMatchObject({ sets: 3, reps: 30 })
    expect(training.done.map(({ rest_seconds }) => rest_seconds)).toEqual([null, 90, 90])
  })

  it('ends 100 push-ups with the hundredth, however many sets that takes', () => {
    let training = beginTraining(plan('push-ups-100'), TRAINING, NOON)
    const targets: unknown[] = []
    for (const reps of [40, 35, 25]) {
      targets.push(nextSet(training)?.target)
      training = afterSet(training, aSet(reps, NOON), NOON)
      training = atTime(training, NOON + 60_000)
    }
    expect(targets).toEqual([100, 60, 25].map((reps) => ({ kind: 'reps', reps })))
    expect(training.phase.kind).toBe('done')
  })

  it('begins an interval set every minute, and at once if the set before took longer', () => {
    const training = beginTraining(plan('push-ups-every-minute'), TRAINING, NOON)
    expect(afterSet(training, aSet(10, NOON + 3_000), NOON + 33_000).phase).toEqual({
      kind: 'rest',
      until_ms: NOON + 63_000,
    })
    expect(afterSet(training, aSet(10, NOON), NOON + 70_000).phase.kind).toBe('set')
  })

  it('begins an interval set no later because the clock was set back during the one before', () => {
    const training = beginTraining(plan('push-ups-every-minute'), TRAINING, NOON)
    const set = { ...aSet(10, NOON), elapsed_ms: 20_000 }
    const endedMs = NOON + 20_000 - 3_600_000
    expect(afterSet(training, set, endedMs).phase).toEqual({
      kind: 'rest',
      until_ms: endedMs + 40_000,
    })
  })

  it('waits for the person alone if a rest lasts until they return', () => {
    const training = beginTraining(plan('push-ups-ladder'), TRAINING, NOON)
    expect(afterSet(training, aSet(2, NOON), NOON + 5_000).phase.kind).toBe('set')
  })

  it('records each set once, and none without a repetition', () => {
    const begun = beginTraining(plan('push-ups-100'), TRAINING, NOON)
    const set = aSet(12, NOON)
    const training = atTime(afterSet(begun, set, NOON), NOON + 60_000)
    expect(afterSet(training, set, NOON + 70_000)).toBe(training)
    expect(afterSet(training, aSet(0, NOON), NOON + 70_000)).toBe(training)
  })

  it('can change a rest, which ends if nothing is left of it', () => {
    const training = afterSet(
      beginTraining(plan('push-ups-100'), TRAINING, NOON),
      aSet(9, NOON),
      NOON,
    )
    expect(changeRest(training, 30_000, NOON).phase).toEqual({
      kind: 'rest',
      until_ms: NOON + 90_000,
    })
    expect(changeRest(training, -90_000, NOON).phase.kind).toBe('set')
    expect(endTraining(training).phase.kind).toBe('done')
  })

  it('describes each set’s place in the training as the server expects', () => {
    const [step] = plan('push-ups-3-sets').steps
    if (step === undefined) throw new Error('no step')
    const warmed = planSchema.parse({
      id: 'mine',
      name: 'Mine',
      steps: [{ ...step, warm_up: true }, step],
    })
    let training = beginTraining(warmed, TRAINING, NOON)
    const [first, second] = [aSet(10, NOON), aSet(9, NOON + 100_000)]
    training = atTime(afterSet(training, first, NOON + 20_000), NOON + 110_000)
    training = afterSet(training, second, NOON + 120_000)
    expect(trainingOf(training, second.id)).toEqual({
      id: TRAINING,
      plan_id: 'mine',
      name: 'Mine',
      position: 1,
      target: { kind: 'reps', reps: 10 },
      rest_seconds: 80,
      warm_up: false,
      plan: { steps: warmed.steps, until_reps: null },
    })
    expect(trainingOf(training, first.id)).toMatchObject({ position: 0, warm_up: true })
    expect(totalsOf(training.done)).toMatchObject({ sets: 1, reps: 9 })
  })

  it('has ready-made plans that fit the schema', () => {
    for (const each of readyMadePlans()) expect(planSchema.parse(each)).toEqual(each)
  })
})
