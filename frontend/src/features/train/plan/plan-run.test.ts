import { describe, expect, it } from 'vitest'
import {
  type PlanRun,
  afterSet,
  atTime,
  beginRun,
  changeRest,
  endRun,
  nextSet,
  planRunSchema,
  totalsOf,
  trainingOf,
} from './plan-run'
import { readyMadePlans } from './ready-made-plans'
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
function takenUp(run: PlanRun): PlanRun {
  return planRunSchema.parse(JSON.parse(JSON.stringify(run)))
}

describe('a running plan', () => {
  it('goes from set to rest to set to its end, and survives a reload at each step', () => {
    let run = takenUp(beginRun(plan('push-ups-3-sets'), TRAINING, NOON))
    let now = NOON
    for (const position of [0, 1, 2]) {
      expect(nextSet(run)).toMatchObject({ position, target: { kind: 'reps', reps: 10 } })
      run = takenUp(afterSet(run, aSet(10, now), now + 20_000))
      now += 20_000
      if (position === 2) break
      expect(run.phase).toEqual({ kind: 'rest', until_ms: now + 90_000 })
      expect(atTime(run, now + 89_999)).toBe(run)
      now += 90_000
      run = takenUp(atTime(run, now))
      expect(run.phase.kind).toBe('set')
    }
    expect(run.phase.kind).toBe('done')
    expect(nextSet(run)).toBeNull()
    expect(totalsOf(run.done)).toMatchObject({ sets: 3, reps: 30 })
    expect(run.done.map(({ rest_seconds }) => rest_seconds)).toEqual([null, 90, 90])
  })

  it('ends 100 push-ups with the hundredth, however many sets that takes', () => {
    let run = beginRun(plan('push-ups-100'), TRAINING, NOON)
    const targets: unknown[] = []
    for (const reps of [40, 35, 25]) {
      targets.push(nextSet(run)?.target)
      run = afterSet(run, aSet(reps, NOON), NOON)
      run = atTime(run, NOON + 60_000)
    }
    expect(targets).toEqual([100, 60, 25].map((reps) => ({ kind: 'reps', reps })))
    expect(run.phase.kind).toBe('done')
  })

  it('begins an interval set every minute, and at once if the set before took longer', () => {
    const run = beginRun(plan('push-ups-every-minute'), TRAINING, NOON)
    expect(afterSet(run, aSet(10, NOON + 3_000), NOON + 33_000).phase).toEqual({
      kind: 'rest',
      until_ms: NOON + 63_000,
    })
    expect(afterSet(run, aSet(10, NOON), NOON + 70_000).phase.kind).toBe('set')
  })

  it('begins an interval set no later because the clock was set back during the one before', () => {
    const run = beginRun(plan('push-ups-every-minute'), TRAINING, NOON)
    const set = { ...aSet(10, NOON), elapsed_ms: 20_000 }
    const endedMs = NOON + 20_000 - 3_600_000
    expect(afterSet(run, set, endedMs).phase).toEqual({ kind: 'rest', until_ms: endedMs + 40_000 })
  })

  it('waits for the person alone if a rest lasts until they return', () => {
    const run = beginRun(plan('push-ups-ladder'), TRAINING, NOON)
    expect(afterSet(run, aSet(2, NOON), NOON + 5_000).phase.kind).toBe('set')
  })

  it('records each set once, and none without a repetition', () => {
    const begun = beginRun(plan('push-ups-100'), TRAINING, NOON)
    const set = aSet(12, NOON)
    const run = atTime(afterSet(begun, set, NOON), NOON + 60_000)
    expect(afterSet(run, set, NOON + 70_000)).toBe(run)
    expect(afterSet(run, aSet(0, NOON), NOON + 70_000)).toBe(run)
  })

  it('can change a rest, which ends if nothing is left of it', () => {
    const run = afterSet(beginRun(plan('push-ups-100'), TRAINING, NOON), aSet(9, NOON), NOON)
    expect(changeRest(run, 30_000, NOON).phase).toEqual({ kind: 'rest', until_ms: NOON + 90_000 })
    expect(changeRest(run, -90_000, NOON).phase.kind).toBe('set')
    expect(endRun(run).phase.kind).toBe('done')
  })

  it('describes each set’s place in the training as the server expects', () => {
    const [step] = plan('push-ups-3-sets').steps
    if (step === undefined) throw new Error('no step')
    const warmed = planSchema.parse({
      id: 'mine',
      name: 'Mine',
      steps: [{ ...step, warm_up: true }, step],
    })
    let run = beginRun(warmed, TRAINING, NOON)
    const [first, second] = [aSet(10, NOON), aSet(9, NOON + 100_000)]
    run = atTime(afterSet(run, first, NOON + 20_000), NOON + 110_000)
    run = afterSet(run, second, NOON + 120_000)
    expect(trainingOf(run, second.id)).toEqual({
      id: TRAINING,
      plan_id: 'mine',
      name: 'Mine',
      position: 1,
      target: { kind: 'reps', reps: 10 },
      rest_seconds: 80,
      warm_up: false,
      plan: { steps: warmed.steps, until_reps: null },
    })
    expect(trainingOf(run, first.id)).toMatchObject({ position: 0, warm_up: true })
    expect(totalsOf(run.done)).toMatchObject({ sets: 1, reps: 9 })
  })

  it('has ready-made plans that fit the schema', () => {
    for (const each of readyMadePlans()) expect(planSchema.parse(each)).toEqual(each)
  })
})
