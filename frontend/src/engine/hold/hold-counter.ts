import type { Body } from '../body/body.ts'
import type { BodyCounter, Reading } from '../counter/body-counter.ts'
import { PostureGate } from '../cyclic/posture-gate.ts'
import type { EngineEvent, ExerciseType } from '../types.ts'
import type { HoldProfile } from './hold-profile.ts'

/** A gap of the camera counts as held up to this. */
const LONGEST_STEP_MS = 500
const SPEED_MEMORY_MS = 500
/** Shorter than this is passing through; once reached it counts from its beginning. */
const LEAST_HOLD_MS = 1000

/** Counts the time that a posture is held without moving. */
export class HoldCounter implements BodyCounter {
  readonly exercise: ExerciseType
  readonly leastFramesPerSecond: number
  readonly #profile: HoldProfile
  readonly #gate = new PostureGate()
  #heights: readonly number[] = []
  #speed = 0
  #lastMs = 0
  #heldMs = 0
  #holdMs = 0
  #isHolding = false

  constructor(profile: HoldProfile) {
    this.#profile = profile
    this.exercise = profile.exercise
    this.leastFramesPerSecond = profile.leastFramesPerSecond
  }

  follow(body: Body, events: EngineEvent[]): void {
    const elapsedMs = body.isNewScene
      ? null
      : Math.min(LONGEST_STEP_MS, body.timestampMs - this.#lastMs)
    this.#lastMs = body.timestampMs
    this.#gate.push(this.#profile.posture(body), body.timestampMs, elapsedMs)
    this.#watchSpeed(body, elapsedMs)
    const isHolding = this.#gate.isIn && this.#speed <= this.#profile.mostSpeed
    this.#hold(isHolding, elapsedMs ?? 0)
    if (isHolding === this.#isHolding) return
    this.#isHolding = isHolding
    events.push({ type: 'position', timestampMs: body.timestampMs, inPosition: isHolding })
  }

  reading(): Reading {
    return {
      reps: 0,
      heldSeconds: Math.floor(this.#heldMs / 1000),
      inPosition: this.#isHolding,
      phase: null,
      cadencePerMinute: null,
    }
  }

  reset(): void {
    this.#gate.reset()
    this.#heights = []
    this.#speed = 0
    this.#heldMs = 0
    this.#holdMs = 0
    this.#isHolding = false
  }

  secondOpinion(): number | null {
    return null
  }

  #hold(isHolding: boolean, elapsedMs: number): void {
    if (!isHolding) {
      this.#holdMs = 0
      return
    }
    const before = this.#holdMs
    this.#holdMs += elapsedMs
    if (this.#holdMs < LEAST_HOLD_MS) return
    this.#heldMs += before < LEAST_HOLD_MS ? this.#holdMs : elapsedMs
  }

  #watchSpeed(body: Body, elapsedMs: number | null): void {
    const heights = this.#profile.heights(body)
    const moved = Math.max(
      0,
      ...heights.map((height, i) => Math.abs(height - (this.#heights[i] ?? height))),
    )
    this.#heights = heights
    if (elapsedMs === null || elapsedMs <= 0) {
      this.#speed = 0
      return
    }
    const weight = 1 - Math.exp(-elapsedMs / SPEED_MEMORY_MS)
    this.#speed += weight * ((moved * 1000) / elapsedMs - this.#speed)
  }
}
