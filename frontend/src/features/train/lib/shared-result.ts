import { plural } from '@lingui/core/macro'
import { totalsOf } from '../plan/training'
import type { SharedResult } from './share-picture'
import { exerciseName, isHold, repsWord } from '@/shared/lib/exercises'
import { formatCadence, formatClock, formatCount } from '@/shared/lib/format'
import { type SetRecord, activeMs } from '@/workouts/record/set-record'

/** The content of a picture of one set. */
export function sharedSet(record: SetRecord, reps: number): SharedResult {
  const seconds = activeMs(record) / 1000
  const title = exerciseName(record.exercise)
  if (isHold(record.exercise)) {
    return { title, figure: formatClock(seconds), unit: '', facts: [] }
  }
  const pace = reps > 1 && seconds >= 1 ? [formatCadence((reps * 60) / seconds)] : []
  return {
    title,
    figure: formatCount(reps),
    unit: repsWord(record.exercise, reps),
    facts: [formatClock(seconds), ...pace],
  }
}

/** The content of a picture of a whole workout. */
export function sharedWorkout(name: string, done: Parameters<typeof totalsOf>[0]): SharedResult {
  const { sets, reps, seconds } = totalsOf(done)
  if (reps === 0) {
    const unit = plural(sets, { one: 'in # set', other: 'in # sets' })
    return { title: name, figure: formatClock(seconds), unit, facts: [] }
  }
  return {
    title: name,
    figure: formatCount(reps),
    unit: plural(sets, { one: 'reps in # set', other: 'reps in # sets' }),
    facts: [formatClock(seconds)],
  }
}
