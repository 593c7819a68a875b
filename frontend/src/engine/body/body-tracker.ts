import { RunningPercentile } from '../signals/running-percentile.ts'
import type { PoseFrame } from '../types.ts'
import { Body } from './body.ts'
import { JOINT } from './landmarks.ts'

const SCALE_WINDOW_MS = 1500
const SCALE_CAPACITY = 128
/** Away for longer than this, and whoever comes back starts anew. */
const LONGEST_ABSENCE_MS = 2000
/** No trunk moves faster across a body's own size; a picture that shows it shows someone else, or a cut. */
const FASTEST_METRES_PER_SECOND = 8
const LEAP_METRES = 0.6
const LEAP_SCALE = 1.6
/** A leap is believed once it has lasted so long: landmarks that jump to a neighbour and back are skipped. */
const LEAP_LASTS_MS = 250

/** Makes a body of each frame, steadies its scale and follows one person through cuts, gaps and passers-by. */
export class BodyTracker {
  readonly #body = new Body()
  readonly #scale = new RunningPercentile(SCALE_WINDOW_MS, SCALE_CAPACITY)
  #lastMs: number | null = null
  #centreX = 0
  #centreY = 0
  #leapSinceMs: number | null = null

  /** The body of this frame, valid until the next call; null where nobody, or not our person, is to be seen. */
  track(frame: PoseFrame): Body | null {
    const body = this.#body
    if (!body.fill(frame)) return null
    const scale = body.measurePixelsPerMetre()
    if (!(scale > 0)) return null
    const isNew = this.#isNewScene(body, scale)
    if (isNew === null) return null
    if (isNew) this.#scale.clear()
    this.#scale.push(scale, body.timestampMs)
    body.pixelsPerMetre = this.#scale.at(0.5) ?? scale
    body.isNewScene = isNew
    this.#remember(body)
    return body
  }

  reset(): void {
    this.#scale.clear()
    this.#lastMs = null
    this.#leapSinceMs = null
  }

  /** Null while a leap has not lasted long enough to be believed. */
  #isNewScene(body: Body, scale: number): boolean | null {
    if (this.#lastMs === null) return true
    if (body.timestampMs - this.#lastMs > LONGEST_ABSENCE_MS) return true
    if (!this.#isLeap(body, scale)) return false
    this.#leapSinceMs ??= body.timestampMs
    return body.timestampMs - this.#leapSinceMs >= LEAP_LASTS_MS ? true : null
  }

  #isLeap(body: Body, scale: number): boolean {
    const known = this.#scale.at(0.5) ?? scale
    const ratio = scale > known ? scale / known : known / scale
    const metres = Math.hypot(centreX(body) - this.#centreX, centreY(body) - this.#centreY) / known
    const seconds = (body.timestampMs - (this.#lastMs ?? 0)) / 1000
    const isOngoing = this.#leapSinceMs !== null
    const isFast = isOngoing || metres > FASTEST_METRES_PER_SECOND * seconds
    return (metres > LEAP_METRES && isFast) || ratio > LEAP_SCALE
  }

  #remember(body: Body): void {
    this.#lastMs = body.timestampMs
    this.#centreX = centreX(body)
    this.#centreY = centreY(body)
    this.#leapSinceMs = null
  }
}

function centreX(body: Body): number {
  return (body.midPixelX(JOINT.shoulder) + body.midPixelX(JOINT.hip)) / 2
}

function centreY(body: Body): number {
  return (body.midPixelY(JOINT.shoulder) + body.midPixelY(JOINT.hip)) / 2
}
