import { Body } from './body.ts'
import { JOINT, SIDES } from './landmarks.ts'
import type { Joint } from './landmarks.ts'

/** Legs and hips of someone who stands are about straight. */
const STRAIGHT_DEG = 150
const SURELY_SEEN = 0.5
/** Nobody props a camera up more askew than that: whoever seems to lean further leans, on a wall or on the floor. */
const MOST_ASKEW_DEG = 25
/** Leaning of this much is the body's own. */
const OWN_LEAN_DEG = 4
/** Time of standing over which the lean is averaged, and how long it takes to be known. */
const MEMORY_MS = 4000
const KNOWN_MS = 200
const LONGEST_STEP_MS = 100
/** A camera that is held askew stays so: only a change of this much is believed. */
const STEP_DEG = 3

const DEGREES_PER_RADIAN = 180 / Math.PI

/**
 * Turns the picture back of a camera held askew. Whoever stands has the trunk over the feet, or would fall: what the line
 * between them leans in the picture, averaged over the time of standing, is the camera's roll.
 */
export class Levelling {
  readonly #level = new Body()
  #leanDeg = 0
  #stoodMs = 0
  #rollDeg = 0
  #lastMs = Number.NEGATIVE_INFINITY

  /** The body as an upright camera would have seen it; valid until the next. */
  apply(body: Body): Body {
    if (body.isNewScene) this.reset()
    this.#sense(body)
    if (this.#rollDeg === 0) return body
    return turned(this.#level, body, this.#rollDeg / DEGREES_PER_RADIAN)
  }

  reset(): void {
    this.#leanDeg = 0
    this.#stoodMs = 0
    this.#rollDeg = 0
  }

  #sense(body: Body): void {
    const elapsedMs = Math.min(LONGEST_STEP_MS, body.timestampMs - this.#lastMs)
    this.#lastMs = body.timestampMs
    const leanDeg = standingLeanDeg(body)
    if (leanDeg === null) return
    this.#stoodMs = Math.min(MEMORY_MS, this.#stoodMs + elapsedMs)
    this.#leanDeg += Math.min(1, elapsedMs / this.#stoodMs) * (leanDeg - this.#leanDeg)
    if (this.#stoodMs < KNOWN_MS) return
    const excessDeg = Math.max(0, Math.abs(this.#leanDeg) - OWN_LEAN_DEG)
    const rollDeg = Math.sign(this.#leanDeg) * excessDeg
    if (Math.abs(rollDeg - this.#rollDeg) >= STEP_DEG) this.#rollDeg = rollDeg
  }
}

/** Lean of the trunk's middle over the feet in the picture, degrees, to the right positive; null where nobody stands. */
function standingLeanDeg(body: Body): number | null {
  const isStraight = SIDES.every(
    (side) =>
      body.worldAngleDeg(JOINT.hip, JOINT.knee, JOINT.ankle, side) >= STRAIGHT_DEG &&
      body.worldAngleDeg(JOINT.shoulder, JOINT.hip, JOINT.knee, side) >= STRAIGHT_DEG,
  )
  if (!isStraight || !isSeen(body, JOINT.knee) || !isSeen(body, JOINT.ankle)) return null
  const across = trunkOverFeet((joint) => body.midPixelX(joint))
  const up = -trunkOverFeet((joint) => body.midPixelY(joint))
  const leanDeg = Math.atan2(across, up) * DEGREES_PER_RADIAN
  return Math.abs(leanDeg) <= MOST_ASKEW_DEG ? leanDeg : null
}

function trunkOverFeet(at: (joint: Joint) => number): number {
  return (at(JOINT.shoulder) + at(JOINT.hip)) / 2 - at(JOINT.ankle)
}

function isSeen(body: Body, joint: Joint): boolean {
  return Math.max(...SIDES.map((side) => body.seen(joint, side))) >= SURELY_SEEN
}

/** Picture and space turned against a lean to the right. */
function turned(to: Body, from: Body, radians: number): Body {
  to.timestampMs = from.timestampMs
  to.pixelsPerMetre = from.pixelsPerMetre
  to.isNewScene = from.isNewScene
  to.visibility.set(from.visibility)
  to.worldZ.set(from.worldZ)
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)]
  turnPlane(from.pixelX, from.pixelY, to.pixelX, to.pixelY, cos, sin)
  turnPlane(from.worldX, from.worldY, to.worldX, to.worldY, cos, sin)
  return to
}

function turnPlane(
  fromX: Float64Array,
  fromY: Float64Array,
  toX: Float64Array,
  toY: Float64Array,
  cos: number,
  sin: number,
): void {
  fromX.forEach((x, i) => {
    const y = fromY[i] ?? Number.NaN
    toX[i] = cos * x + sin * y
    toY[i] = cos * y - sin * x
  })
}
