import { POINT, type Pixel, PosePoints } from './pose-points'
import type { ExerciseType, PoseFrame } from '@/engine'

/** How long the gesture has to be held; a doubtful picture does not restart this. */
export const GESTURE_MS = 1_500
const DOUBT_MS = 250
/** In trunk lengths: how far one wrist is above the nose and the other below its shoulder, and how little they move. */
const ABOVE_NOSE = 0.3
const BELOW_SHOULDER = 0.35
const MOST_TRAVEL = 0.35
const SEEN = 0.5

/** Not for pull-ups: one can hang from a bar by one hand. */
const WITHOUT: readonly ExerciseType[] = ['pull-up']

/**
 * One hand raised high and held still, the other down, the trunk upright: no exercise here holds that. Floor exercises
 * have no upright trunk, a rope needs both hands low, jacks raise both, and none of them stands still.
 */
export class StopGesture {
  readonly #isOffered: boolean
  #sinceMs: number | null = null
  #seenMs = Number.NEGATIVE_INFINITY
  #from = { x: 0, y: 0 }

  constructor(exercise: ExerciseType) {
    this.#isOffered = !WITHOUT.includes(exercise)
  }

  /** Whether the gesture has been held long enough as of this picture. */
  see(frame: PoseFrame): boolean {
    const points = this.#isOffered ? PosePoints.of(frame) : null
    const hand = points === null ? null : raisedHand(points)
    const { timestampMs } = frame
    if (points === null || hand === null) {
      if (timestampMs - this.#seenMs > DOUBT_MS) this.#sinceMs = null
      return false
    }
    const travel = Math.hypot(hand.x - this.#from.x, hand.y - this.#from.y)
    if (this.#sinceMs === null || travel > MOST_TRAVEL * points.trunk()) {
      this.#sinceMs = timestampMs
      this.#from = hand
    }
    this.#seenMs = timestampMs
    return timestampMs - this.#sinceMs >= GESTURE_MS
  }
}

/** The wrist of the raised hand; null if none or both are raised. */
function raisedHand(points: PosePoints): { x: number; y: number } | null {
  const trunk = points.trunk()
  if (!points.isUpright() || !(trunk > 0)) return null
  const nose = points.at(POINT.nose)
  const [left, right] = [arm(points, 0), arm(points, 1)]
  for (const [up, down] of [
    [left, right],
    [right, left],
  ] as const) {
    const seen = Math.min(up.wrist.visibility, down.wrist.visibility, nose.visibility)
    const isUp = nose.y - up.wrist.y > ABOVE_NOSE * trunk
    const isDown = down.wrist.y - down.shoulder.y > BELOW_SHOULDER * trunk
    if (seen >= SEEN && isUp && isDown) return up.wrist
  }
  return null
}

function arm(points: PosePoints, side: 0 | 1): { shoulder: Pixel; wrist: Pixel } {
  return { shoulder: points.at(POINT.shoulder + side), wrist: points.at(POINT.wrist + side) }
}
