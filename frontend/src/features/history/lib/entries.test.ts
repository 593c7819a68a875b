import { expect, it } from 'vitest'
import { entriesOf } from './entries'
import { aWorkout } from '@/api/testing/factories'
import type { Workout } from '@/api/types'

function ofTraining(id: string, position: number): Workout {
  return aWorkout({
    training: {
      id,
      plan_id: null,
      name: 'Mine',
      position,
      target: { kind: 'open' },
      rest_seconds: null,
      warm_up: false,
    },
  })
}

it('merges the sets of a training into one entry, in order, at the place of the newest set', () => {
  const alone = aWorkout()
  const newestFirst = [ofTraining('a', 2), alone, ofTraining('a', 1), ofTraining('a', 0)]
  const entries = entriesOf(newestFirst)
  expect(entries.map(({ key }) => key)).toEqual(['a', alone.id])
  expect(entries[0]?.sets.map(({ training }) => training?.position)).toEqual([0, 1, 2])
  expect(entries[1]).toMatchObject({ training: null, sets: [alone] })
})
