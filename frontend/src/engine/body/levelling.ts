import { DEGREES_PER_RADIAN } from '../signals/geometry.ts'
import { Body, mid } from './body.ts'
import { JOINT, SIDES } from './landmarks.ts'
import type { Joint } from './landmarks.ts'

/** Legs and hips of someone who stands are about straight. */
const STRAIGHT_DEG = 150
const SURELY_SEEN = 0.5
/** Nobody props a camera up more askew than that: whoever seems to lean further leans, on a wall or on the floor. */
const MOST_ASKEW_DEG = 25
/** And no camera looks down or up more than that, of one whose whole body it shows. */
const MOST_PITCHED_DEG = 45
/** Leaning sideways of this much is the body's own. */
const OWN_LEAN_DEG = 4
/**
 * The model draws people who stand leaning towards a level camera by this much: median of the first set. What it is off
 * from that is less sure.
 */
const USUAL_PITCH_DEG = -9
const OWN_PITCH_DEG = 6
/** Time of standing over which the lean is averaged, and how long it takes to be known. */
const MEMORY_MS = 4000
const KNOWN_MS = 200
const LONGEST_STEP_MS = 100
/** A camera that is held askew stays so: only a change of this much is believed. */
const STEP_DEG = 3

/** Of the line from the feet to the trunk, degrees: to the right in the picture, and away from the camera in space. */
interface Lean {
  readonly rightDeg: number
  readonly awayDeg: number
}

/**
 * Turns the picture back of a camera held askew, looking down or looking up. Whoever stands has the trunk over the
 * feet, or would fall: what the line between them leans, averaged over the time of standing, is the camera's roll and
 * pitch.
 */
export class Levelling {
  readonly #level = new Body()
  #mean: Lean = { rightDeg: 0, awayDeg: USUAL_PITCH_DEG }
  #stoodMs = 0
  #rollDeg = 0
  #pitchDeg = 0
  #lastMs = Number.NEGATIVE_INFINITY
  readonly #mostPitchDeg: number

  /**
   * `mayLookUp`: whether a camera is believed to look up, which the model shows of some who skip rope before a level
   * one, too.
   */
  constructor(mayLookUp: boolean) {
    this.#mostPitchDeg = mayLookUp ? MOST_PITCHED_DEG : 0
  }

  /** The body as an upright and level camera would have seen it; valid until the next. */
  apply(body: Body): Body {
    if (body.isNewScene) this.reset()
    this.#sense(body)
    if (this.#rollDeg === 0 && this.#pitchDeg === 0) return body
    copy(body, this.#level)
    roll(this.#level, this.#rollDeg / DEGREES_PER_RADIAN)
    pitch(this.#level, this.#pitchDeg / DEGREES_PER_RADIAN)
    return this.#level
  }

  reset(): void {
    this.#stoodMs = 0
    this.#rollDeg = 0
    this.#pitchDeg = 0
  }

  #sense(body: Body): void {
    const elapsedMs = Math.min(LONGEST_STEP_MS, body.timestampMs - this.#lastMs)
    this.#lastMs = body.timestampMs
    const lean = standingLean(body)
    if (lean === null) return
    this.#stoodMs = Math.min(MEMORY_MS, this.#stoodMs + elapsedMs)
    const weight = Math.min(1, elapsedMs / this.#stoodMs)
    this.#mean = {
      rightDeg: this.#mean.rightDeg + weight * (lean.rightDeg - this.#mean.rightDeg),
      awayDeg: this.#mean.awayDeg + weight * (lean.awayDeg - this.#mean.awayDeg),
    }
    if (this.#stoodMs < KNOWN_MS) return
    this.#rollDeg = settled(this.#rollDeg, beyond(this.#mean.rightDeg, OWN_LEAN_DEG))
    const pitchDeg = beyond(this.#mean.awayDeg - USUAL_PITCH_DEG, OWN_PITCH_DEG)
    this.#pitchDeg = settled(this.#pitchDeg, Math.min(this.#mostPitchDeg, pitchDeg))
  }
}

/** What of an angle goes beyond a limit on either side. */
function beyond(deg: number, limitDeg: number): number {
  return Math.sign(deg) * Math.max(0, Math.abs(deg) - limitDeg)
}

function settled(beforeDeg: number, nowDeg: number): number {
  return Math.abs(nowDeg - beforeDeg) >= STEP_DEG ? nowDeg : beforeDeg
}

/** How the trunk's middle stands over the feet; null where nobody stands. */
function standingLean(body: Body): Lean | null {
  if (!isSeen(body, JOINT.knee) || !isSeen(body, JOINT.ankle)) return null
  const isStraight = SIDES.every(
    (side) =>
      body.worldAngleDeg(JOINT.hip, JOINT.knee, JOINT.ankle, side) >= STRAIGHT_DEG &&
      body.worldAngleDeg(JOINT.shoulder, JOINT.hip, JOINT.knee, side) >= STRAIGHT_DEG,
  )
  if (!isStraight) return null
  const rightDeg = angleDeg(trunkOverFeet(body.pixelX), -trunkOverFeet(body.pixelY))
  const awayDeg = angleDeg(trunkOverFeet(body.worldZ), -trunkOverFeet(body.worldY))
  const isBelieved = Math.abs(rightDeg) <= MOST_ASKEW_DEG && Math.abs(awayDeg) <= MOST_PITCHED_DEG
  return isBelieved ? { rightDeg, awayDeg } : null
}

function angleDeg(aside: number, up: number): number {
  return Math.atan2(aside, up) * DEGREES_PER_RADIAN
}

function trunkOverFeet(values: Float64Array): number {
  return (mid(values, JOINT.shoulder) + mid(values, JOINT.hip)) / 2 - mid(values, JOINT.ankle)
}

function isSeen(body: Body, joint: Joint): boolean {
  return Math.max(...SIDES.map((side) => body.seen(joint, side))) >= SURELY_SEEN
}

function copy(from: Body, to: Body): void {
  to.timestampMs = from.timestampMs
  to.pixelsPerMetre = from.pixelsPerMetre
  to.isNewScene = from.isNewScene
  to.visibility.set(from.visibility)
  to.pixelX.set(from.pixelX)
  to.pixelY.set(from.pixelY)
  to.worldX.set(from.worldX)
  to.worldY.set(from.worldY)
  to.worldZ.set(from.worldZ)
}

/** Against a lean to the right, in the picture and in space. */
function roll(body: Body, radians: number): void {
  turnPlane(body.pixelX, body.pixelY, radians)
  turnPlane(body.worldX, body.worldY, radians)
}

/** Against a lean away: in space, and each joint in the picture by as much as it moves there. */
function pitch(body: Body, radians: number): void {
  if (radians === 0) return
  body.worldY.forEach((y, i) => {
    body.pixelY[i] = (body.pixelY[i] ?? Number.NaN) - body.pixelsPerMetre * y
  })
  turnPlane(body.worldZ, body.worldY, radians)
  body.worldY.forEach((y, i) => {
    body.pixelY[i] = (body.pixelY[i] ?? Number.NaN) + body.pixelsPerMetre * y
  })
}

function turnPlane(xs: Float64Array, ys: Float64Array, radians: number): void {
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)]
  xs.forEach((x, i) => {
    const y = ys[i] ?? Number.NaN
    xs[i] = cos * x + sin * y
    ys[i] = cos * y - sin * x
  })
}
