import { expect, it } from 'vitest'
import { importReason, sumsByReason, sumText } from './import-reason'
import type { ImportRow } from '@/api/types'

function refused(line: number, code: ImportRow['code'], values: ImportRow['values']): ImportRow {
  return { line, status: 'refused', reason: 'in English', code, values, workout: null }
}

const rows = [
  refused(2, 'no_set', {}),
  ...['Bench', 'Row', 'Bench', 'A', 'B', 'C', 'D'].map((name, index) =>
    refused(3 + index, 'unknown_exercise', { name }),
  ),
  { ...refused(20, 'already_here', {}), status: 'duplicate' as const },
]

it('sums refusals up by reason, the most frequent first, and names a few of each kind', () => {
  expect(sumsByReason(rows).map(({ code, lines, others }) => [code, lines, others])).toEqual([
    ['unknown_exercise', 7, 1],
    ['no_set', 1, 0],
  ])
  expect(sumsByReason(rows).map(sumText)).toEqual([
    '7 lines: “Bench” is not counted here. “Row” is not counted here. “A” is not counted here. “B” is not counted here. “C” is not counted here. … and 1 more like these.',
    '1 line: This is a rest or a note, not a set.',
  ])
})

it('names the column and the limit', () => {
  expect(importReason('too_large', { field: 'reps_count', limit: '100000' })).toBe(
    'reps_count is too large. The limit is 100000.',
  )
})
