import { describe, expect, test } from 'vitest'
import { JOINT, LANDMARK_COUNT, SIDES } from '../../body/landmarks.ts'
import { between, PART } from '../../judge/sample.ts'
import type { Sample } from '../../judge/sample.ts'
import { seeded } from '../../testing/random.ts'
import { JointPhase, PHASE_DELAY_MS } from './joint-phase.ts'
import type { PhaseSample } from './joint-phase.ts'
import { PHASE_SAMPLES_PER_SECOND } from './phase-channels.ts'
import { StepPhase } from './step-phase.ts'
import type { Bout } from './step-phase.ts'

const SAMPLE_MS = 1000 / PHASE_SAMPLES_PER_SECOND
const [SEEN, UNSEEN] = [0.95, 0.05]

interface Steps {
  readonly perSecond: number
  readonly seconds: number
  /** The phase's grid is drawn straight between this many frames a second. */
  readonly framesPerSecond: number
  /** Share of the frames in which the legs bear each other's names. */
  readonly exchanged: number
  /** Share of the frames in which the higher leg is called left, as the model does from the side. */
  readonly namedByStep: number
  /** Share of the right leg that is made up from the left one, as the far one is from the side. */
  readonly madeUp: number
  /** How far the legs go up and down, and the trunk, which hardly moves in speed step. */
  readonly liftMetres: number
  readonly trunkMetres: number
  /** Whether the left leg is hidden: still, and known to be a guess. */
  readonly hidesLeft: boolean
  /**
   * How far the wrists swing forward and back against one another, once in two steps, and both go round together, once
   * a step.
   */
  readonly armsInTurns: number
  readonly armsTogether: number
  readonly wristsSeen: number
}

const STEPS: Steps = {
  perSecond: 4,
  seconds: 6,
  framesPerSecond: PHASE_SAMPLES_PER_SECOND,
  exchanged: 0,
  namedByStep: 0,
  madeUp: 0,
  liftMetres: 0.12,
  trunkMetres: 0.02,
  hidesLeft: false,
  armsInTurns: 0,
  armsTogether: 0,
  wristsSeen: SEEN,
}

/** Speed step. */
const FROM_THE_SIDE: Partial<Steps> = {
  seconds: 10,
  framesPerSecond: 15,
  madeUp: 0.5,
  trunkMetres: 0.003,
}

const SLOW_FROM_THE_SIDE: Partial<Steps> = {
  perSecond: 3.4,
  liftMetres: 0.08,
  trunkMetres: 0.035,
}

/** A body that steps from foot to foot on the phase's grid: feet go up and down in turns, the trunk once a step. */
function samples(changes: Partial<Steps>): readonly Sample[] {
  const film = { ...STEPS, ...changes }
  const random = seeded(7)
  const count = Math.round(film.seconds * film.framesPerSecond) + 1
  const frames = Array.from({ length: count }, (_, i) => frame(film, i, random))
  return Array.from({ length: Math.round(film.seconds * PHASE_SAMPLES_PER_SECOND) }, (_, i) => {
    const at = (i * film.framesPerSecond) / PHASE_SAMPLES_PER_SECOND
    const first = Math.floor(at)
    return between(frames[first]!, frames[first + 1]!, at - first)
  })
}

function frame(film: Steps, index: number, random: () => number): Sample {
  const steps = (index / film.framesPerSecond) * film.perSecond
  const sample = new Float64Array(PART.logScale + 1)
  sample.fill(SEEN, PART.visibility, PART.visibility + LANDMARK_COUNT)
  const left = film.liftMetres * Math.sin(Math.PI * steps)
  const right = (2 * film.madeUp - 1) * left
  const isNamedByStep = random() < film.namedByStep && right > left
  const isExchanged = random() < film.exchanged
  const legs = isNamedByStep !== isExchanged ? [right, left] : [left, right]
  for (const joint of [JOINT.knee, JOINT.ankle, JOINT.ankle + 2, JOINT.ankle + 4])
    legs.forEach((height, side) => {
      const isHidden = film.hidesLeft && side === 0
      sample[PART.y + joint + side] = isHidden ? 0 : height
      if (isHidden) sample[PART.visibility + joint + side] = UNSEEN
    })
  sample[PART.pathY] = film.trunkMetres * Math.sin(2 * Math.PI * steps)
  for (const side of SIDES) {
    const swing = film.armsInTurns * (1 - 2 * side) * Math.sin(Math.PI * steps)
    sample[PART.x + JOINT.wrist + side] = swing + film.armsTogether * Math.sin(2 * Math.PI * steps)
    sample[PART.visibility + JOINT.wrist + side] = film.wristsSeen
  }
  return sample
}

function told(phase: JointPhase, changes: Partial<Steps>): readonly PhaseSample[] {
  const { framesPerSecond } = { ...STEPS, ...changes }
  return samples(changes).flatMap(
    (sample, i) => phase.push(sample, i * SAMPLE_MS, framesPerSecond) ?? [],
  )
}

function phases(changes: Partial<Steps>): readonly PhaseSample[] {
  return told(new JointPhase(), changes)
}

