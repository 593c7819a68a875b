import { expect, test } from 'vitest'
import { CounterShell } from '../counter/counter-shell.ts'
import { SQUAT } from '../profiles/squat.ts'
import { film } from '../testing/synthetic-body.ts'
import { CyclicCounter } from './cyclic-counter.ts'

test.each([
  ['holds for impossible are none', 0.01, 0],
  ['has doubts about count: the rules saw them', 0.1, 4],
  ['says nothing of count', null, 4],
])('squats that the judge %s', (_, odds, expected) => {
  const counter = new CounterShell(new CyclicCounter(SQUAT, {}, { mean: () => odds }))
  const events = film({ exercise: 'squat', reps: 4 }).flatMap((frame) => counter.process(frame))
  expect(counter.snapshot().reps).toBe(expected)
  const refused = events.filter((event) => event.type === 'refused')
  expect(refused).toHaveLength(4 - expected)
})
