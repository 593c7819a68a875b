import { CyclicCounter } from './cyclic/cyclic-counter.ts'
import { PUSH_UP } from './profiles/push-up.ts'
import type { ExerciseCounter, ExerciseType } from './types.ts'

export type * from './types.ts'
export { EXERCISES } from './types.ts'

/** A fresh counter for one exercise. */
export function createCounter(exercise: ExerciseType | 'auto'): ExerciseCounter {
  if (exercise === 'push-up') return new CyclicCounter(PUSH_UP)
  throw new RangeError(`no counter for ${exercise} yet`)
}
