import type { Body } from '../../body/body.ts'
import type { Probabilities } from '../../judge/judge.ts'
import { BodySampler } from '../../judge/sampler.ts'
import { FrameRateMeter } from '../../signals/frame-rate.ts'
import { pushWithin } from '../../signals/push-within.ts'
import { TimeWindow } from '../../signals/time-window.ts'
import { DecayingMean } from '../motion/decaying-mean.ts'
import type { SkippingGate } from '../skipping/skipping-gate.ts'
import type { Link } from '../swings/swing-chain.ts'
import { JointPhase, LAST_MS } from './joint-phase.ts'
import { LegNames } from './leg-names.ts'
import { PHASE_SAMPLES_PER_SECOND } from './phase-channels.ts'
import { EDGE_SHARE, StepPhase } from './step-phase.ts'
import type { Bout } from './step-phase.ts'

/** The judge is heard this long before and after a moment. */
const HEARD_MS = 170
/** A bout goes on while skipping is at least so probable. */
const BELIEVED_UNTIL = 0.2
/** Phase and zig-zag are at one within this many steps: where a run begins and ends each sees in its own way. */
const AT_ONE = 1.5
const SURPLUS = 2.25
/** Jumps counted before a bout is known may be of it. */
const REMEMBERED_JUMPS = 256
/** How fast the body was is remembered for as long as swings wait for their rhythm. */
const BODY_MEMORY_MS = 5000
/** A swing's peak may lie this much before the bout that it belongs to. */
const EDGE_MS = 150
/** Arms that run do so for a second and more; reaching for the rope, however fast, says no more than the most of it. */
const ARMS_MEMORY_MS = 1000
const MOST_ARMS_IN_TURNS = 0.3

/**
 * Holds what the zig-zag counts of legs that take turns against the phase of the joints: where a foot is hidden, or the
 * legs change names from step to step, the zig-zag loses its rhythm and the phase does not. Where they are at one the
 * zig-zag stands, for it knows the edges better.
 */
