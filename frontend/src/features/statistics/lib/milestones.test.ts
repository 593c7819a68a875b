import { expect, it } from 'vitest'
import { highest, milestoneText, nextMilestones, notCelebrated, reachedIn } from './milestones'
import { someStatistics } from '@/api/testing/factories'
import type { Statistics } from '@/api/types'

const BEST = {
  most_reps_in_a_day: 90,
  longest_set_seconds: 75.4,
  longest_run: null,
  best_cadence_per_minute: null,
}

function statistics(pushUps: number, best: number, streak: number): Statistics {
  const none = someStatistics()
  const sums = { workouts: 12, duration_seconds: 5 * 3600, calories: 0, quality: null }
  return {
    ...none,
    totals: { ...none.totals, workouts: 24, duration_seconds: 5 * 3600 },
    streak: { ...none.streak, longest: streak },
    by_exercise: [
      { ...sums, exercise_type: 'push-up', reps: pushUps },
      { ...sums, exercise_type: 'plank', reps: 0, duration_seconds: 900 },
    ],
    bests: [
      { ...BEST, exercise_type: 'push-up', most_reps_in_a_set: best },
      { ...BEST, exercise_type: 'plank', most_reps_in_a_set: 0 },
    ],
  }
}

const reached = reachedIn(statistics(1200, 32, 8))

it('finds the highest milestone of each kind, with repetitions counted within one exercise only', () => {
  expect(reached).toEqual({
    streak: 7,
    workouts: 10,
    hours: 5,
    'reps:push-up': 1000,
    'minutes:plank': 15,
    'best:push-up': 32,
    'longest:plank': 75,
  })
})

it('celebrates each once, no first set as a record, and nothing again after a workout is deleted', () => {
  const before = { ...reached, streak: 0, 'best:push-up': 28 }
  expect(notCelebrated(reached, before)).toEqual([
    { key: 'streak', value: 7 },
    { key: 'best:push-up', value: 32 },
  ])
  expect(notCelebrated(reached, reached)).toEqual([])
  expect(notCelebrated({ 'best:squat': 9, 'reps:squat': 100 }, reached)).toEqual([
    { key: 'reps:squat', value: 100 },
  ])
  const afterDeletion = reachedIn(statistics(400, 12, 3))
  expect(notCelebrated(reached, highest(reached, afterDeletion))).toEqual([])
})

it('names the next milestones, nearest first, except for exercises never done', () => {
  const next = nextMilestones(statistics(2400, 32, 0))
  expect(next.map(({ key, value }) => [key, value])).toEqual([
    ['workouts', 25],
    ['reps:push-up', 2500],
    ['hours', 10],
    ['minutes:plank', 30],
  ])
})

it('has a text for each', () => {
  expect(Object.entries(reached).map(([key, value]) => milestoneText({ key, value }))).toEqual([
    '7 days in a row',
    '10 sets',
    '5 hours of training',
    'Push-ups: 1,000 reps',
    'Plank: 15 minutes',
    'Push-ups: best set 32 reps',
    'Plank: longest set 1:15',
  ])
})
