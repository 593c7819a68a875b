import type { CyclicProfile, Features } from '../cyclic/profile.ts'
import type { SignalLog } from './signal-log.ts'

/** A valley counts when it is so deep on both sides, as a share of the set's own usual range. */
const PROMINENCE_SHARE = 0.45
const LOW_PERCENTILE = 0.1
const HIGH_PERCENTILE = 0.9
/** Someone is at the top while the signal is below its height by no more than this share of the prominence. */
const TOP_SHARE = 0.25

/**
 * Counts a whole set with hindsight: valleys of the stored signal that stand out on both sides by a share of the
 * range the person really used. Where the live counter has to decide at once, this one knows the set.
 */
export function recountCycles<F extends Features>(
  log: SignalLog,
  profile: CyclicProfile<F>,
): number {
  const stretches = log.stretches()
  const all = stretches.flatMap(({ values }) => values)
  const range = percentile(all, HIGH_PERCENTILE) - percentile(all, LOW_PERCENTILE)
  const prominence = Math.max(profile.leastTravel, PROMINENCE_SHARE * range)
  return stretches.reduce(
    (sum, { times, values }) => sum + valleys(times, values, prominence, profile),
    0,
  )
}

function valleys<F extends Features>(
  times: readonly number[],
  values: readonly number[],
  prominence: number,
  profile: CyclicProfile<F>,
): number {
  let count = 0
  let [high, highMs] = [Number.NEGATIVE_INFINITY, 0]
  let leftTopMs = 0
  let low = Number.POSITIVE_INFINITY
  values.forEach((value, i) => {
    const ms = times[i] ?? 0
    low = Math.min(low, value)
    if (value - low >= prominence && high - low >= prominence) {
      const isWhole = high >= profile.restFrom
      // A rest at the top is no part of the repetition, and its highest sample may be its first.
      const isPossible = ms - highMs >= profile.leastMs && ms - leftTopMs <= profile.mostMs
      if (isWhole && isPossible) count += 1
      high = Number.NEGATIVE_INFINITY
    }
    if (value >= high) {
      high = value
      highMs = ms
      low = value
    }
    if (high - low < prominence && value >= high - TOP_SHARE * prominence) leftTopMs = ms
  })
  return count
}

function percentile(values: readonly number[], fraction: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.round(fraction * (sorted.length - 1))] ?? 0
}
