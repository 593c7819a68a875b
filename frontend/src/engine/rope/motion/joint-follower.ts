import type { Body } from '../../body/body.ts'
import { JOINT, LANDMARK_COUNT, SIDES } from '../../body/landmarks.ts'
import { at } from '../../signals/at.ts'
import { median } from '../../signals/median.ts'

/** Landmarks of the legs by side: knee, ankle, heel, toe. */
const LEG_LANDMARKS = [JOINT.knee, JOINT.ankle, JOINT.ankle + 2, JOINT.ankle + 4] as const
/** What the exchange of the legs is judged by. */
const LEG_JOINTS = [JOINT.knee, JOINT.ankle] as const
/** Legs exchanged make a leap across at least this long, body metres, over knees and ankles of both sides ... */
const LEAST_EXCHANGE_LEAP = 0.12
/** ... and exchanged back they lie nearer to where they were, by this share of it. */
const EXCHANGED_BACK_SHARE = 0.5

/** What moves by itself; the rest of the landmarks hang on these. */
const FOLLOWED: readonly number[] = [
  JOINT.shoulder,
  JOINT.wrist,
  JOINT.hip,
  JOINT.knee,
  JOINT.ankle,
].flatMap((joint) => SIDES.map((side) => joint + side))
/**
 * The quickest change of speed of an ankle in speed step is 100 m/s^2 and, read by the model, seldom over 250: what
 * asks for more is a landmark that lost its joint.
 */
const MOST_ACCELERATION = 400
/** At low frame rates the limit above allows anything; a foot crosses no more than this against its course, metres. */
const MOST_LEAP = 0.9
const LEAST_LEAP = 0.15
/** A leap that lasts this long is where the joint is. */
const LEAP_LASTS_MS = 100

/**
 * Positions of the joints, in pixels, with two faults of the model mended that look like movements: left and right leg
 * exchanged for some frames, and single landmarks that leap away and back.
 */
export class JointFollower {
  readonly pixelX = new Float64Array(LANDMARK_COUNT)
  readonly pixelY = new Float64Array(LANDMARK_COUNT)
  readonly #lastX = new Float64Array(LANDMARK_COUNT)
  readonly #lastY = new Float64Array(LANDMARK_COUNT)
  /** Pixels a second. */
  readonly #speedX = new Float64Array(LANDMARK_COUNT)
  readonly #speedY = new Float64Array(LANDMARK_COUNT)
  readonly #awayMs = new Float64Array(LANDMARK_COUNT)

  start(body: Body): void {
    this.pixelX.set(body.pixelX)
    this.pixelY.set(body.pixelY)
    this.#speedX.fill(0)
    this.#speedY.fill(0)
    this.#awayMs.fill(0)
  }

  push(body: Body, elapsedMs: number): void {
    this.#lastX.set(this.pixelX)
    this.#lastY.set(this.pixelY)
    this.pixelX.set(body.pixelX)
    this.pixelY.set(body.pixelY)
    if (this.#areLegsExchanged(body.pixelsPerMetre)) this.#exchangeLegs()
    this.#holdLeaps(body.pixelsPerMetre, elapsedMs)
  }

  /**
   * Judged across the picture, where the feet of someone who skips stay: up and down they may well be, one picture
   * later, where the other one was.
   */
  #areLegsExchanged(pixelsPerMetre: number): boolean {
    let [kept, crossed] = [0, 0]
    for (const joint of LEG_JOINTS) {
      kept += sameSides(this.pixelX, this.#lastX, joint)
      crossed += otherSides(this.pixelX, this.#lastX, joint)
    }
    const isLeap = kept > LEAST_EXCHANGE_LEAP * pixelsPerMetre
    return isLeap && crossed < EXCHANGED_BACK_SHARE * kept
  }

  #exchangeLegs(): void {
    for (const landmark of LEG_LANDMARKS) {
      exchange(this.pixelX, landmark)
      exchange(this.pixelY, landmark)
    }
  }

  #holdLeaps(pixelsPerMetre: number, elapsedMs: number): void {
    const seconds = elapsedMs / 1000
    const courseX = median(FOLLOWED.map((i) => at(this.pixelX, i) - at(this.#lastX, i)))
    const courseY = median(FOLLOWED.map((i) => at(this.pixelY, i) - at(this.#lastY, i)))
    const metres = Math.min(MOST_LEAP, Math.max(LEAST_LEAP, MOST_ACCELERATION * seconds * seconds))
    for (const i of FOLLOWED) {
      const awayMs =
        this.#leap(i, seconds) > metres * pixelsPerMetre ? at(this.#awayMs, i) + elapsedMs : 0
      const isBelieved = awayMs >= LEAP_LASTS_MS
      this.#awayMs[i] = isBelieved ? 0 : awayMs
      if (awayMs > 0 && !isBelieved) {
        this.pixelX[i] = at(this.#lastX, i) + courseX
        this.pixelY[i] = at(this.#lastY, i) + courseY
      }
      // A leap that is believed at last was no movement of this moment.
      const [wayX, wayY] = isBelieved ? [courseX, courseY] : this.#way(i)
      this.#speedX[i] = wayX / seconds
      this.#speedY[i] = wayY / seconds
    }
  }

  /** How far a joint has come off the course it was on, pixels. */
  #leap(i: number, seconds: number): number {
    const [wayX, wayY] = this.#way(i)
    return Math.hypot(wayX - at(this.#speedX, i) * seconds, wayY - at(this.#speedY, i) * seconds)
  }

  #way(i: number): readonly [number, number] {
    return [at(this.pixelX, i) - at(this.#lastX, i), at(this.pixelY, i) - at(this.#lastY, i)]
  }
}

function sameSides(now: Float64Array, before: Float64Array, joint: number): number {
  return (
    Math.abs(at(now, joint) - at(before, joint)) +
    Math.abs(at(now, joint + 1) - at(before, joint + 1))
  )
}

function otherSides(now: Float64Array, before: Float64Array, joint: number): number {
  return (
    Math.abs(at(now, joint) - at(before, joint + 1)) +
    Math.abs(at(now, joint + 1) - at(before, joint))
  )
}

function exchange(values: Float64Array, left: number): void {
  const value = at(values, left)
  values[left] = at(values, left + 1)
  values[left + 1] = value
}
