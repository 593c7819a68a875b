import type { Body } from '../body/body.ts'
import type { BodyCounter, Reading } from '../counter/body-counter.ts'
import { Cadence } from '../cyclic/cadence.ts'
import type { EngineEvent, Repetition } from '../types.ts'
import { DecayingMean } from './decaying-mean.ts'
import { JumpFinder } from './jump-finder.ts'
import { MotionMeter } from './motion-meter.ts'
import { isRopePosture } from './posture.ts'
import { RhythmGate } from './rhythm-gate.ts'
import { RunLog } from './run-log.ts'
import type { Lift } from './swing-finder.ts'

/** Seven samples a jump: 20 frames a second reach about 170 jumps a minute. */
const LEAST_FRAMES_PER_SECOND = 20
const POSTURE_MEMORY_MS = 500
const LEAST_POSTURE = 0.6
/** Faster is someone who goes somewhere: metres a second sideways, share of the size a second. */
const MOST_TRAVEL_SPEED = 0.4
const MOST_APPROACH_RATE = 0.08
/** Trunk over ankle speed: feet that come up take the trunk along in a jump, not in a step on the spot. */
const MOST_ANKLE_TO_TRUNK = 1 / 0.35

/** Counts the jumps of rope skipping: both feet, alternate feet, double-unders. The rope itself can't be seen. */
export class RopeCounter implements BodyCounter {
  readonly exercise = 'jump-rope'
  readonly leastFramesPerSecond = LEAST_FRAMES_PER_SECOND
  readonly #motion = new MotionMeter()
  readonly #posture = new DecayingMean(POSTURE_MEMORY_MS)
  readonly #jumps = new JumpFinder()
  readonly #gate = new RhythmGate()
  readonly #runs = new RunLog()
  readonly #cadence = new Cadence()
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
    this.#jumps.reset()
    this.#gate.close()
    this.#runs.reset()
    this.#cadence.reset()
    this.#reps = 0
    this.#inPosition = false
  }

  secondOpinion(): number | null {
    return null
  }

  #start(body: Body): void {
    this.#motion.start(body)
    this.#jumps.reset()
    this.#posture.reset()
    this.#endRun()
  }

  #advance(body: Body, events: EngineEvent[]): void {
    const elapsedMs = this.#motion.push(body)
    this.#posture.push(isRopePosture(body) ? 1 : 0, elapsedMs)
    for (const jump of this.#jumps.push(body, this.#motion, this.#gate.periodMs)) {
      if (this.#gate.isSilent(jump.peakMs)) this.#endRun()
      for (const counted of this.#gate.push(jump, this.#isTrusted()))
        this.#count(counted, body, events)
    }
    if (this.#gate.isSilent(body.timestampMs)) this.#endRun()
  }

  #isInPosition(): boolean {
    const isInPlace =
      this.#motion.travelSpeed < MOST_TRAVEL_SPEED && this.#motion.approachRate < MOST_APPROACH_RATE
    return isInPlace && this.#posture.value > LEAST_POSTURE
  }

  /** Whether a jump found now is one over a rope. */
  #isTrusted(): boolean {
    const { ankleSpeed, trunkSpeed, armSwing } = this.#motion
    if (!this.#isInPosition()) return false
    if (!this.#jumps.isAlternating) return ankleSpeed < MOST_ANKLE_TO_TRUNK * trunkSpeed
    return (armSwing < 0.2 * ankleSpeed || armSwing < 0.2) && ankleSpeed > 0.4
  }

  #count({ startMs, peakMs }: Lift, body: Body, events: EngineEvent[]): void {
    this.#reps += 1
    this.#cadence.push(peakMs)
    this.#runs.jump(startMs, peakMs, events)
    const repetition = jumpRepetition(this.#reps, startMs, peakMs)
    events.push({ type: 'rep', timestampMs: body.timestampMs, repetition })
  }

  #endRun(): void {
    this.#gate.close()
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
