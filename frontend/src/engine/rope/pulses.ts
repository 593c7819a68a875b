import type { MotionMeter } from './motion-meter.ts'
import { Pulse } from './pulse.ts'

/** Landmarks of the trunk lie steadier than those of the feet. */
const LEAST_TRUNK_RISE = 0.015
const LEAST_ANKLE_RISE = 0.03
const LEAST_LEG_RISE = 0.06
/** Below this an ankle is a guess and shows no pulse of its own. */
const LEAST_VISIBILITY = 0.5
/** The feet take turns from here on, and until there: between these the last step was as the one before. */
const ALTERNATES_BELOW = -0.5
const TOGETHER_ABOVE = -0.2
/** One rhythm is of another kind than a second one when it is so many times quicker. */
const QUICKER = 1.5
/** Whoever leads stays unless another is steadier by so much: jumping to and fro loses jumps. */
const LEADER_BONUS = 0.1
/**
 * A jump's height grows with the square of the time from landing to landing: g/8 t^2 for a body that is always in the
 * air, a third of it with feet that rest on the floor for 40 % of the time. Half of that is asked for, metres a s^2.
 */
const LEAST_RISE_PER_SECOND_SQUARED = 0.2

/** Several views of one body, each with a rhythm of its own; the steadiest leads the count. */
export class Pulses {
  readonly #body = new Pulse(LEAST_TRUNK_RISE)
  readonly #trunk = new Pulse(LEAST_TRUNK_RISE)
  readonly #ankles = new Pulse(LEAST_ANKLE_RISE)
  readonly #steps = new Pulse(LEAST_LEG_RISE, true)
  #isAlternating = false

  /** Whether the feet take turns. */
  get isAlternating(): boolean {
    return this.#isAlternating
  }

  get all(): readonly Pulse[] {
    return [this.#body, this.#trunk, this.#ankles, this.#steps]
  }

  push(motion: MotionMeter, timestampMs: number, sampleMs: number): void {
    this.#isAlternating =
      motion.legCorrelation < (this.#isAlternating ? TOGETHER_ABOVE : ALTERNATES_BELOW)
    this.#body.push(motion.bodyRise, timestampMs, sampleMs)
    this.#trunk.push(motion.trunkRise, timestampMs, sampleMs)
    this.#ankles.push(motion.ankleRise, timestampMs, sampleMs)
    this.#steps.push(motion.legsApartRise, timestampMs, sampleMs)
    if (motion.ankleVisibility < LEAST_VISIBILITY) this.#ankles.rhythm.reset()
  }

  /** The pulse to count by; null where none is steady. */
  leader(current: Pulse | null, nowMs: number): Pulse | null {
    const rank = (pulse: Pulse): number =>
      pulse.rhythm.unsteadiness - (pulse === current ? LEADER_BONUS : 0)
    const fit = this.#candidates(nowMs).sort((a, b) => rank(a) - rank(b))
    return fit[0] ?? null
  }

  reset(): void {
    for (const pulse of this.all) pulse.reset()
    this.#isAlternating = false
  }

  #candidates(nowMs: number): Pulse[] {
    const isLive = ({ rhythm }: Pulse): boolean => rhythm.isSteady && !rhythm.isSilent(nowMs)
    const lifts = [this.#body, this.#trunk, this.#ankles].filter(isLive).filter(isJump)
    if (!this.#isAlternating || !isLive(this.#steps)) return lifts
    const stepMs = this.#steps.rhythm.periodMs ?? 0
    const quicker = lifts.filter(({ rhythm }) => (rhythm.periodMs ?? 0) * QUICKER < stepMs)
    if (quicker.length > 0) return quicker
    return [this.#steps, ...lifts.filter(({ rhythm }) => (rhythm.periodMs ?? 0) < stepMs * QUICKER)]
  }
}

function isJump({ rhythm }: Pulse): boolean {
  const seconds = (rhythm.periodMs ?? 0) / 1000
  return rhythm.usualRise > LEAST_RISE_PER_SECOND_SQUARED * seconds * seconds
}
