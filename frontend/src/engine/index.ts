import type { BodyCounter } from './counter/body-counter.ts'
import { CounterShell } from './counter/counter-shell.ts'
import { EitherCounter } from './counter/either-counter.ts'
import { FlightCounter } from './counter/flight-counter.ts'
import { CyclicCounter } from './cyclic/cyclic-counter.ts'
import { HoldCounter } from './hold/hold-counter.ts'
import { Judge } from './judge/judge.ts'
import { BURPEE } from './profiles/burpee.ts'
import { HIGH_KNEES } from './profiles/high-knees.ts'
import { JUMPING_JACK } from './profiles/jumping-jack.ts'
import { LUNGE } from './profiles/lunge.ts'
import { PLANK } from './profiles/plank.ts'
import { PULL_UP } from './profiles/pull-up.ts'
import { PUSH_UP } from './profiles/push-up.ts'
import { SIT_UP } from './profiles/sit-up.ts'
import { SQUAT } from './profiles/squat.ts'
import { WALL_PUSH_UP } from './profiles/wall-push-up.ts'
import { AutoCounter } from './recognition/auto-counter.ts'
import { RopeCounter } from './rope/rope-counter.ts'
import { EXERCISES, EXPERIMENTAL } from './types.ts'
import type { CounterOptions, ExerciseCounter, ExerciseType } from './types.ts'

export type * from './types.ts'
export { EXERCISES, EXPERIMENTAL } from './types.ts'

type Make = (options: CounterOptions, judge: Judge) => BodyCounter

const BODY_COUNTERS: Readonly<Record<ExerciseType, Make>> = {
  'push-up': (options) =>
    new EitherCounter(
      new CyclicCounter(PUSH_UP, options),
      new CyclicCounter(WALL_PUSH_UP, options),
    ),
  squat: squatCounter,
  lunge: (options, judge) => new CyclicCounter(LUNGE, options, judge),
  'sit-up': (options) => new CyclicCounter(SIT_UP, options),
  'jumping-jack': (options) => new CyclicCounter(JUMPING_JACK, options),
  'high-knees': (options) => new CyclicCounter(HIGH_KNEES, options),
  'pull-up': (options) => new CyclicCounter(PULL_UP, options),
  'jump-rope': (_, judge) => new RopeCounter(judge),
  plank: () => new HoldCounter(PLANK),
  burpee: (options) => new CyclicCounter(BURPEE, options),
  'jump-squat': (options, judge) =>
    new FlightCounter('jump-squat', squatCounter(options, judge), SQUAT.mostMs),
}

/** Exercises whose counter asks the judge; the others are spared its work. */
const ASKS_THE_JUDGE: ReadonlySet<ExerciseType> = new Set([
  'jump-rope',
  'squat',
  'lunge',
  'jump-squat',
])

/** Exercises that `auto` tells apart. */
const RECOGNISED = EXERCISES.filter((each) => !EXPERIMENTAL.has(each))

/** With a jump or without, it is a squat. */
function squatCounter(options: CounterOptions, judge: Judge): BodyCounter {
  return new CyclicCounter(SQUAT, options, judge)
}

/** A fresh counter for one exercise; `auto` recognises the exercise and counts it. */
export function createCounter(
  exercise: ExerciseType | 'auto',
  options: CounterOptions = {},
): ExerciseCounter {
  if (exercise === 'auto') return createAutoCounter(createCounters(RECOGNISED, options))
  return counterMaker(options)(exercise)
}

/** Fresh counters that share a judge: each is fed a frame before one of them is fed the next. */
export function createCounters(
  exercises: readonly ExerciseType[],
  options: CounterOptions = {},
): ReadonlyMap<ExerciseType, ExerciseCounter> {
  const make = counterMaker(options)
  return new Map(exercises.map((each) => [each, make(each)]))
}

/**
 * Recognises the exercise among these, as `auto` does, and feeds those that it tells apart; the others are not its own.
 */
export function createAutoCounter(
  counters: ReadonlyMap<ExerciseType, ExerciseCounter>,
): ExerciseCounter {
  return new AutoCounter(new Map([...counters].filter(([each]) => RECOGNISED.includes(each))))
}

/** Makes counters with one judge for all: what it has seen once it passes over. */
function counterMaker(options: CounterOptions): (exercise: ExerciseType) => ExerciseCounter {
  const judge = new Judge(options.judgeWeights)
  return (exercise) =>
    new CounterShell(
      BODY_COUNTERS[exercise](options, judge),
      ASKS_THE_JUDGE.has(exercise) ? judge : null,
    )
}
