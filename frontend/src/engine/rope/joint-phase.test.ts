import { describe, expect, test } from 'vitest'
import { JOINT, LANDMARK_COUNT } from '../body/landmarks.ts'
import { PART } from '../judge/sample.ts'
import type { Sample } from '../judge/sample.ts'
import { seeded } from '../testing/random.ts'
import { JointPhase, PHASE_DELAY_MS, PHASE_SAMPLES_PER_SECOND } from './joint-phase.ts'
import type { PhaseSample } from './joint-phase.ts'
import { StepPhase } from './step-phase.ts'
import type { Bout } from './step-phase.ts'

const SAMPLE_MS = 1000 / PHASE_SAMPLES_PER_SECOND
const LIFT_METRES = 0.12
const TRUNK_METRES = 0.02
const [SEEN, UNSEEN] = [0.95, 0.05]

interface Steps {
  readonly perSecond: number
  readonly seconds: number
  /** Share of the samples in which the legs bear each other's names. */
  readonly exchanged: number
  /** Whether the left leg is hidden: still, and known to be a guess. */
  readonly hidesLeft: boolean
}

const STEPS: Steps = { perSecond: 4, seconds: 6, exchanged: 0, hidesLeft: false }

/** A body that steps from foot to foot on the phase's grid: feet go up and down in turns, the trunk once a step. */
function samples(changes: Partial<Steps>): readonly Sample[] {
  const { perSecond, seconds, exchanged, hidesLeft } = { ...STEPS, ...changes }
  const random = seeded(7)
  return Array.from({ length: Math.round(seconds * PHASE_SAMPLES_PER_SECOND) }, (_, i) => {
    const steps = (i / PHASE_SAMPLES_PER_SECOND) * perSecond
    const sample = new Float64Array(PART.logScale + 1)
    sample.fill(SEEN, PART.visibility, PART.visibility + LANDMARK_COUNT)
    const isExchanged = random() < exchanged
    for (const joint of [JOINT.knee, JOINT.ankle, JOINT.ankle + 2, JOINT.ankle + 4])
      for (const side of [0, 1]) {
        const leg = isExchanged ? 1 - side : side
        const isHidden = hidesLeft && leg === 0
        const height = Math.sin(Math.PI * (steps + leg))
        sample[PART.y + joint + side] = isHidden ? 0 : LIFT_METRES * height
        if (isHidden) sample[PART.visibility + joint + side] = UNSEEN
      }
    sample[PART.pathY] = TRUNK_METRES * Math.sin(2 * Math.PI * steps)
    return sample
  })
}

function phases(changes: Partial<Steps>): readonly PhaseSample[] {
  const phase = new JointPhase()
  return samples(changes).flatMap((sample, i) => phase.push(sample, i * SAMPLE_MS) ?? [])
}

/** Steps between the first and the last moment told of, and how many there were. */
function told(changes: Partial<Steps>): { readonly steps: number; readonly true: number } {
  const all = phases(changes)
  const spanMs = (all.at(-1)?.timestampMs ?? 0) - (all[0]?.timestampMs ?? 0)
  return {
    steps: all.slice(1).reduce((sum, { advance }) => sum + advance, 0),
    true: (spanMs / 1000) * (changes.perSecond ?? STEPS.perSecond),
  }
}

function lastBout(all: readonly PhaseSample[], isSure = true): Bout | null {
  const steps = new StepPhase()
  return all.map((sample) => steps.push(sample, true, isSure)).at(-1) ?? null
}

describe('the phase of the joints', () => {
  test.each([2, 3, 4, 5, 6.5, 8])('tells %f steps a second', (perSecond) => {
    const { steps, true: expected } = told({ perSecond })
    expect(Math.abs(steps - expected)).toBeLessThan(0.5)
  })

  test.each([0.1, 0.2])('minds no legs that change names in %f of the samples', (exchanged) => {
    const { steps, true: expected } = told({ exchanged })
    expect(Math.abs(steps - expected)).toBeLessThan(1)
  })

  test('minds no leg that is hidden', () => {
    const { steps, true: expected } = told({ hidesLeft: true })
    expect(Math.abs(steps - expected)).toBeLessThan(1)
  })

  test('speaks of a moment a while ago, and of none before that', () => {
    const phase = new JointPhase()
    const first = samples({}).findIndex((sample, i) => phase.push(sample, i * SAMPLE_MS) !== null)
    expect(first * SAMPLE_MS).toBeCloseTo(PHASE_DELAY_MS, 6)
  })

  test('begins anew after a reset', () => {
    const phase = new JointPhase()
    const tell = (): readonly PhaseSample[] =>
      samples({}).flatMap((sample, i) => phase.push(sample, i * SAMPLE_MS) ?? [])
    const before = tell()
    phase.reset()
    expect(tell().slice(30)).toEqual(before.slice(30))
  })
})

describe('a bout of steps', () => {
  test('has the steps made since it began', () => {
    const bout = lastBout(phases({ seconds: 8 }))
    const seconds = ((bout?.endMs ?? 0) - (bout?.startMs ?? 0)) / 1000
    expect(bout?.steps).toBeCloseTo(seconds * STEPS.perSecond, 0)
    expect(bout?.rate).toBeCloseTo(STEPS.perSecond, 0)
  })

  test('is none before it may be believed', () => {
    expect(lastBout(phases({}), false)).toBeNull()
  })

  test('ends where nobody skips any longer', () => {
    const steps = new StepPhase()
    const all = phases({})
    for (const sample of all) steps.push(sample, true, true)
    const after = all.map((sample) => steps.push(sample, false, true))
    expect(after.at(-1)).toBeNull()
  })

  test('is none of a body that stands', () => {
    expect(lastBout(phases({ perSecond: 0 }))).toBeNull()
  })
})
