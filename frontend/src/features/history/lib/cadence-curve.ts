import type { RepetitionDetails } from '@/workouts/set-details'

export interface CadencePoint {
  /** Since the start of the set. */
  readonly seconds: number
  /** Null in a break. */
  readonly perMinute: number | null
}

/** Averaged over so many jumps: one alone is timed no better than a camera's picture. */
const WINDOW = 8
/** A break longer than this ends a run: nobody jumps at one jump in two seconds. */
const BREAK_MS = 2_000

/** Jumps a minute along a set, with a gap wherever the rope stood still. */
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
    // From the third jump of a run on there is something to average.
    if (index - first < 2 || endMs <= firstMs) return
    points.push({
      seconds: Math.round(endMs / 100) / 10,
      perMinute: Math.round(((index - first) * 60_000) / (endMs - firstMs)),
    })
  })
  return points
}
