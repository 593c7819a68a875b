import type { Body } from '../body/body.ts'
import { JOINT, SIDES } from '../body/landmarks.ts'
import type { Joint, Side } from '../body/landmarks.ts'
import { DecayingMean } from './decaying-mean.ts'

/** Two or three jumps at the usual rates: long enough for a mean, short enough to follow a change of step. */
const SPEED_MEMORY_MS = 700
/** A step or two of a walk. */
const TRAVEL_MEMORY_MS = 1000
/** No two pictures lie closer than this; keeps a speed finite where clocks jitter. */
const LEAST_STEP_MS = 10
const LEAST_POWER = 1e-9
/** Even a joint that the model only guesses moves with the body. */
const LEAST_WEIGHT = 0.05

const WATCHED: readonly number[] = [
  ...SIDES.map((side) => JOINT.shoulder + side),
  ...SIDES.map((side) => JOINT.wrist + side),
  ...SIDES.map((side) => JOINT.hip + side),
  ...SIDES.map((side) => JOINT.knee + side),
  ...SIDES.map((side) => JOINT.ankle + side),
]

/**
 * How far the parts of the body have risen since the frame before, body metres, and how fast they have lately moved.
 * Differences are taken each in the scale of its own moment, so that a change of the scale does not look like a jump.
 */
export class MotionMeter {
  /** Since the body before, ms. */
  elapsedMs = 0
  readonly #lastPixelY = new Map<number, number>()
  readonly #rises = new Map<number, number>()
  readonly #weights = new Map<number, number>()
  readonly #legsTogether = new DecayingMean(SPEED_MEMORY_MS)
  readonly #legPower = SIDES.map(() => new DecayingMean(SPEED_MEMORY_MS))
  readonly #trunkPower = new DecayingMean(SPEED_MEMORY_MS)
  readonly #anklePower = new DecayingMean(SPEED_MEMORY_MS)
  readonly #handsApartPower = new DecayingMean(SPEED_MEMORY_MS)
  readonly #travel = new DecayingMean(TRAVEL_MEMORY_MS)
  readonly #approach = new DecayingMean(TRAVEL_MEMORY_MS)
  #pixelX = 0
  #pixelsPerMetre = 1
  #lastMs = 0

  get trunkRise(): number {
    return (this.#pairRise(JOINT.shoulder) + this.#pairRise(JOINT.hip)) / 2
  }

  /** Mean of both ankles by visibility. */
  get ankleRise(): number {
    return this.#pairRise(JOINT.ankle)
  }

  /** Trunk and ankles, these as far as they are seen. */
  get bodyRise(): number {
    const feet = this.ankleVisibility
    return (2 * this.trunkRise + feet * this.ankleRise) / (2 + feet)
  }

  /** Left leg over right leg. */
  get legsApartRise(): number {
    return this.#legRise(0) - this.#legRise(1)
  }

  get ankleVisibility(): number {
    return Math.min(...SIDES.map((side) => this.#weights.get(JOINT.ankle + side) ?? 0))
  }

  /** Correlation of the velocities of the two legs: 1 both rise and fall together, -1 one rises as the other falls. */
  get legCorrelation(): number {
    const [left, right] = SIDES.map((side) => this.#legPower[side]?.value ?? 0)
    return this.#legsTogether.value / Math.sqrt((left ?? 0) * (right ?? 0) + LEAST_POWER)
  }

  /** Up and down, metres a second, root mean square. */
  get ankleSpeed(): number {
    return Math.sqrt(this.#anklePower.value)
  }

  get trunkSpeed(): number {
    return Math.sqrt(this.#trunkPower.value)
  }

  /** Of the hands against one another, as the arms of a runner swing, metres a second. */
  get armSwing(): number {
    return Math.sqrt(this.#handsApartPower.value)
  }

  /** Sideways in the picture, metres a second, 0 or more. */
  get travelSpeed(): number {
    return Math.abs(this.#travel.value)
  }

  /** Growth or shrinking in the picture, share of the size a second, 0 or more. */
  get approachRate(): number {
    return Math.abs(this.#approach.value)
  }

  /** Starts anew with this body: what came before was someone or somewhere else. */
  start(body: Body): void {
    const speeds = [this.#legsTogether, ...this.#legPower, this.#trunkPower, this.#anklePower]
    for (const mean of [...speeds, this.#handsApartPower, this.#travel, this.#approach])
      mean.reset()
    this.#advance(body)
  }

  push(body: Body): void {
    this.elapsedMs = Math.max(LEAST_STEP_MS, body.timestampMs - this.#lastMs)
    for (const i of WATCHED) {
      const fall = (body.pixelY[i] ?? 0) - (this.#lastPixelY.get(i) ?? 0)
      this.#rises.set(i, -fall / body.pixelsPerMetre)
      this.#weights.set(i, Math.max(LEAST_WEIGHT, body.visibility[i] ?? 0))
    }
    this.#watchSpeeds()
    this.#watchPlace(body)
    this.#advance(body)
  }

  #watchSpeeds(): void {
    const seconds = this.elapsedMs / 1000
    const push = (mean: DecayingMean | undefined, a: number, b: number): void =>
      mean?.push((a * b) / (seconds * seconds), this.elapsedMs)
    const [left, right] = [this.#legRise(0), this.#legRise(1)]
    push(this.#legsTogether, left, right)
    push(this.#legPower[0], left, left)
    push(this.#legPower[1], right, right)
    push(this.#trunkPower, this.trunkRise, this.trunkRise)
    const ankles = SIDES.map((side) => this.#rise(JOINT.ankle, side))
    const anklePower = ankles.reduce((sum, rise) => sum + rise * rise, 0) / ankles.length
    push(this.#anklePower, anklePower, 1)
    const handsApart = (this.#handRise(0) - this.#handRise(1)) / 2
    push(this.#handsApartPower, handsApart, handsApart)
  }

  #watchPlace(body: Body): void {
    const metres = (body.midPixelX(JOINT.hip) - this.#pixelX) / body.pixelsPerMetre
    this.#travel.push((metres / this.elapsedMs) * 1000, this.elapsedMs)
    const growth = Math.log(body.pixelsPerMetre / this.#pixelsPerMetre)
    this.#approach.push((growth / this.elapsedMs) * 1000, this.elapsedMs)
  }

  #advance(body: Body): void {
    for (const i of WATCHED) this.#lastPixelY.set(i, body.pixelY[i] ?? 0)
    this.#pixelX = body.midPixelX(JOINT.hip)
    this.#pixelsPerMetre = body.pixelsPerMetre
    this.#lastMs = body.timestampMs
  }

  /** The ankle as far as it is seen, the knee for the rest. */
  #legRise(side: Side): number {
    const ankle = this.#weights.get(JOINT.ankle + side) ?? 0
    return ankle * this.#rise(JOINT.ankle, side) + (1 - ankle) * this.#rise(JOINT.knee, side)
  }

  /** Relative to the shoulders, so that the jump itself is not in it. */
  #handRise(side: Side): number {
    return this.#rise(JOINT.wrist, side) - this.#rise(JOINT.shoulder, side)
  }

  #pairRise(joint: Joint): number {
    const [left, right] = SIDES.map((side) => this.#weights.get(joint + side) ?? 0)
    const sum = (left ?? 0) * this.#rise(joint, 0) + (right ?? 0) * this.#rise(joint, 1)
    return sum / ((left ?? 0) + (right ?? 0))
  }

  #rise(joint: Joint, side: Side): number {
    return this.#rises.get(joint + side) ?? 0
  }
}
