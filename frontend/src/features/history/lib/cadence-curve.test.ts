import { expect, it } from 'vitest'
import { cadenceCurve } from './cadence-curve'
import type { RepetitionDetails } from '@/workouts/record/set-details'

function jumps(...ends: number[]): RepetitionDetails[] {
  return ends.map((end_ms) => ({
    start_ms: end_ms - 400,
    end_ms,
    verdict: 'valid',
    bottom_deg: null,
    down_ms: null,
    up_ms: null,
  }))
}

it('follows the jumps a minute, with a gap where the rope stood still', () => {
  const steady = Array.from({ length: 20 }, (_, index) => index * 500)
  const faster = Array.from({ length: 12 }, (_, index) => 20_000 + index * 400)
  const curve = cadenceCurve(jumps(...steady, ...faster))

  const values = curve.map(({ perMinute }) => perMinute)
  const gap = values.indexOf(null)
  expect(new Set(values.slice(0, gap))).toEqual(new Set([120]))
  expect(new Set(values.slice(gap + 1))).toEqual(new Set([150]))
  expect(curve[gap]!.seconds).toBe(9.5)
})

it('is empty for two jumps, and for jumps at the same time', () => {
  expect(cadenceCurve(jumps(0, 500))).toEqual([])
  expect(cadenceCurve(jumps(7, 7, 7))).toEqual([])
  expect(cadenceCurve([])).toEqual([])
})
