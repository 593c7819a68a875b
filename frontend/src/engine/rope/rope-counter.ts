import type { Body } from '../body/body.ts'
import type { BodyCounter, Reading } from '../counter/body-counter.ts'
import { Cadence } from '../cyclic/cadence.ts'
import type { Probabilities } from '../judge/judge.ts'
import type { EngineEvent, Repetition } from '../types.ts'
import { JumpFinder } from './jump-finder.ts'
import { JumpLog } from './jump-log.ts'
import { JointSpeeds } from './motion/joint-speeds.ts'
import { JumpMotion } from './motion/jump-motion.ts'
import { RopeTurns } from './rope-turns.ts'
import { RunLog } from './run-log.ts'
import { SkippingGate } from './skipping/skipping-gate.ts'
import { StepCheck } from './steps/step-check.ts'
import type { Link } from './swings/swing-chain.ts'

/** Seven samples a jump: 20 frames a second reach about 170 jumps a minute. */
const LEAST_FRAMES_PER_SECOND = 20

/**
 * Measured: 0.53 to 0.96 in three of four clips of double-unders (0.33 in the worst tenth of the fourth), at most 0.46
 * in all others.
 */
const DOUBLE_FROM = 0.5

type Jump = Pick<Link, 'startMs' | 'peakMs' | 'isUnseen' | 'style'>

/** Counts the jumps of rope skipping: both feet, alternate feet, double-unders. The rope itself can't be seen. */
export class RopeCounter implements BodyCounter {
  readonly exercise = 'jump-rope'
  readonly leastFramesPerSecond = LEAST_FRAMES_PER_SECOND
  readonly #speeds = new JointSpeeds()
  readonly #motion = new JumpMotion()
  readonly #gate: SkippingGate
  readonly #check: StepCheck
  readonly #jumps = new JumpFinder()
  readonly #runs = new RunLog()
  readonly #cadence = new Cadence()
  readonly #log = new JumpLog()
  readonly #turns = new RopeTurns()
  #reps = 0
  #lastMs = Number.NEGATIVE_INFINITY
  #inPosition = false

  constructor(judge: Probabilities) {
    this.#gate = new SkippingGate(judge)
    this.#check = new StepCheck(judge)
  }

  follow(body: Body, events: EngineEvent[]): void {
    if (body.isNewScene) this.#start(body)
    else this.#advance(body, events)
    if (!this.#jumps.isRunning && !this.#check.isStepping) this.#runs.end()
    const isInPosition = this.#gate.isOpen
    this.#runs.watch(body.timestampMs, !isInPosition, events)
    if (isInPosition === this.#inPosition) return
    this.#inPosition = isInPosition
    events.push({ type: 'position', timestampMs: body.timestampMs, inPosition: isInPosition })
  }

  reading(): Reading {
    return {
      reps: this.#reps,
      heldSeconds: 0,
      inPosition: this.#inPosition,
      phase: null,
      cadencePerMinute: this.#cadence.perMinute(),
      longestRun: this.#runs.longest,
      trips: this.#runs.trips,
    }
  }

  reset(): void {
    this.#gate.start()
    this.#motion.start()
    this.#jumps.reset()
    this.#runs.reset()
    this.#cadence.reset()
    this.#log.reset()
    this.#turns.reset()
    this.#check.reset()
    this.#reps = 0
    this.#lastMs = Number.NEGATIVE_INFINITY
    this.#inPosition = false
  }

  secondOpinion(): number | null {
    const other = this.#log.recount()
    return other === this.#reps ? null : other
  }

  #start(body: Body): void {
    this.#speeds.start(body)
    this.#turns.reset()
    this.#motion.start()
    this.#gate.start()
    this.#check.push(body, this.#gate)
    this.#jumps.reset()
  }

  #advance(body: Body, events: EngineEvent[]): void {
    this.#speeds.push(body)
    this.#turns.push(body)
    this.#motion.push(body, this.#speeds)
    this.#gate.push(body, this.#speeds, this.#motion, this.#check.armsInTurns)
    this.#check.push(body, this.#gate)
    const found = this.#jumps.push(this.#motion, this.#gate, body.timestampMs)
    for (const jump of found)
      if (this.#check.admits(jump)) this.#count(jump, body.timestampMs, events)
    if (this.#jumps.isRefused)
      events.push({ type: 'refused', timestampMs: body.timestampMs, reason: 'not-recognised' })
    for (const peakMs of this.#check.lost())
      this.#count(unseenStep(peakMs), body.timestampMs, events)
  }

  #count(found: Jump, timestampMs: number, events: EngineEvent[]): void {
    // What the phase told may have come before a swing that is proven only now.
    const peakMs = Math.max(found.peakMs, this.#lastMs + 1)
    const jump = { ...found, peakMs }
    this.#lastMs = peakMs
    this.#reps += 1
    this.#check.counted(jump.peakMs)
    this.#cadence.push(jump.peakMs)
    this.#log.push(jump.peakMs, jump.style === 'alternate-feet')
    this.#runs.jump(jump.startMs, jump.peakMs, events)
    const repetition = toRepetition(jump, this.#reps, this.#turns.jump(jump.peakMs))
    events.push({ type: 'rep', timestampMs, repetition })
  }
}

/** A step that the joints' phase tells, and no foot shows. */
function unseenStep(peakMs: number): Jump {
  return { startMs: peakMs - 1, peakMs, isUnseen: true, style: 'alternate-feet' }
}

function toRepetition(
  { startMs, peakMs, isUnseen, style }: Jump,
  index: number,
  doubleUnder: number | null,
): Repetition {
  return {
    index,
    startMs,
    endMs: peakMs,
    verdict: isUnseen ? 'low-confidence' : 'valid',
    bottomDeg: null,
    topDeg: null,
    downMs: null,
    upMs: null,
    bodyLineDeg: null,
    variant: (doubleUnder ?? 0) >= DOUBLE_FROM ? 'double-under' : style,
    doubleUnder,
  }
}
