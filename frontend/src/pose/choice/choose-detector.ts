import type { PoseModel } from '../assets'
import { type DetectorName, type Delegate, type Detector, PLAIN, nameOf } from './detector'
import type { ExerciseType } from '@/engine'

/** A camera delivers thirty pictures a second: slower detection drops pictures, and with them repetitions. */
export const FRAME_BUDGET_MS = 33

/**
 * Exercises that `full` counts better: at least two more clips exact and nothing worse, cross-validated by source
 * (`benchmarks/counting/models.py`; a test compares this list with its results).
 */
export const BETTER_WITH_FULL: ReadonlySet<ExerciseType> = new Set<ExerciseType>(['push-up'])

/** The user's choice of model; `auto` leaves it to the device. */
export type ModelWish = 'auto' | PoseModel

/** Median time per picture in milliseconds. A missing detector was not measured, or its landmarks disagreed. */
export type Timings = Readonly<Partial<Record<DetectorName, number | undefined>>>

/**
 * The larger model if it counts better and the device is fast enough, otherwise the smaller one; on the faster
 * processor.
 */
export function chooseDetector(
  exercise: ExerciseType,
  wish: ModelWish,
  timings: Timings,
): Detector {
  if (wish !== 'auto') return faster(wish, timings)
  const full = faster('full', timings)
  const fullMs = timings[nameOf(full)] ?? Number.POSITIVE_INFINITY
  if (BETTER_WITH_FULL.has(exercise) && fullMs <= FRAME_BUDGET_MS) return full
  return faster(PLAIN.model, timings)
}

function faster(model: PoseModel, timings: Timings): Detector {
  const ms = (delegate: Delegate): number =>
    timings[nameOf({ model, delegate })] ?? Number.POSITIVE_INFINITY
  return { model, delegate: ms('GPU') < ms('CPU') ? 'GPU' : 'CPU' }
}