export class StepCheck {
  readonly #judge: Probabilities
  readonly #names = new LegNames()
  readonly #sampler = new BodySampler(
    1000 / PHASE_SAMPLES_PER_SECOND,
    (sample, timestampMs, isFirst) => {
      if (isFirst) this.#names.reset()
      return this.#names.keep(sample, timestampMs)
    },
  )
  readonly #frames = new FrameRateMeter()
  readonly #phase = new JointPhase()
  readonly #steps = new StepPhase()
  readonly #armsInTurns = new DecayingMean(ARMS_MEMORY_MS)
  #bout: Bout | null = null
  /** How fast trunk, head and wrists last were. */
  #bodySpeed = 0
  /** How fast they were at each moment lately. */
  readonly #bodySpeeds = new TimeWindow(
    BODY_MEMORY_MS,
    (BODY_MEMORY_MS / 1000) * PHASE_SAMPLES_PER_SECOND + 1,
  )
  /** When the last counted jumps were, and how many of the bout are among them all. */
  readonly #peaksMs: number[] = []
  #found = 0
  /** Steps since the bout began that must have been made by now. */
  #made = 0
  #nowMs = 0
  #periodMs = 0

  constructor(judge: Probabilities) {
    this.#judge = judge
  }

  /** How much the arms swing once in two steps, as those do that run or pedal, over the last second: PhaseSample's. */
  get armsInTurns(): number {
    return this.#armsInTurns.value
  }

  /** Whether a bout of steps is under way, which the zig-zag may have lost. */
  get isStepping(): boolean {
    return this.#bout !== null
  }

  /** A bout may be believed while the gate is open. Until then it is only measured, and lifted knees begin it anew. */
  push(body: Body, { isOpen, liftsKnees }: Pick<SkippingGate, 'isOpen' | 'liftsKnees'>): void {
    const framesPerSecond = this.#frames.push(body.timestampMs) ?? PHASE_SAMPLES_PER_SECOND
    this.#sampler.push(body, (sample, timestampMs, isFirst) => {
      if (isFirst) this.#start()
      const known = this.#phase.push(sample, timestampMs, framesPerSecond)
      if (known === null) return
      const ms = known.timestampMs
      this.#bodySpeeds.push(known.bodyLast, timestampMs)
      this.#bodySpeed = known.bodyNow
      const arms = Math.min(MOST_ARMS_IN_TURNS, known.armsInTurns)
      this.#armsInTurns.push(arms, 1000 / PHASE_SAMPLES_PER_SECOND)
      const odds = this.#judge.mean('jump-rope', ms - HEARD_MS, ms + HEARD_MS) ?? 0
      const before = this.#bout
      if (liftsKnees) this.#steps.forgetUnknown()
      const bout = this.#steps.push(known, odds > BELIEVED_UNTIL, isOpen)
      this.#bout = bout
      if (bout === null) return
      if (before === null)
        this.#found = this.#peaksMs.filter((ms) => ms > bout.startMs - EDGE_MS).length
      // While legs and body keep moving, the steps of the last moment are as sure as those before.
      const isQuick = known.strideLast >= EDGE_SHARE * bout.usualSpeed
      const goesOn = bout.endMs === ms && isQuick && !this.#steps.isStill(known.bodyLast)
      this.#nowMs = goesOn ? timestampMs : bout.endMs
      this.#periodMs = 1000 / bout.rate
      this.#made = bout.steps + ((this.#nowMs - bout.endMs) / 1000) * bout.rate
    })
  }

  /** When the steps of the bout under way were that nobody counted, as evenly as can be. */
  lost(): readonly number[] {
    const lost = this.#bout === null ? 0 : this.#made - this.#found
    if (lost < AT_ONE) return []
    const count = Math.round(lost)
    const lastMs = this.#peaksMs.at(-1) ?? Number.NEGATIVE_INFINITY
    const fromMs = Math.min(lastMs, this.#nowMs - count)
    const stepMs = Math.min((this.#nowMs - fromMs) / count, this.#periodMs)
    return Array.from({ length: count }, (_, i) => this.#nowMs - (count - 1 - i) * stepMs)
  }

  /** Whether a swing can be a jump: the body moved with it, and it is no step that was counted already. */
  admits({ startMs, peakMs }: Pick<Link, 'startMs' | 'peakMs'>): boolean {
    if (this.#steps.isFrozen(this.#meanBodySpeed(startMs, peakMs + LAST_MS))) return false
    const bout = this.#bout
    if (bout === null || peakMs < bout.startMs - EDGE_MS) return true
    const made = bout.steps + (Math.max(0, peakMs - bout.endMs) / 1000) * bout.rate
    return this.#found + 1 <= made + SURPLUS
  }

  /** To be told of each jump that is counted. */
  counted(peakMs: number): void {
    pushWithin(REMEMBERED_JUMPS, this.#peaksMs, peakMs)
    if (this.#bout === null) this.#steps.jumped(this.#bodySpeed)
    else if (peakMs > this.#bout.startMs - EDGE_MS) this.#found += 1
  }

  reset(): void {
    this.#sampler.reset()
    this.#frames.clear()
    this.#peaksMs.length = 0
    this.#start()
  }

  /** Root mean square between two moments; infinite where nothing is known of them. */
  #meanBodySpeed(fromMs: number, untilMs: number): number {
    let [sum, count] = [0, 0]
    for (let i = 0; i < this.#bodySpeeds.length; i++) {
      const ms = this.#bodySpeeds.timeAt(i)
      if (ms < fromMs || ms > untilMs) continue
      sum += this.#bodySpeeds.valueAt(i) ** 2
      count += 1
    }
    return count === 0 ? Number.POSITIVE_INFINITY : Math.sqrt(sum / count)
  }

  #start(): void {
    this.#bodySpeeds.clear()
    this.#armsInTurns.reset()
    this.#phase.reset()
    this.#steps.reset()
    this.#bout = null
    this.#bodySpeed = 0
  }
}
