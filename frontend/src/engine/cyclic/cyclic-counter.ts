import type { Body } from '../body/body.ts'
import { Levelling } from '../body/levelling.ts'
import type { BodyCounter, Reading } from '../counter/body-counter.ts'
import type { Probabilities } from '../judge/judge.ts'
import { RepCoach } from '../quality/rep-coach.ts'
import { recountCycles } from '../recount/recount.ts'
import { SignalLog } from '../recount/signal-log.ts'
import { GapBridge } from '../signals/gap-bridge.ts'
import { OneEuroFilter } from '../signals/one-euro.ts'
import type { SignalSample } from '../signals/signal-sample.ts'
import type { CounterOptions, EngineEvent, ExerciseType, Repetition } from '../types.ts'
import { Attempts } from './attempts.ts'
import { Cadence } from './cadence.ts'
import { Confirmation } from './confirmation.ts'
import { CycleFinder } from './cycle-finder.ts'
import { InStep } from './in-step.ts'
import { PostureGate, SETTLED_MS } from './posture-gate.ts'
import type { Cycle, CyclicProfile, Features, ProbabilityOf } from './profile.ts'
import { isSure, refusal } from './rules.ts'
import { Tempo } from './tempo.ts'

/** Light: a repetition a second passes nearly whole. The zig-zag's hysteresis does the rest. */
const SMOOTHING = { minCutoffHz: 4, beta: 4, derivativeCutoffHz: 2 }
/** Time without a body counts for posture up to this. */
const LONGEST_STEP_MS = 250
const USUAL_TRAVEL_MEMORY = 0.3
/**
 * What the judge holds for less probable than this, over the repetition, is none, whatever the rules say: judges that
 * had not seen the person gave 244 true squats and lunges, copies among them, 0.3 and more, and 10 of 11 false ones
 * less than 0.02.
 */
const DISBELIEVED_BELOW = 0.05

/** A repetition that has no number yet. */
type Uncounted = Omit<Repetition, 'index'>

/** Of a repetition that the tempo alone tells. */
const UNSEEN = {
  verdict: 'low-confidence',
  bottomDeg: null,
  topDeg: null,
  downMs: null,
  upMs: null,
  bodyLineDeg: null,
} as const

/** Counts the cycles of one profile's signal, and assesses them. */
export class CyclicCounter<F extends Features> implements BodyCounter {
  readonly exercise: ExerciseType
  readonly leastFramesPerSecond: number
  readonly #profile: CyclicProfile<F>
  readonly #judge: Probabilities | null
  readonly #smooth = new OneEuroFilter(SMOOTHING)
  readonly #bridge = new GapBridge()
  readonly #gate = new PostureGate()
  readonly #levelling: Levelling | null
  readonly #cycles: CycleFinder<F>
  readonly #attempts: Attempts<F> | null
  readonly #confirmation: Confirmation<Uncounted>
  readonly #cadence = new Cadence()
  readonly #tempo = new Tempo()
  readonly #inStep = new InStep<Uncounted>()
  readonly #coach: RepCoach
  readonly #log = new SignalLog()
  #lastMs = 0
  #reps = 0
  #usualTravel: number
  #phase: number | null = null

  /** `judge`: the one to ask, where the profile says what it may call the exercise. */
  constructor(
    profile: CyclicProfile<F>,
    options: CounterOptions = {},
    judge: Probabilities | null = null,
  ) {
    this.#profile = profile
    this.#judge = judge
    this.exercise = profile.exercise
    this.leastFramesPerSecond = profile.leastFramesPerSecond
    this.#cycles = new CycleFinder(profile)
    this.#levelling =
      profile.isUpright === true ? new Levelling(profile.mayBeLookedUpAt === true) : null
    const { leastAttempt = null } = profile
    this.#attempts = leastAttempt === null ? null : new Attempts(profile, leastAttempt, this.#gate)
    this.#confirmation = new Confirmation(profile.needsRhythm, profile.mostMs)
    this.#coach = new RepCoach(profile.quality, options.standard ?? 'standard')
    this.#usualTravel = 2 * profile.leastTravel
  }

