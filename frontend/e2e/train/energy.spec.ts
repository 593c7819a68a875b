import type { components } from '../../src/api/schema'
import { ENERGY_LEVELS } from '../../src/features/train/lib/calories.ts'
import { expect, test } from '../support/test'

type Exercises = components['schemas']['Exercises']

test('the app and the server work out energy from the same table', async ({ request }) => {
  const { items } = (await (await request.get('/api/v1/exercises')).json()) as Exercises
  const served = items.map(({ exercise_type, met_levels }) => [
    exercise_type,
    met_levels.map(({ from_per_minute, met, met_code }) => ({
      abovePerMinute: from_per_minute,
      met,
      metCode: met_code,
    })),
  ])
  expect(Object.fromEntries(served)).toEqual(ENERGY_LEVELS)
})
