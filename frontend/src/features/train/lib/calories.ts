import { MET_LEVELS } from './met-levels'

export interface Effort {
  readonly exerciseType: keyof typeof MET_LEVELS
  readonly reps: number
  readonly activeSeconds: number
}

/** The metabolic equivalent of an exercise at its cadence. The server's table, here without a network, too. */
export function metabolicEquivalent({ exerciseType, reps, activeSeconds }: Effort): number {
  const perMinute = activeSeconds > 0 ? (reps * 60) / activeSeconds : 0
  const [first, ...faster] = MET_LEVELS[exerciseType]
  const reached = faster.filter(({ abovePerMinute }) => perMinute > abovePerMinute)
  return reached.at(-1)?.met ?? first.met
}

/**
 * kcal = MET x 3.5 x kg / 200 x minutes (ACSM's Guidelines for Exercise Testing and Prescription). An estimate; null if
 * the weight is unknown, because no default weight suits everyone.
 */
export function estimateCalories(effort: Effort, weightKg: number | null): number | null {
  if (weightKg === null) return null
  return ((metabolicEquivalent(effort) * 3.5 * weightKg) / 200) * (effort.activeSeconds / 60)
}
