import { expect, it } from 'vitest'
import openApi from '../../openapi.json'
import { MAX_NOTE, MAX_REPS } from './limits'

it('the limits of a set are those of the server', () => {
  const { reps_count, note } = openApi.components.schemas.NewWorkout.properties
  expect(MAX_REPS).toBe(reps_count.maximum)
  expect(note.anyOf).toContainEqual(expect.objectContaining({ maxLength: MAX_NOTE }))
})
