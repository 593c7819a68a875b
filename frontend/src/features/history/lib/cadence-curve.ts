import type { RepetitionDetails } from '@/workouts/record/set-details'

export interface CadencePoint {
  /** Since the start of the set. */
  readonly seconds: number
  /** Null in a break. */
  readonly perMinute: number | null
}

/** The number of jumps to average over: a single jump is only timed as precisely as the camera's frame rate. */
const WINDOW = 8
/** A longer break ends a run: nobody jumps once in two seconds. */
const BREAK_MS = 2_000

/** Jumps a minute over a set, with gaps where the rope stood still. */
export function cadenceCurve(repetitions: readonly RepetitionDetails[]): CadencePoint[] {
  const points: CadencePoint[] = []
  let runStart = 0
  repetitions.forEach(({ end_ms: endMs }, index) => {
    const previousMs = repetitions[index - 1]?.end_ms ?? endMs
    if (endMs - previousMs > BREAK_MS) {
      points.push({ seconds: previousMs / 1000, perMinute: null })
      runStart = index
    }
    const first = Math.max(runStart, index - WINDOW)
    const firstMs = repetitions[first]?.end_ms ?? endMs
    // An average needs at least three jumps of a run.
    if (index - first < 2 || endMs <= firstMs) return
    points.push({
      seconds: Math.round(endMs / 100) / 10,
      perMinute: Math.round(((index - first) * 60_000) / (endMs - firstMs)),
    })
  })
  return points
}
