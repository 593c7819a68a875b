import type { Body } from '../body/body.ts'
import { JOINT, SIDES } from '../body/landmarks.ts'
import type { Side } from '../body/landmarks.ts'
import { DecayingMean } from './decaying-mean.ts'
import type { JointSpeeds } from './joint-speeds.ts'

/** Two or three jumps at the usual rates: long enough for a mean, short enough to follow a change of step. */
const MEMORY_MS = 700
/** Below this visibility a joint is the model's guess and carries no weight. */
const LEAST_VISIBILITY = 0.3
/** A guess still says which way a leg goes where nothing better is seen. */
const GUESS_WEIGHT = 0.02
/** Keeps ratios finite for a body at rest: (3 cm/s) to the fourth. */
const LEAST_POWER = 1e-6

/**
 * The two movements in which one skips, in body metres over an arbitrary zero: the *bounce* of the whole body, and the
 * *stride*, one leg going up as the other goes down. Trunk and legs are taken together, each by how well it is seen: what a
 * blurred foot or a hip hidden by the hands loses, the others keep.
 */
export class JumpMotion {
  #bounce = 0
  #stride = 0
  #legsSeen = 0
  readonly #legsTogether = new DecayingMean(MEMORY_MS)
  readonly #legPowers = SIDES.map(() => new DecayingMean(MEMORY_MS))
  readonly #trunkPower = new DecayingMean(MEMORY_MS)
  readonly #trunkWithFeet = new DecayingMean(MEMORY_MS)

  /** Height of the body, metres. */
  get bounce(): number {
    return this.#bounce
  }

  /** Half of what the left leg is higher than the right one, metres. */
  get stride(): number {
    return this.#stride
  }

  /** Whether so much of the legs is seen that they can be asked. */
  get showsLegs(): boolean {
    return this.#legsSeen > LEAST_VISIBILITY
  }

  /** Correlation of the speeds of the legs: 1 both go up and down together, -1 one goes up as the other goes down. */
  get legCorrelation(): number {
    const [left, right] = this.#legPowers.map(({ value }) => value)
    return this.#legsTogether.value / Math.sqrt((left ?? 0) * (right ?? 0) + LEAST_POWER)
  }

  /** Up and down, root mean square of both legs, metres a second. */
  get legSpeed(): number {
    return Math.sqrt(this.#legPowers.reduce((sum, { value }) => sum + value, 0) / 2)
  }

  get trunkSpeed(): number {
    return Math.sqrt(this.#trunkPower.value)
  }

  /**
   * What share of the trunk's rise the feet make, by regression: about 1 in a jump, more with tucked legs, 0 for a body
   * that bobs up and down over feet that stay.
   */
  get feetShare(): number {
    return this.#trunkWithFeet.value / (this.#trunkPower.value + LEAST_POWER)
  }

  start(): void {
    const means = [this.#legsTogether, ...this.#legPowers, this.#trunkPower, this.#trunkWithFeet]
    for (const mean of means) mean.reset()
    this.#legsSeen = 0
  }

  push(body: Body, speeds: JointSpeeds): void {
    const { elapsedMs } = speeds
    const trunk = (speeds.midUp(JOINT.shoulder) + speeds.midUp(JOINT.hip)) / 2
    const [left, right] = [legSpeed(body, speeds, 0), legSpeed(body, speeds, 1)]
    this.#legsSeen = (legSeen(body, 0) + legSeen(body, 1)) / 2
    // Legs that take turns say nothing of the body's height.
    const legWeight = this.#legsSeen * Math.max(0, this.legCorrelation)
    const both = (left + right) / 2
    this.#bounce += (((trunk + legWeight * both) / (1 + legWeight)) * elapsedMs) / 1000
    this.#stride += (((left - right) / 2) * elapsedMs) / 1000
    this.#legsTogether.push(left * right, elapsedMs)
    this.#legPowers[0]?.push(left ** 2, elapsedMs)
    this.#legPowers[1]?.push(right ** 2, elapsedMs)
    this.#trunkPower.push(trunk ** 2, elapsedMs)
    this.#trunkWithFeet.push(trunk * feetSpeed(body, speeds, both), elapsedMs)
  }
}

/** Upward speed of one leg: ankle and knee by visibility. */
function legSpeed(body: Body, speeds: JointSpeeds, side: Side): number {
  const ankle = Math.max(GUESS_WEIGHT, seen(body.seen(JOINT.ankle, side)))
  const knee = Math.max(GUESS_WEIGHT, seen(body.seen(JOINT.knee, side)))
  const sum = ankle * speeds.up(JOINT.ankle + side) + knee * speeds.up(JOINT.knee + side)
  return sum / (ankle + knee)
}

/** Of the ankles where one is seen, else of what stands for the legs. */
function feetSpeed(body: Body, speeds: JointSpeeds, legs: number): number {
  const [left, right] = [seen(body.seen(JOINT.ankle, 0)), seen(body.seen(JOINT.ankle, 1))]
  if (left + right === 0) return legs
  return (left * speeds.up(JOINT.ankle) + right * speeds.up(JOINT.ankle + 1)) / (left + right)
}

function legSeen(body: Body, side: Side): number {
  return Math.max(seen(body.seen(JOINT.ankle, side)), seen(body.seen(JOINT.knee, side)))
}

function seen(visibility: number): number {
  return visibility < LEAST_VISIBILITY ? 0 : visibility
}
