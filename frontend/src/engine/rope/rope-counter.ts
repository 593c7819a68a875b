import type { Body } from '../body/body.ts'
import type { BodyCounter, Reading } from '../counter/body-counter.ts'
import { Cadence } from '../cyclic/cadence.ts'
import type { EngineEvent, Repetition } from '../types.ts'
import { MotionMeter } from './motion-meter.ts'
import { PostureMeter } from './posture.ts'
import type { Pulse } from './pulse.ts'
import { Pulses } from './pulses.ts'
import { RunLog } from './run-log.ts'
import type { Lift } from './swing-finder.ts'

/** Seven samples a jump: 20 frames a second reach about 170 jumps a minute. */
const LEAST_FRAMES_PER_SECOND = 20
/** Faster is someone who goes somewhere: metres a second sideways, share of the size a second. */
const MOST_TRAVEL_SPEED = 0.4
const MOST_APPROACH_RATE = 0.08
/** Trunk over ankle speed: feet that come up take the trunk along in a jump, not in a step on the spot. */
const MOST_ANKLE_TO_TRUNK = 1 / 0.35
/** A jump nearer than this share of the period to the last counted one is the same. */
const SAME_JUMP_SHARE = 0.5

/** Counts the jumps of rope skipping: both feet, alternate feet, double-unders. The rope itself can't be seen. */
export class RopeCounter implements BodyCounter {
  readonly exercise = 'jump-rope'
  readonly leastFramesPerSecond = LEAST_FRAMES_PER_SECOND
  readonly #motion = new MotionMeter()
  readonly #posture = new PostureMeter()
  readonly #pulses = new Pulses()
  readonly #runs = new RunLog()
  readonly #cadence = new Cadence()
  #leader: Pulse | null = null
  #countedMs = Number.NEGATIVE_INFINITY
  #reps = 0
  #inPosition = false

  follow(body: Body, events: EngineEvent[]): void {
    if (body.isNewScene) this.#start(body)
    else this.#advance(body, events)
    const inPosition = this.#isInPosition()
    this.#runs.watch(body.timestampMs, !inPosition, events)
    if (inPosition === this.#inPosition) return
    this.#inPosition = inPosition
    events.push({ type: 'position', timestampMs: body.timestampMs, inPosition })
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
    this.#posture.reset()
    this.#pulses.reset()
    this.#runs.reset()
    this.#cadence.reset()
    this.#leader = null
    this.#countedMs = Number.NEGATIVE_INFINITY
    this.#reps = 0
    this.#inPosition = false
  }

  secondOpinion(): number | null {
    return null
  }

  #start(body: Body): void {
    this.#motion.start(body)
    this.#pulses.reset()
    this.#posture.reset()
    this.#endRun()
  }

  #advance(body: Body, events: EngineEvent[]): void {
    const nowMs = body.timestampMs
    this.#motion.push(body)
    this.#posture.push(body, this.#motion.elapsedMs)
    this.#pulses.push(this.#motion, nowMs, this.#motion.elapsedMs)
    const leader = this.#pulses.leader(this.#leader, nowMs)
    if (leader !== null && (this.#leader !== null || this.#isTrusted()))
      this.#lead(leader, body, events)
    else if (this.#leader?.rhythm.isSilent(nowMs) !== false) this.#endRun()
  }

  #lead(leader: Pulse, body: Body, events: EngineEvent[]): void {
    const isOpening = this.#leader === null
    this.#leader = leader
    const sameMs = SAME_JUMP_SHARE * (leader.rhythm.periodMs ?? 0)
    const jumps = isOpening ? leader.rhythm.run() : leader.rhythm.jumps
    for (const jump of jumps)
      if (jump.peakMs > this.#countedMs + sameMs) this.#count(jump, body, events)
  }

  #isInPosition(): boolean {
    const isInPlace =
      this.#motion.travelSpeed < MOST_TRAVEL_SPEED && this.#motion.approachRate < MOST_APPROACH_RATE
    return isInPlace && this.#posture.isRopePosture
  }

  /** Whether a jump found now is one over a rope. */
  #isTrusted(): boolean {
    const { ankleSpeed, trunkSpeed, armSwing } = this.#motion
    if (!this.#isInPosition()) return false
    if (!this.#pulses.isAlternating) return ankleSpeed < MOST_ANKLE_TO_TRUNK * trunkSpeed
    return (armSwing < 0.3 * ankleSpeed || armSwing < 0.2) && ankleSpeed > 0.4
  }

  #count({ startMs, peakMs }: Lift, body: Body, events: EngineEvent[]): void {
    this.#countedMs = peakMs
    if (!this.#isInPosition()) return
    this.#reps += 1
    this.#cadence.push(peakMs)
    this.#runs.jump(startMs, peakMs, events)
    const repetition = jumpRepetition(this.#reps, startMs, peakMs)
    events.push({ type: 'rep', timestampMs: body.timestampMs, repetition })
  }

  #endRun(): void {
    this.#leader = null
    this.#runs.end()
  }
}

function jumpRepetition(index: number, startMs: number, endMs: number): Repetition {
  return {
    index,
    startMs,
    endMs,
    verdict: 'valid',
    bottomDeg: null,
    topDeg: null,
    downMs: null,
    upMs: null,
    bodyLineDeg: null,
  }
}