/** Steps between the first and the last moment told of, and how many there were. */
function measured(changes: Partial<Steps>): { readonly steps: number; readonly true: number } {
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

/** What the arms are said to do in turns, in the middle of the film. */
function armsInTurns(changes: Partial<Steps>): number {
  const all = phases(changes)
  return all[all.length >> 1]?.armsInTurns ?? 0
}

describe('the arms', () => {
  test.each([
    ['run, seen from the side', { armsInTurns: 0.15 }],
    ['run at 15 frames a second', { armsInTurns: 0.15, framesPerSecond: 15 }],
    ['pedal while both also shake', { armsInTurns: 0.2, armsTogether: 0.03 }],
  ])('%s', (_, arms) => {
    expect(armsInTurns(arms)).toBeGreaterThan(0.4)
  })

  test.each([
    ['turn a rope', { armsTogether: 0.1 }],
    ['turn a rope at 15 frames a second', { armsTogether: 0.1, framesPerSecond: 15 }],
    ['turn it, the elbows following the legs', { armsTogether: 0.1, armsInTurns: 0.05 }],
    ['are still', {}],
    ['are not seen', { armsInTurns: 0.15, wristsSeen: UNSEEN }],
  ])('%s, which does not speak against skipping', (_, arms) => {
    expect(armsInTurns(arms)).toBeLessThan(0.1)
  })
})

describe('the phase of the joints', () => {
  test.each([2, 3, 4, 5, 6.5, 8])('measures %f steps a second', (perSecond) => {
    const { steps, true: expected } = measured({ perSecond })
    expect(Math.abs(steps - expected)).toBeLessThan(0.5)
  })

  test.each([0.1, 0.2])(
    'is right although the legs change names in a share of %f of the samples',
    (exchanged) => {
      const { steps, true: expected } = measured({ exchanged })
      expect(Math.abs(steps - expected)).toBeLessThan(1)
    },
  )

  // Two to three frames a step, and a far leg half made up from the near one, so that their mean goes at half the rate.
  test.each([5.6, 6.8, 7.1])(
    'is not halved at %f steps a second, 15 frames a second, from the side',
    (perSecond) => {
      for (const namedByStep of [0, 0.5, 1]) {
        const { steps, true: expected } = measured({ ...FROM_THE_SIDE, perSecond, namedByStep })
        expect(steps / expected, `named by step: ${String(namedByStep)}`).toBeCloseTo(1, 1)
      }
    },
  )

  test('is not disturbed by a hidden leg', () => {
    const { steps, true: expected } = measured({ hidesLeft: true })
    expect(Math.abs(steps - expected)).toBeLessThan(1)
  })

  test('describes the moment a fixed time ago, and nothing before the first one', () => {
    const phase = new JointPhase()
    const first = samples({}).findIndex(
      (sample, i) => phase.push(sample, i * SAMPLE_MS, 30) !== null,
    )
    expect(first * SAMPLE_MS).toBeCloseTo(PHASE_DELAY_MS, 6)
  })

  test('begins anew after a reset', () => {
    const phase = new JointPhase()
    const before = told(phase, {})
    phase.reset()
    expect(told(phase, {}).slice(30)).toEqual(before.slice(30))
  })
})

describe('a bout of steps', () => {
  test('counts the steps since it began', () => {
    const bout = lastBout(phases({ seconds: 8 }))
    const seconds = ((bout?.endMs ?? 0) - (bout?.startMs ?? 0)) / 1000
    expect(bout?.steps).toBeCloseTo(seconds * STEPS.perSecond, 0)
    expect(bout?.rate).toBeCloseTo(STEPS.perSecond, 0)
  })

  test('does not begin before it may be believed', () => {
    expect(lastBout(phases({}), false)).toBeNull()
  })

  test('ends when the skipping ends', () => {
    const steps = new StepPhase()
    const all = phases({})
    for (const sample of all) steps.push(sample, true, true)
    const after = all.map((sample) => steps.push(sample, false, true))
    expect(after.at(-1)).toBeNull()
  })

  test('does not begin for a body that stands', () => {
    expect(lastBout(phases({ perSecond: 0 }))).toBeNull()
  })

  test('begins when the body moves, not while guessed legs move under a body that stands', () => {
    const standing = samples({ liftMetres: 0.03, trunkMetres: 0.0005, seconds: 4 })
    const stepping = samples({ seconds: 4 })
    const phase = new JointPhase()
    const steps = new StepPhase()
    let bout: Bout | null = null
    ;[...standing, ...stepping].forEach((sample, i) => {
      const known = phase.push(sample, i * SAMPLE_MS, PHASE_SAMPLES_PER_SECOND)
      // The judge is sure a second after the first step.
      if (known !== null) bout = steps.push(known, true, known.timestampMs > 5000)
    })
    const made = 4 * STEPS.perSecond - (PHASE_DELAY_MS / 1000) * STEPS.perSecond
    expect(Math.abs(((bout as Bout | null)?.steps ?? 0) - made)).toBeLessThan(1.5)
  })

  // As fast as the trunk, and half of their difference hidden: what they do by turns tells them from a jump.
  test('is found in slow steps seen from the side', () => {
    const bout = lastBout(phases({ ...SLOW_FROM_THE_SIDE, madeUp: 0.35 }))
    expect(bout?.rate).toBeCloseTo(3.4, 0)
  })

  test('does not begin for legs that jump together', () => {
    expect(lastBout(phases({ ...SLOW_FROM_THE_SIDE, madeUp: 1 }))).toBeNull()
  })
})
