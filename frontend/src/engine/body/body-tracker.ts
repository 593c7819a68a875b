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
/** A leap is believed once it has lasted this long: the model takes a passer-by for the person, and comes back. */
const LEAP_LASTS_MS = 800

/** Where the trunk is in the picture, and how large. */
interface Place {
  readonly x: number
  readonly y: number
  readonly pixelsPerMetre: number
  readonly timestampMs: number
}

/** A frame that shows another place than the person's. */
interface Doubtful {
  readonly frame: PoseFrame
  readonly place: Place
}

/** Takes each body, in order of time; it is valid until the next. */
export type Follow = (body: Body) => void

/**
 * Makes a body of each frame, steadies its scale and follows one person through cuts, gaps and passers-by. What comes
 * after a leap is held back until it is known to last; then it is followed from its beginning, so that a cut costs
 * nothing.
 */
export class BodyTracker {
  readonly #body = new Body()
  readonly #scale = new RunningPercentile(SCALE_WINDOW_MS, SCALE_CAPACITY)
  #last: Place | null = null
  #doubtful: Doubtful[] = []

  /**
   * Calls `follow` with this frame's body, not at all where nobody or not our person is seen, or with all since a cut.
   */
  track(frame: PoseFrame, follow: Follow): void {
    const place = this.#read(frame)
    if (place === null) return
    const isAbsent =
      this.#last === null || place.timestampMs - this.#last.timestampMs > LONGEST_ABSENCE_MS
    if (isAbsent || !this.#isElsewhere(place)) {
      this.#doubtful = []
      this.#accept(place, isAbsent, follow)
    } else this.#doubt({ frame, place }, follow)
  }

  reset(): void {
    this.#scale.clear()
    this.#last = null
    this.#doubtful = []
  }

  #read(frame: PoseFrame): Place | null {
    const body = this.#body
    if (!body.fill(frame)) return null
    const pixelsPerMetre = body.measurePixelsPerMetre()
    if (!(pixelsPerMetre > 0)) return null
    return { x: centreX(body), y: centreY(body), pixelsPerMetre, timestampMs: body.timestampMs }
  }

  #doubt(doubtful: Doubtful, follow: Follow): void {
    const before = this.#doubtful.at(-1)
    // Neither our person nor the one before.
    if (before !== undefined && isLeap(before.place, doubtful.place, true)) this.#doubtful = []
    this.#doubtful.push(doubtful)
    const sinceMs = this.#doubtful[0]?.place.timestampMs ?? 0
    if (doubtful.place.timestampMs - sinceMs < LEAP_LASTS_MS) return
    const believed = this.#doubtful
    this.#doubtful = []
    believed.forEach(({ frame, place }, i) => {
      this.#body.fill(frame)
      this.#accept(place, i === 0, follow)
    })
  }

  #isElsewhere(place: Place): boolean {
    if (this.#last === null) return false
    const pixelsPerMetre = this.#scale.at(0.5) ?? place.pixelsPerMetre
    return isLeap({ ...this.#last, pixelsPerMetre }, place, this.#doubtful.length === 0)
  }

  #accept(place: Place, isNewScene: boolean, follow: Follow): void {
    if (isNewScene) this.#scale.clear()
    this.#scale.push(place.pixelsPerMetre, place.timestampMs)
    this.#body.pixelsPerMetre = this.#scale.at(0.5) ?? place.pixelsPerMetre
    this.#body.isNewScene = isNewScene
    this.#last = place
    follow(this.#body)
  }
}

/** Whether nobody gets from one place to the other; where `mayWalk`, in time they may. */
function isLeap(from: Place, to: Place, mayWalk: boolean): boolean {
  const ratio = to.pixelsPerMetre / from.pixelsPerMetre
  const metres = Math.hypot(to.x - from.x, to.y - from.y) / from.pixelsPerMetre
  const seconds = (to.timestampMs - from.timestampMs) / 1000
  const isFast = !mayWalk || metres > FASTEST_METRES_PER_SECOND * seconds
  return (metres > LEAP_METRES && isFast) || Math.max(ratio, 1 / ratio) > LEAP_SCALE
}

function centreX(body: Body): number {
  return (body.midPixelX(JOINT.shoulder) + body.midPixelX(JOINT.hip)) / 2
}

function centreY(body: Body): number {
  return (body.midPixelY(JOINT.shoulder) + body.midPixelY(JOINT.hip)) / 2
}
