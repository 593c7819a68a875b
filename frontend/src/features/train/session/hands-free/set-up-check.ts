import type { Part, PictureLight } from './picture-light'
import { POINT, type Point, PosePoints } from './pose-points'
import { isReady } from './start-position'
import type { ExerciseType, PoseFrame, Snapshot } from '@/engine'

type Missing =
  | 'nobody'
  | 'more-light'
  | 'light-behind'
  | 'step-back'
  | 'come-closer'
  | 'turn-sideways'
/** What is missing before the set can begin, or that everything is fine. */
export type SetUpHint = Missing | 'take-position' | 'good'

/** A new hint has to hold for this long before it is shown, so that hints do not flicker. */
const SETTLES_MS = 600
/** Nobody counts as there after this long without detection; the model misses people now and then. */
const NOBODY_MS = 1_500
/**
 * Against the light the model is as sure as ever of whoever it finds, but loses them: they are badly seen where it
 * found nobody in this share of the last pictures. The latest weigh most, those older than this little.
 */
const LOST_SHARE = 0.4
const LOST_WITHIN_MS = 1_000
/** The length of the trunk, in picture heights. */
const FAR_BELOW = 0.08
/** How far beyond the edge of the picture, as a share of it. */
const EDGE = 0.01
/** With shoulders and hips at least this wide, in trunk lengths, the person faces the camera. */
const FACING_WIDTH = 0.45

const UPRIGHT: readonly Point[] = [POINT.nose, POINT.hip, POINT.knee]
const WHOLE: readonly Point[] = [POINT.nose, POINT.hip, POINT.ankle]
const LYING: readonly Point[] = [POINT.nose, POINT.wrist, POINT.hip, POINT.knee]

/** For each exercise: what has to be in the picture, and whether it is done lying, side-on to the camera. */
const NEEDS: Readonly<Record<ExerciseType, { points: readonly Point[]; lying: boolean }>> = {
  'push-up': { points: LYING, lying: true },
  plank: { points: [POINT.nose, POINT.hip, POINT.knee], lying: true },
  'sit-up': { points: [POINT.nose, POINT.hip, POINT.knee], lying: true },
  'jump-rope': { points: UPRIGHT, lying: false },
  squat: { points: WHOLE, lying: false },
  lunge: { points: WHOLE, lying: false },
  'jumping-jack': { points: WHOLE, lying: false },
  'high-knees': { points: UPRIGHT, lying: false },
  burpee: { points: WHOLE, lying: false },
  'jump-squat': { points: WHOLE, lying: false },
  'pull-up': { points: [POINT.wrist, POINT.shoulder, POINT.hip], lying: false },
}

/** Tells the person what to do next while setting up. */
export class SetUpCheck {
  readonly #exercise: ExerciseType
  #isDark = false
  #isBacklit = false
  /** Where the figure was last found: an empty room before a window lacks nobody yet. */
  #box: Part | null = null
  #lostShare = 0
  #lookedMs: number | null = null
  #seenMs: number | null = null
  #hint: SetUpHint | null = null
  #next: SetUpHint | null = null
  #sinceMs = 0

  constructor(exercise: ExerciseType) {
    this.#exercise = exercise
  }

  /** The current hint; null before there is one. */
  get hint(): SetUpHint | null {
    return this.#hint
  }

  /** The light in the camera's picture; null if unknown. */
  light(light: PictureLight | null): void {
    this.#isDark = light?.isDark === true
    this.#isBacklit = this.#box !== null && light?.isBacklit(this.#box) === true
  }

  see(frame: PoseFrame, snapshot: Snapshot): void {
    const { timestampMs } = frame
    const next = this.#look(frame, snapshot)
    if (next === null) return
    if (next !== this.#next) {
      this.#next = next
      this.#sinceMs = timestampMs
    }
    if (this.#hint === null || timestampMs - this.#sinceMs >= SETTLES_MS) this.#hint = next
  }

  #look(frame: PoseFrame, snapshot: Snapshot): SetUpHint | null {
    const points = PosePoints.of(frame)
    this.#follow(points, frame.timestampMs)
    if (points !== null) this.#seenMs = frame.timestampMs
    this.#seenMs ??= frame.timestampMs
    if (this.#isBacklit && this.#lostShare >= LOST_SHARE) return 'light-behind'
    if (isReady(this.#exercise, snapshot, frame)) return 'good'
    if (points !== null) return this.#isDark ? 'more-light' : placeOf(points, NEEDS[this.#exercise])
    if (frame.timestampMs - this.#seenMs < NOBODY_MS) return null
    return this.#isDark ? 'more-light' : 'nobody'
  }

  /** Where the figure is, and how often it was lost of late. */
  #follow(points: PosePoints | null, timestampMs: number): void {
    const weight = Math.min(1, (timestampMs - (this.#lookedMs ?? timestampMs)) / LOST_WITHIN_MS)
    this.#lostShare += weight * ((points === null ? 1 : 0) - this.#lostShare)
    this.#lookedMs = timestampMs
    if (points !== null) this.#box = points.box()
  }
}

function placeOf(
  points: PosePoints,
  { points: needed, lying }: { points: readonly Point[]; lying: boolean },
): SetUpHint {
  const trunk = points.trunk()
  if (trunk < FAR_BELOW * points.height) return 'come-closer'
  if (needed.some((point) => isOutside(points, point))) return 'step-back'
  if (lying && !points.isUpright() && facesCamera(points)) return 'turn-sideways'
  return 'take-position'
}

/** Whether both of a pair are beyond the edge; the nose has no pair. */
function isOutside(points: PosePoints, point: Point): boolean {
  const those = point === POINT.nose ? [points.at(point)] : points.pair(point)
  return those.every(
    ({ x, y }) =>
      x < -EDGE * points.width ||
      x > (1 + EDGE) * points.width ||
      y < -EDGE * points.height ||
      y > (1 + EDGE) * points.height,
  )
}

function facesCamera(points: PosePoints): boolean {
  const [left, right] = points.pair(POINT.shoulder)
  return Math.abs(left.x - right.x) > FACING_WIDTH * points.trunk()
}
