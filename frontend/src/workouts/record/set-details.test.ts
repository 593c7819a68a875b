import { describe, expect, it } from 'vitest'
import { readDetails } from './set-details'

const ROW = { start_ms: 0, end_ms: 2100, bottom_deg: 78, down_ms: 1000, up_ms: null }

describe('readDetails', () => {
  it('reads columns, and rows as in waiting workouts of older versions', () => {
    const rows = { repetitions: [{ ...ROW, verdict: 'valid' }] }
    const columns = {
      repetitions: {
        start_ms: [0],
        end_ms: [2100],
        bottom_deg: [78],
        down_ms: [1000],
        verdict: [['valid', 1]],
      },
    }
    expect(readDetails(columns)).toEqual(readDetails(rows))
    expect(readDetails(rows).repetitions).toEqual([{ ...ROW, verdict: 'valid' }])
  })

  it.each([
    { repetitions: [{ ...ROW, verdict: 'of-tomorrow' }] },
    { repetitions: { start_ms: [0], end_ms: [2100], verdict: [['of-tomorrow', 1]] } },
    { repetitions: { start_ms: [0], end_ms: [2100] } },
  ])('reads an unknown verdict as "hard to see": %o', (details) => {
    expect(readDetails(details).repetitions[0]?.verdict).toBe('low-confidence')
  })
})
