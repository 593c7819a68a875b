/**
 * Energy by metabolic equivalents: 2024 Adult Compendium of Physical Activities, Herrmann et al., J Sport Health Sci 13
 * (2024) 6-12, doi 10.1016/j.jshs.2023.10.010. The server has the same table (GET /api/v1/exercises) and calculates
 * what is stored; this one is for the moment after a set, with or without a network.
 */
interface EnergyLevel {
  /** Repetitions a minute above which the level holds. */
  readonly abovePerMinute: number
  readonly met: number
  /** The activity's code in the Compendium. */
  readonly metCode: string
}

const CALISTHENICS: readonly EnergyLevel[] = [
  { abovePerMinute: 0, met: 3.8, metCode: '02022' },
  { abovePerMinute: 20, met: 7.5, metCode: '02020' },
]

const BODY_WEIGHT: readonly EnergyLevel[] = [
  { abovePerMinute: 0, met: 3.0, metCode: '02056' },
  { abovePerMinute: 20, met: 6.5, metCode: '02057' },
]

export const ENERGY_LEVELS: Readonly<Record<string, readonly EnergyLevel[]>> = {
  'push-up': CALISTHENICS,
  'jump-rope': [
    { abovePerMinute: 0, met: 8.3, metCode: '15552' },
    { abovePerMinute: 100, met: 11.8, metCode: '15551' },
    { abovePerMinute: 120, met: 12.3, metCode: '15550' },
  ],
  squat: BODY_WEIGHT,
  lunge: BODY_WEIGHT,
  'sit-up': CALISTHENICS,
  'jumping-jack': CALISTHENICS,
  'high-knees': BODY_WEIGHT,
  'pull-up': CALISTHENICS,
  plank: [{ abovePerMinute: 0, met: 2.8, metCode: '02024' }],
  burpee: [{ abovePerMinute: 0, met: 7.5, metCode: '02020' }],
  'jump-squat': [{ abovePerMinute: 0, met: 6.5, metCode: '02057' }],
}

export interface Effort {
  readonly exerciseType: string
  readonly reps: number
  readonly activeSeconds: number
}

/** The metabolic equivalent of an exercise at its rate; null for an exercise that the table does not know. */
export function metabolicEquivalent({ exerciseType, reps, activeSeconds }: Effort): number | null {
  const perMinute = activeSeconds > 0 ? (reps * 60) / activeSeconds : 0
  const levels = ENERGY_LEVELS[exerciseType] ?? []
  const reached = levels.filter(
    ({ abovePerMinute }, index) => index === 0 || perMinute > abovePerMinute,
  )
  return reached.at(-1)?.met ?? null
}

/**
 * kcal = MET x 3.5 x kg / 200 x minutes (ACSM's Guidelines for Exercise Testing and Prescription). An estimate; null if
 * the weight is unknown, because no default weight suits everyone.
 */
export function estimateCalories(effort: Effort, weightKg: number | null): number | null {
  const met = metabolicEquivalent(effort)
  if (met === null || weightKg === null) return null
  return ((met * 3.5 * weightKg) / 200) * (effort.activeSeconds / 60)
}
