import type { Body } from '../body/body.ts'
import { JOINT, SIDES } from '../body/landmarks.ts'
import type { Side } from '../body/landmarks.ts'
import { DecayingMean } from './decaying-mean.ts'

/** What is watched of the body: shoulders, hips, left ankle, right ankle. */
export const CHANNELS = 4
export const SHOULDERS = 0
export const HIPS = 1
export const ANKLES = [2, 3] as const

/** Two or three jumps at the usual rates: long enough for a mean, short enough to follow a change of step. */
const SPEED_MEMORY_MS = 700
/** A step or two of a walk. */
const TRAVEL_MEMORY_MS = 1000
/** No two pictures lie closer than this; keeps a speed finite where clocks jitter. */
const LEAST_STEP_MS = 10
const LEAST_POWER = 1e-9

/**
 * How the body moves from frame to frame, in body metres and seconds. Heights are summed up from differences, each in
 * the scale of its own moment, so that a change of the scale does not look like a jump.
 */
export class MotionMeter {
  /** Of the four channels over an arbitrary floor, body metres, up is positive. */
  readonly heights = new Float64Array(CHANNELS)
  readonly #pixelY = new Float64Array(CHANNELS)
  readonly #handRise = new Float64Array(2)
  readonly #anklesTogether = new DecayingMean(SPEED_MEMORY_MS)
  readonly #anklePower = SIDES.map(() => new DecayingMean(SPEED_MEMORY_MS))
  readonly #trunkPower = new DecayingMean(SPEED_MEMORY_MS)
  readonly #handsApartPower = new DecayingMean(SPEED_MEMORY_MS)
  readonly #travel = new DecayingMean(TRAVEL_MEMORY_MS)
  readonly #approach = new DecayingMean(TRAVEL_MEMORY_MS)
  #pixelX = 0
  #pixelsPerMetre = 1
  #lastMs = 0

  /** Correlation of the velocities of the two ankles: 1 both rise and fall together, -1 one rises as the other falls. */
  get ankleCorrelation(): number {
    const [left, right] = SIDES.map((side) => this.#anklePower[side]?.value ?? 0)
    return this.#anklesTogether.value / Math.sqrt((left ?? 0) * (right ?? 0) + LEAST_POWER)
  }

  /** Up and down, metres a second, root mean square. */
  get ankleSpeed(): number {
    const powers = this.#anklePower.map(({ value }) => value)
    return Math.sqrt(powers.reduce((sum, power) => sum + power, 0) / powers.length)
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
    const means = [this.#anklesTogether, ...this.#anklePower, this.#trunkPower]
    for (const mean of [...means, this.#handsApartPower, this.#travel, this.#approach]) mean.reset()
    this.#advance(body)
  }

  /** Time since the body before, ms. */
  push(body: Body): number {
    const elapsedMs = Math.max(LEAST_STEP_MS, body.timestampMs - this.#lastMs)
    const seconds = elapsedMs / 1000
    const speed = (channel: number): number => {
      const fall = pixelY(body, channel) - (this.#pixelY[channel] ?? 0)
      const metres = -fall / body.pixelsPerMetre
      this.heights[channel] = (this.heights[channel] ?? 0) + metres
      return metres / seconds
    }
    const trunk = (speed(SHOULDERS) + speed(HIPS)) / 2
    const [left, right] = [speed(ANKLES[0]), speed(ANKLES[1])]
    this.#trunkPower.push(trunk ** 2, elapsedMs)
    this.#anklesTogether.push(left * right, elapsedMs)
    this.#anklePower[0]?.push(left ** 2, elapsedMs)
    this.#anklePower[1]?.push(right ** 2, elapsedMs)
    this.#watchHands(body, elapsedMs)
    this.#watchPlace(body, elapsedMs)
    this.#advance(body)
    return elapsedMs
  }

  #watchHands(body: Body, elapsedMs: number): void {
    const [left, right] = SIDES.map((side) => handRise(body, side) - (this.#handRise[side] ?? 0))
    const apart = (((left ?? 0) - (right ?? 0)) / 2 / elapsedMs) * 1000
    this.#handsApartPower.push(apart ** 2, elapsedMs)
  }

  #watchPlace(body: Body, elapsedMs: number): void {
    const metres = (body.midPixelX(JOINT.hip) - this.#pixelX) / body.pixelsPerMetre
    this.#travel.push((metres / elapsedMs) * 1000, elapsedMs)
    const growth = Math.log(body.pixelsPerMetre / this.#pixelsPerMetre)
    this.#approach.push((growth / elapsedMs) * 1000, elapsedMs)
  }

  #advance(body: Body): void {
    for (let i = 0; i < CHANNELS; i++) this.#pixelY[i] = pixelY(body, i)
    for (const side of SIDES) this.#handRise[side] = handRise(body, side)
    this.#pixelX = body.midPixelX(JOINT.hip)
    this.#pixelsPerMetre = body.pixelsPerMetre
    this.#lastMs = body.timestampMs
  }
}

function pixelY(body: Body, channel: number): number {
  if (channel === SHOULDERS) return body.midPixelY(JOINT.shoulder)
  if (channel === HIPS) return body.midPixelY(JOINT.hip)
  return body.pixelY[JOINT.ankle + channel - ANKLES[0]] ?? 0
}

/** Relative to the shoulders, so that the jump itself is not in it. */
function handRise(body: Body, side: Side): number {
  return body.sideRise(JOINT.wrist, JOINT.shoulder, side)
}
