/** Visibilities of a figure's landmarks. */
export interface Sight {
  /** As MediaPipe gives them, smoothed over pictures. */
  readonly lately: readonly number[]
  /** In this picture. */
  readonly now: readonly number[]
}

const POINTS = 33
/** The share that a picture has in MediaPipe's visibilities (alpha of its VisibilitySmoothingCalculator). */
const NEW_SHARE = 0.1
/** Shoulders and hips: where they are guessed there is no person. */
const TRUNK = [11, 12, 23, 24]
const LEAST_OF_TRUNK = 0.5
/**
 * Of somebody small most is in the picture: 855 of 858 recorded pictures of training have a higher mean visibility. A
 * treadmill or a chair that is taken for one has 0.6 at most.
 */
const LEAST_OF_ALL = 0.65
/** In the rest of a picture a treadmill has up to 0.75; people on their feet or in a push-up 0.8 and more. */
const LEAST_OF_OTHERS = 0.8

/**
 * MediaPipe's visibilities are smoothed over some twenty pictures, and go on from one figure to the next, even after it
 * has let go: whoever follows a wrong guess, whose hips it called unseen, would be no person for a second. So the
 * smoothing is undone.
 */
export class SightMeter {
  #before: readonly number[] | null = null

  /** To be told of every pose that MediaPipe gives, (x, y, z, visibility) each. */
  of(points: Float32Array): Sight {
    const lately = Array.from({ length: POINTS }, (_, i) => points[4 * i + 3] ?? 0)
    const before = this.#before ?? lately
    this.#before = lately
    const now = lately.map((value, i) => {
      const seen = (value - (1 - NEW_SHARE) * (before[i] ?? value)) / NEW_SHARE
      return Math.min(1, Math.max(0, seen))
    })
    return { lately, now }
  }
}

/** Whether a figure in a crop is a person and no guess. Who is followed may be seen badly for a moment. */
export function isSeen({ now, lately }: Sight, isFollowed: boolean): boolean {
  return isWellSeen(now) || (isFollowed && isWellSeen(lately))
}

/** Whether a figure is a person beyond doubt, for whom one that is followed may be left. */
export function isSurelySeen({ now }: Sight): boolean {
  return isWellSeen(now, LEAST_OF_OTHERS)
}

function isWellSeen(visibilities: readonly number[], least = LEAST_OF_ALL): boolean {
  const mean = visibilities.reduce((sum, value) => sum + value, 0) / POINTS
  return mean >= least && TRUNK.every((joint) => (visibilities[joint] ?? 0) >= LEAST_OF_TRUNK)
}
