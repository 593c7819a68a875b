import { plural, t } from '@lingui/core/macro'
import { EXERCISE_TYPES } from '../words/enumerated'
import { inText } from '../words/in-text'

const names = (): Readonly<Record<(typeof EXERCISE_TYPES)[number], string>> => ({
  'push-up': t`Push-ups`,
  'jump-rope': t`Jump rope`,
  squat: t`Squats`,
  lunge: t`Lunges`,
  'sit-up': t`Sit-ups`,
  'jumping-jack': t`Jumping jacks`,
  'high-knees': t`High knees`,
  'pull-up': t`Pull-ups`,
  plank: t`Plank`,
  burpee: t`Burpees`,
  'jump-squat': t`Jump squats`,
})

export { EXERCISE_TYPES }

/** All exercise types with their names, for select lists. */
export function exerciseNames(): [string, string][] {
  return Object.entries(names())
}

/** The display name; an exercise known only to a newer server is shown by its type. */
export function exerciseName(exerciseType: string): string {
  return (names() as Readonly<Record<string, string>>)[exerciseType] ?? exerciseType
}

/** The name within a sentence: "push-ups". */
export function exerciseInText(exerciseType: string): string {
  return inText(exerciseName(exerciseType))
}

/** The unit of repetitions: jumps for a rope, reps for everything else. */
export function repsWord(exerciseType: string, count: number): string {
  return exerciseType === 'jump-rope'
    ? plural(count, { one: 'jump', other: 'jumps' })
    : plural(count, { one: 'rep', other: 'reps' })
}

/** "1 rep", "1,200 jumps" */
export function repsText(exerciseType: string, count: number): string {
  return exerciseType === 'jump-rope'
    ? plural(count, { one: '# jump', other: '# jumps' })
    : plural(count, { one: '# rep', other: '# reps' })
}

/** The same for speech, without abbreviations. */
export function spokenReps(exerciseType: string, count: number): string {
  return exerciseType === 'jump-rope'
    ? plural(count, { one: '# jump', other: '# jumps' })
    : t({
        context: 'spoken',
        message: plural(count, { one: '# rep', other: '# reps' }),
      })
}

const ENDS_HIGH: readonly string[] = ['sit-up', 'pull-up', 'jumping-jack', 'high-knees']

/** Whether a repetition that is too shallow did not go high enough, rather than low enough. */
export function endsHigh(exerciseType: string): boolean {
  return ENDS_HIGH.includes(exerciseType)
}

/** An exercise that is held, not repeated: its figure is time. */
export function isHold(exerciseType: string): boolean {
  return exerciseType === 'plank'
}

/** What sets of an exercise are compared by: repetitions, or the seconds of a hold, as the clock shows them. */
export function amountOf(exerciseType: string, done: { reps: number; seconds: number }): number {
  return isHold(exerciseType) ? Math.round(done.seconds) : done.reps
}
