import type { PoseFrame } from '@/engine'

const SHOULDERS = [11, 12]
const WRISTS = [15, 16]
/** Speed is averaged over about this time: four pictures of a usual camera. */
const SPEED_MS = 130
/** The longest prediction: arms that rise so slowly are about to speed up. */
const MOST_MS = 300
/** The usual delay of camera and pose detection: the tick has to be this much earlier. */
const PICTURE_TAKES_MS = 60
/** The longest rise of a repetition. */
const KEPT_MS = 12_000

interface Point {
  readonly ms: number
  readonly height: number
}

/**
 * Predicts when the arms of a push-up will be straight: it counts on the way up, slow ones a third of a second before
 * the top. The rest of the way up to the starting height is assumed to continue at the latest speed. Times are
 * milliseconds of media time.
 */
export class PushUpRise {
  #points: Point[] = []

  see({ landmarks, height, timestampMs }: PoseFrame): void {
    const y = (joints: readonly number[]): number =>
      joints.reduce((sum, joint) => sum + (landmarks?.[joint]?.y ?? Number.NaN), 0)
    const over = (y(WRISTS) - y(SHOULDERS)) * height
    if (Number.isNaN(over)) return
    this.#points = this.#points.filter(({ ms }) => timestampMs - ms <= KEPT_MS)
    this.#points.push({ ms: timestampMs, height: over })
  }

  /** When to tick the repetition that has just counted; null if no rise is visible. */
  tickMs(): number | null {
    const points = this.#points
    const now = points.at(-1)
    this.#points = points.slice(-1)
    if (now === undefined) return null
    const bottom = points.reduce((least, each) => (each.height < least.height ? each : least))
    const start = Math.max(...points.slice(0, points.indexOf(bottom) + 1).map((p) => p.height))
    const earlier = points.find(({ ms }) => now.ms - ms <= SPEED_MS) ?? now
    const speed = (now.height - earlier.height) / (now.ms - earlier.ms)
    if (!(speed > 0)) return null
    const leftMs = Math.min(MOST_MS, (start - now.height) / speed)
    return now.ms + Math.max(0, leftMs - PICTURE_TAKES_MS)
  }
}
