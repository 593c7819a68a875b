import { expect, test } from 'vitest'
import { CounterShell } from '../counter/counter-shell.ts'
import { SQUAT } from '../profiles/squat.ts'
import { film } from '../testing/synthetic-body.ts'
import { CyclicCounter } from './cyclic-counter.ts'

test.each([
  ['holds them for impossible, and none is counted', 0.01, 0],
  ['only doubts them, and the rules count them', 0.1, 4],
  ['says nothing, and they are counted', null, 4],
])('squats: the judge %s', (_, odds, expected) => {
  const counter = new CounterShell(new CyclicCounter(SQUAT, {}, { mean: () => odds }))
  const events = film({ exercise: 'squat', reps: 4 }).flatMap((frame) => counter.process(frame))
  expect(counter.snapshot().reps).toBe(expected)
  const refused = events.filter((event) => event.type === 'refused')
  expect(refused).toHaveLength(4 - expected)
})
