import { describe, expect, it } from 'vitest'
import openApi from '../../openapi.json'
import { refusalText, refusalTexts } from './refusal-text'

const paths = openApi.paths
const WRITES = [
  paths['/api/v1/workouts'].post,
  paths['/api/v1/workouts/{workout_id}'].patch,
  paths['/api/v1/workouts/{workout_id}'].delete,
  paths['/api/v1/workouts/{workout_id}/restore'].post,
]
/** Signing in and waiting mend these; `send.ts` mends a zone that the server does not know. */
const NEVER_SHOWN = new Set(['401', '429', 'unknown_time_zone'])

function refusals(): string[] {
  return WRITES.flatMap(({ responses }) => Object.entries(responses))
    .filter(([status]) => status.startsWith('4') && !NEVER_SHOWN.has(status))
    .flatMap(([, { description }]) => [...description.matchAll(/`(\w+)`/g)].map(([, code]) => code))
    .filter((code) => code !== undefined)
    .filter((code) => !NEVER_SHOWN.has(code))
}

describe('the server’s reasons to refuse a waiting workout', () => {
  it.each([...new Set(refusals())])('have a text each: %s', (code) => {
    expect(Object.keys(refusalTexts())).toContain(code)
    // The editor has no field for what a 422 is about.
    expect(refusalText(code)).not.toMatch(/edit it/i)
  })

  it('are read from the API document', () => {
    expect(refusals()).toEqual(
      expect.arrayContaining(['workout_id_conflict', 'account_full', 'newer_edit_kept']),
    )
  })
})
