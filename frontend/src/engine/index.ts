import { CounterShell } from './counter/counter-shell.ts'
import { CyclicCounter } from './cyclic/cyclic-counter.ts'
import { PUSH_UP } from './profiles/push-up.ts'
import type { CounterOptions, ExerciseCounter, ExerciseType } from './types.ts'

export type * from './types.ts'
export { EXERCISES } from './types.ts'

/** A fresh counter for one exercise. */
export function createCounter(
  exercise: ExerciseType | 'auto',
  options: CounterOptions = {},
): ExerciseCounter {
  if (exercise === 'push-up') return new CounterShell(new CyclicCounter(PUSH_UP, options))
  throw new RangeError(`no counter for ${exercise} yet`)
}
