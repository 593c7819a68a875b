import type { PoseModel } from '../assets'
import { type DetectorName, type Delegate, type Detector, PLAIN, nameOf } from './detector'
import type { ExerciseType } from '@/engine'

/** A camera gives thirty pictures a second: a pose that takes longer costs some of them, and with them repetitions. */
export const FRAME_BUDGET_MS = 33

/**
 * Exercises that `full` counts better: at least two clips more are exact, and nothing is worse, with the sources left out
 * (`benchmarks/counting/models.py`, whose verdicts a test holds this list to).
 */
export const BETTER_WITH_FULL: ReadonlySet<ExerciseType> = new Set<ExerciseType>(['push-up'])

/** Which model the person wants; `auto` leaves it to the device. */
export type ModelWish = 'auto' | PoseModel

/** Median time a picture takes, milliseconds. What is not there was not measured, or disagreed. */
export type Timings = Readonly<Partial<Record<DetectorName, number | undefined>>>

/** The larger model where it counts better and the device has the time, else the smaller one; on whatever runs it faster. */
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
