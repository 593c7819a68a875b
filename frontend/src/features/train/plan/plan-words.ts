import { plural, t } from '@lingui/core/macro'
import { exerciseName, isHold, repsText, spokenReps } from '@/shared/lib/exercises'
import { formatClock, formatDuration } from '@/shared/lib/format'
import type { Plan, PlanStep, Rest, SetTarget } from '@/workouts/plan'

/** "10 reps", "1 min", "as many as you can". */
export function targetText(target: SetTarget, exercise: string): string {
  switch (target.kind) {
    case 'reps':
      return repsText(exercise, target.reps)
    case 'seconds':
      return formatDuration(target.seconds)
    case 'open':
      return isHold(exercise) ? t`as long as you can` : t`as many as you can`
  }
}

/** The same for speech. */
export function spokenTarget(target: SetTarget, exercise: string): string {
  return target.kind === 'reps' ? spokenReps(exercise, target.reps) : targetText(target, exercise)
}

/** "1 min rest" */
export function restText(rest: Rest): string {
  switch (rest.kind) {
    case 'seconds':
      return rest.seconds === 0 ? t`no rest` : t`${formatDuration(rest.seconds)} rest`
    case 'return':
      return t`rest until you are back`
    case 'every':
      return t`one every ${formatDuration(rest.seconds)}`
  }
}

/** "12", or "0:42" for a hold. */
export function doneText(exercise: string, set: { reps: number; seconds: number }): string {
  return isHold(exercise) ? formatClock(set.seconds) : String(set.reps)
}

/** "Push-ups: 10 reps" */
export function setText({ exercise }: PlanStep, target: SetTarget): string {
  return t`${exerciseName(exercise)}: ${targetText(target, exercise)}`
}

/** "Push-ups · 3 sets · 10 reps each" */
export function planSummary({ steps, until_reps }: Plan): string {
  const names = [...new Set(steps.map(({ exercise }) => exerciseName(exercise)))].join(', ')
  const [first] = steps
  if (until_reps !== null) return t`${names} · ${until_reps} in as few sets as it takes`
  if (first === undefined || steps.length === 1) {
    return first === undefined ? names : setText(first, first.target)
  }
  const targets = new Set(steps.map(({ exercise, target }) => targetText(target, exercise)))
  const sets = plural(steps.length, { one: '# set', other: '# sets' })
  const [each = ''] = targets
  return [names, sets, ...(targets.size === 1 ? [t`${each} each`] : [])].join(' · ')
}

/** "Set 2 of 3", or "Set 2" if the number of sets is open. */
export function setNumber({ steps, until_reps }: Plan, position: number): string {
  return until_reps === null ? t`Set ${position + 1} of ${steps.length}` : t`Set ${position + 1}`
}
