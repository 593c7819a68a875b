import type { Body } from '../../body/body.ts'
import { JOINT, SIDES } from '../../body/landmarks.ts'
import type { Side } from '../../body/landmarks.ts'
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
 * *stride*, one leg going up as the other goes down. Trunk and legs are taken together, each by how well it is seen:
 * what a blurred foot or a hip hidden by the hands loses, the others keep.
 */
export class JumpMotion {
  #bounce = 0
  #stride = 0
  #strideSpeed = 0
  #legsSeen = 0
  readonly #legsTogether = new DecayingMean(MEMORY_MS)
  readonly #legPowers = SIDES.map(() => new DecayingMean(MEMORY_MS))
  readonly #trunkPower = new DecayingMean(MEMORY_MS)
  readonly #trunkWithFeet = new DecayingMean(MEMORY_MS)
  readonly #trunkOverFeet = new DecayingMean(MEMORY_MS)

  /** Height of the body, metres. */
  get bounce(): number {
    return this.#bounce
  }

  /** Half of what the left leg is higher than the right one, metres. */
  get stride(): number {
    return this.#stride
  }

  /** How fast the stride goes just now, metres a second: positive while the left leg rises and the right one falls. */
  get strideSpeed(): number {
    return this.#strideSpeed
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

  /**
   * How much trunk and feet move towards one another, as a share of the trunk's movement: 0 where the camera shakes, 1
   * where no foot is seen.
   */
  get bending(): number {
    return this.#trunkOverFeet.value / (this.#trunkPower.value + LEAST_POWER)
  }

  start(): void {
    const trunk = [this.#trunkPower, this.#trunkWithFeet, this.#trunkOverFeet]
    for (const mean of [this.#legsTogether, ...this.#legPowers, ...trunk]) mean.reset()
    this.#legsSeen = 0
    this.#bounce = 0
    this.#stride = 0
  }

  push(body: Body, speeds: JointSpeeds): void {
    const { elapsedMs } = speeds
    this.#legsSeen = (legSeen(body, 0) + legSeen(body, 1)) / 2
    this.#move(body, (landmark) => speeds.up(landmark), elapsedMs / 1000)
    this.#learn(body, (landmark) => speeds.steadyUp(landmark), elapsedMs)
  }

  #move(body: Body, up: SpeedOf, seconds: number): void {
    const [left, right] = [legSpeed(body, up, 0), legSpeed(body, up, 1)]
    // Legs that take turns say nothing of the body's height.
    const legWeight = this.#legsSeen * Math.max(0, this.legCorrelation)
    const sum = trunkSpeed(up) + (legWeight * (left + right)) / 2
    this.#bounce += (sum / (1 + legWeight)) * seconds
    this.#stride += ((left - right) / 2) * seconds
  }

  #learn(body: Body, up: SpeedOf, elapsedMs: number): void {
    const trunk = trunkSpeed(up)
    const [left, right] = [legSpeed(body, up, 0), legSpeed(body, up, 1)]
    this.#strideSpeed = (left - right) / 2
    this.#legsTogether.push(left * right, elapsedMs)
    this.#legPowers[0]?.push(left ** 2, elapsedMs)
    this.#legPowers[1]?.push(right ** 2, elapsedMs)
    this.#trunkPower.push(trunk ** 2, elapsedMs)
    const feet = feetSpeed(body, up, (left + right) / 2)
    this.#trunkWithFeet.push(trunk * feet, elapsedMs)
    const hasAnkle = SIDES.some((side) => seen(body.seen(JOINT.ankle, side)) > 0)
    this.#trunkOverFeet.push(hasAnkle ? (trunk - feet) ** 2 : trunk ** 2, elapsedMs)
  }
}

/** Upward speed of a landmark, metres a second. */
type SpeedOf = (landmark: number) => number

function trunkSpeed(up: SpeedOf): number {
  const shoulders = up(JOINT.shoulder) + up(JOINT.shoulder + 1)
  return (shoulders + up(JOINT.hip) + up(JOINT.hip + 1)) / 4
}

/** Of one leg: ankle and knee by visibility. */
function legSpeed(body: Body, up: SpeedOf, side: Side): number {
  const ankle = Math.max(GUESS_WEIGHT, seen(body.seen(JOINT.ankle, side)))
  const knee = Math.max(GUESS_WEIGHT, seen(body.seen(JOINT.knee, side)))
  return (ankle * up(JOINT.ankle + side) + knee * up(JOINT.knee + side)) / (ankle + knee)
}

/** Of the ankles where one is seen, else of what stands for the legs. */
function feetSpeed(body: Body, up: SpeedOf, legs: number): number {
  const [left, right] = [seen(body.seen(JOINT.ankle, 0)), seen(body.seen(JOINT.ankle, 1))]
  if (left + right === 0) return legs
  return (left * up(JOINT.ankle) + right * up(JOINT.ankle + 1)) / (left + right)
}

function legSeen(body: Body, side: Side): number {
  return Math.max(seen(body.seen(JOINT.ankle, side)), seen(body.seen(JOINT.knee, side)))
}

function seen(visibility: number): number {
  return visibility < LEAST_VISIBILITY ? 0 : visibility
}
