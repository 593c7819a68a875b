import { exerciseName, isHold, repsWord } from '@/shared/lib/exercises'
import { countOf, formatClock, formatDuration } from '@/shared/lib/format'
import type { Plan, PlanStep, Rest, SetTarget } from '@/workouts/plan'

/** "10 reps", "1 min", "as many as you can". */
export function targetText(target: SetTarget, exercise: string): string {
  switch (target.kind) {
    case 'reps':
      return `${target.reps} ${repsWord(exercise, target.reps)}`
    case 'seconds':
      return formatDuration(target.seconds)
    case 'open':
      return isHold(exercise) ? 'as long as you can' : 'as many as you can'
  }
}

/** "1 min rest" */
export function restText(rest: Rest): string {
  switch (rest.kind) {
    case 'seconds':
      return rest.seconds === 0 ? 'no rest' : `${formatDuration(rest.seconds)} rest`
    case 'return':
      return 'rest until you are back'
    case 'every':
      return `one every ${formatDuration(rest.seconds)}`
  }
}

/** "12", or "0:42" for a hold. */
export function doneText(exercise: string, set: { reps: number; seconds: number }): string {
  return isHold(exercise) ? formatClock(set.seconds) : String(set.reps)
}

/** "Push-ups: 10 reps" */
export function setText({ exercise }: PlanStep, target: SetTarget): string {
  return `${exerciseName(exercise)}: ${targetText(target, exercise)}`
}

/** "Push-ups · 3 sets · 10 reps each" */
export function planSummary({ steps, until_reps }: Plan): string {
  const names = [...new Set(steps.map(({ exercise }) => exerciseName(exercise)))].join(', ')
  const [first] = steps
  if (until_reps !== null) return `${names} · ${until_reps} in as few sets as it takes`
  if (first === undefined || steps.length === 1) {
    return first === undefined ? names : setText(first, first.target)
  }
  const targets = new Set(steps.map(({ exercise, target }) => targetText(target, exercise)))
  const sets = countOf(steps.length, 'set')
  const each = targets.size === 1 ? ` · ${[...targets].join('')} each` : ''
  return `${names} · ${sets}${each}`
}

/** "Set 2 of 3", or "Set 2" where nobody knows how many it takes. */
export function setNumber({ steps, until_reps }: Plan, position: number): string {
  return until_reps === null ? `Set ${position + 1} of ${steps.length}` : `Set ${position + 1}`
}
