const NAMES = {
  'push-up': 'Push-ups',
  'jump-rope': 'Jump rope',
  squat: 'Squats',
  lunge: 'Lunges',
  'sit-up': 'Sit-ups',
  'jumping-jack': 'Jumping jacks',
  'high-knees': 'High knees',
  'pull-up': 'Pull-ups',
  plank: 'Plank',
} as const

export const EXERCISE_TYPES = Object.keys(NAMES) as (keyof typeof NAMES)[]

/** Every exercise type with its name, for lists to choose from. */
export const EXERCISE_NAMES = Object.entries(NAMES)

/** The name people read; an exercise that only a newer server knows keeps its type as its name. */
export function exerciseName(exerciseType: string): string {
  return (NAMES as Readonly<Record<string, string>>)[exerciseType] ?? exerciseType
}

/** What one repetition is called: a rope is jumped, everything else is repeated. */
export function repsWord(exerciseType: string, count: number): string {
  if (exerciseType === 'jump-rope') return count === 1 ? 'jump' : 'jumps'
  return count === 1 ? 'rep' : 'reps'
}

/** An exercise that is held, not repeated: its figure is time. */
export function isHold(exerciseType: string): boolean {
  return exerciseType === 'plank'
}