  follow(seen: Body, events: EngineEvent[]): void {
    const body = this.#levelling?.apply(seen) ?? seen
    const elapsedMs = Math.min(LONGEST_STEP_MS, body.timestampMs - this.#lastMs)
    this.#lastMs = body.timestampMs
    if (body.isNewScene) this.#abandon()
    this.#tempo.see(body.timestampMs)
    const evidence = this.#profile.posture(body)
    this.#watchPosture(evidence, body, body.isNewScene ? null : elapsedMs, events)
    const raw = this.#profile.signal(body)
    if (raw === null) return
    if (this.#gate.isIn) this.#coach.watch(body, this.#cycles.isUnderWay)
    for (const sample of this.#bridge.push({ value: raw, timestampMs: body.timestampMs }))
      this.#advance(sample, body, events)
  }

  reading(): Reading {
    return {
      reps: this.#reps,
      heldSeconds: 0,
      inPosition: this.#gate.isIn,
      phase: this.#gate.isIn ? this.#phase : null,
      cadencePerMinute: this.#cadence.perMinute(),
    }
  }

  reset(): void {
    this.#abandon()
    this.#attempts?.reset()
    this.#levelling?.reset()
    this.#gate.reset()
    this.#confirmation.reset()
    this.#cadence.reset()
    this.#coach.reset()
    this.#log.clear()
    this.#reps = 0
    this.#usualTravel = 2 * this.#profile.leastTravel
  }

  secondOpinion(): number | null {
    // Without a single counted repetition the stored movement was probably another exercise.
    if (this.#reps === 0) return null
    const other = recountCycles(this.#log, this.#profile)
    return other === this.#reps ? null : other
  }

  #watchPosture(
    evidence: number,
    body: Body,
    elapsedMs: number | null,
    events: EngineEvent[],
  ): void {
    if (!this.#gate.push(evidence, body.timestampMs, elapsedMs)) return
    const inPosition = this.#gate.isIn
    events.push({ type: 'position', timestampMs: body.timestampMs, inPosition })
    // On the way in as well: the signal of someone walking up is no part of what they do in position.
    this.#abandon()
  }

  #advance({ value, timestampMs }: SignalSample, body: Body, events: EngineEvent[]): void {
    const signal = this.#smooth.apply(value, timestampMs)
    if (!this.#gate.isIn) return
    this.#log.push(signal, timestampMs)
    const cycle = this.#cycles.push(body, { value: signal, timestampMs }, this.#gate.mean)
    if (cycle !== null) this.#close(cycle, body, events)
    const attempts = this.#attempts?.push(body, { value: signal, timestampMs }) ?? 0
    tellAttempts(attempts, body.timestampMs, events)
    this.#showPhase(signal)
  }

  #close(cycle: Cycle<F>, body: Body, events: EngineEvent[]): void {
    const { timestampMs } = body
    const assessed = this.#coach.assess(cycle)
    const probabilityOf = this.#probabilities(cycle.rest.timestampMs, timestampMs)
    // Where the judge has said nothing the rules decide alone.
    const isBelieved = (probabilityOf(...(this.#profile.judgedAs ?? [])) ?? 1) >= DISBELIEVED_BELOW
    const byRules = refusal(cycle, this.#profile, probabilityOf)
    const reason = isBelieved ? byRules : 'not-this-exercise'
    // Whoever goes half the way does what the judge has not learnt.
    const attempts = this.#attempts?.hear(cycle, byRules) ?? 0
    tellAttempts(attempts, timestampMs, events)
    if (reason === null) {
      this.#take(cycle, assessed, timestampMs, events)
      return
    }
    if (isBelieved && (reason === 'not-this-exercise' || reason === 'too-shallow'))
      this.#inStep.refuse({ endMs: assessed.endMs, travel: cycle.travel, item: assessed })
    // Whether one that was too shallow was meant is for the attempts to say.
    if (reason !== 'too-shallow' || this.#attempts === null)
      events.push({ type: 'refused', timestampMs, reason })
  }

  #take(cycle: Cycle<F>, assessed: Uncounted, timestampMs: number, events: EngineEvent[]): void {
    const isSettled = this.#gate.heldMs(cycle.rest.timestampMs) >= SETTLED_MS
    const { needsRhythm, countsAlone } = this.#profile
    const mayBeSingle = !needsRhythm || countsAlone?.(cycle) === true
    const standsAlone = isSettled && mayBeSingle && isSure(cycle, this.#profile)
    const extent = { rest: cycle.rest.signal, travel: cycle.travel }
    const counted = this.#confirmation.push(assessed, timestampMs, extent, standsAlone)
    for (const rep of counted) {
      const badlySeen = this.#inStep.count(rep.endMs, cycle.travel)
      for (const each of badlySeen) this.#count({ ...each, ...UNSEEN }, timestampMs, events)
      this.#count(rep, timestampMs, events)
    }
    this.#usualTravel += USUAL_TRAVEL_MEMORY * (cycle.travel - this.#usualTravel)
    const cue = this.#coach.cue(timestampMs)
    if (counted.length > 0 && cue !== null) events.push({ type: 'cue', timestampMs, cue })
  }

  /** What the judge says of the time between. */
  #probabilities(fromMs: number, toMs: number): ProbabilityOf {
    return (...exercises) => {
      const odds = exercises.map((each) => this.#judge?.mean(each, fromMs, toMs) ?? null)
      return odds.length === 0 || odds.includes(null) ? null : odds.reduce<number>(sum, 0)
    }
  }

  #count(assessed: Uncounted, timestampMs: number, events: EngineEvent[]): void {
    const unseen = this.#tempo.push(assessed.endMs).map((span) => ({ ...span, ...UNSEEN }))
    for (const each of [...unseen, assessed]) {
      this.#reps += 1
      this.#cadence.push(each.endMs)
      events.push({ type: 'rep', timestampMs, repetition: { index: this.#reps, ...each } })
    }
  }

  #showPhase(signal: number): void {
    const depth = this.#cycles.depth(signal)
    const share = depth === null ? null : Math.min(1, depth / this.#usualTravel)
    this.#phase = share === null ? null : Math.round(share * 100) / 100
  }

  /** What was begun is void: a cut, another person, or out of position. */
  #abandon(): void {
    this.#cycles.reset()
    this.#attempts?.abandon()
    this.#smooth.reset()
    this.#bridge.reset()
    this.#coach.abandon()
    this.#confirmation.drop()
    this.#tempo.break()
    this.#inStep.break()
    this.#log.breakOff()
    this.#phase = null
  }
}

function sum(total: number, value: number | null): number {
  return total + (value ?? 0)
}

function tellAttempts(attempts: number, timestampMs: number, events: EngineEvent[]): void {
  for (let i = 0; i < attempts; i++)
    events.push({ type: 'refused', timestampMs, reason: 'too-shallow' })
}
