import type { RefusalReason } from '../types.ts'
import type { Cycle, CyclicProfile, Features, Moment, ProbabilityOf } from './profile.ts'

/** Share of a repetition's time that must be spent in posture, and the evidence needed at both ends. */
const LEAST_POSTURE_SHARE = 0.6
const LEAST_POSTURE_AT_ENDS = 0.5
/** Beyond these a cycle is believed at once, below them when another one follows. */
const SURE_POSTURE = 0.8
const SURE_SLIP_SHARE = 0.5

/** Why a cycle is no repetition of the profile's exercise; null where it is one. */
export function refusal<F extends Features>(
  cycle: Cycle<F>,
  profile: CyclicProfile<F>,
  probabilityOf: ProbabilityOf,
): RefusalReason | null {
  const durationMs = cycle.end.timestampMs - cycle.rest.timestampMs
  if (cycle.rest.signal < profile.restFrom) return 'not-this-exercise'
  if (cycle.travel < profile.leastTravel) return 'too-shallow'
  if (durationMs < profile.leastMs) return 'too-fast'
  if (durationMs > profile.mostMs) return 'too-slow'
  if (leastPosture(cycle) < LEAST_POSTURE_AT_ENDS) return 'posture-lost'
  if (cycle.postureShare < LEAST_POSTURE_SHARE) return 'posture-lost'
  if (cycle.slip > profile.mostSlipShare * cycle.travel) return 'not-this-exercise'
  return profile.refusal(cycle, probabilityOf)
}

/** Whether the cycle is beyond doubt; a doubtful one waits for the next to confirm it. */
export function isSure<F extends Features>(cycle: Cycle<F>, profile: CyclicProfile<F>): boolean {
  return (
    cycle.rest.signal >= profile.restSurely &&
    leastPosture(cycle) >= SURE_POSTURE &&
    cycle.postureShare >= SURE_POSTURE &&
    cycle.slip <= SURE_SLIP_SHARE * cycle.travel
  )
}

/** Largest distance of the still joint from where it was at rest and at the turning point, pixels. */
export function slipPixels<F extends Features>(
  rest: Moment<F>,
  turn: Moment<F>,
  end: Moment<F>,
): number {
  return Math.max(stillDistance(rest, turn), stillDistance(turn, end))
}

function stillDistance<F extends Features>(a: Moment<F>, b: Moment<F>): number {
  return Math.hypot(a.stillX - b.stillX, a.stillY - b.stillY)
}

function leastPosture<F extends Features>(cycle: Cycle<F>): number {
  return Math.min(cycle.rest.posture, cycle.end.posture)
}
