import { POINT, PosePoints } from './pose-points'
import type { ExerciseType, PoseFrame, Snapshot } from '@/engine'

const SEEN = 0.5
/**
 * Both in lengths of the trunk: knees below the hips; of someone who is near enough to be counted, in picture heights.
 */
const LEGS_BELOW = 0.45
const LEAST_TRUNK = 0.08

/**
 * Whether the person is in the start position. The engine decides, except for rope: there it only knows skipping, and a
 * set begins standing.
 */
export function isReady(exercise: ExerciseType, snapshot: Snapshot, frame: PoseFrame): boolean {
  return snapshot.inPosition || (exercise === 'jump-rope' && stands(frame))
}

/** Upright, from the head to the knees in the picture. */
export function stands(frame: PoseFrame): boolean {
  const points = PosePoints.of(frame)
  if (points?.isUpright() !== true) return false
  const [nose, hip, knee] = [
    points.at(POINT.nose),
    points.middle(POINT.hip),
    points.middle(POINT.knee),
  ]
  const trunk = points.trunk()
  const isWhole = nose.y > 0 && knee.y < points.height && nose.visibility >= SEEN
  const isOnLegs = knee.visibility >= SEEN && knee.y - hip.y > LEGS_BELOW * trunk
  return isWhole && isOnLegs && trunk >= LEAST_TRUNK * points.height
}
