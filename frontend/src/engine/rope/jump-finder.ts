import type { Body } from '../body/body.ts'
import { JOINT } from '../body/landmarks.ts'
import { ANKLES, CHANNELS, HIPS, SHOULDERS } from './motion-meter.ts'
import type { MotionMeter } from './motion-meter.ts'
import { median, SwingFinder } from './swing-finder.ts'
import type { Lift } from './swing-finder.ts'

/** Landmarks of the trunk lie steadier than those of the feet. */
const TRUNK = { leastRise: 0.015, leastShare: 0.35 }
const ANKLE = { leastRise: 0.03, leastShare: 0.35 }
/** Below this an ankle is a guess and has no vote. */
const LEAST_VISIBILITY = 0.5
/** The feet take turns from here on, and until there: between these the last step was as the one before. */
const ALTERNATES_BELOW = -0.5
const TOGETHER_ABOVE = -0.2
/** Channels that rise within this of one another rise in the same jump: a third of a period, at most 160 ms. */
const SAME_JUMP_SHARE = 0.33
const SAME_JUMP_MS = 160
/** Before the period is known: a quick one. */
const FIRST_PERIOD_MS = 400
const LEAST_VOTES = 2

interface Ballot {
  readonly lifts: (Lift | null)[]
  isCounted: boolean
}

/** Finds single jumps: lifts of the trunk that a second part of the body confirms, or steps of feet that take turns. */
export class JumpFinder {
  readonly #swings = Array.from(
    { length: CHANNELS },
    (_, i) => new SwingFinder(isTrunk(i) ? TRUNK : ANKLE),
  )
  #ballot: Ballot | null = null
  #isAlternating = false

  /** Whether the feet take turns. */
  get isAlternating(): boolean {
    return this.#isAlternating
  }

  /** `periodMs` is the usual time from jump to jump, null where there is none yet. */
  push(body: Body, motion: MotionMeter, periodMs: number | null): readonly Lift[] {
    const rho = motion.ankleCorrelation
    this.#isAlternating = rho < (this.#isAlternating ? TOGETHER_ABOVE : ALTERNATES_BELOW)
    const jumps: Lift[] = []
    this.#swings.forEach((swing, i) => {
      const lift = swing.push(motion.heights[i] ?? 0, body.timestampMs)
      if (lift === null || !isSeen(body, i)) return
      const jump = this.#isAlternating ? this.#step(lift, i) : this.#vote(lift, i, periodMs)
      if (jump !== null) jumps.push(jump)
    })
    return jumps
  }

  reset(): void {
    for (const swing of this.#swings) swing.reset()
    this.#ballot = null
    this.#isAlternating = false
  }

  #step(lift: Lift, channel: number): Lift | null {
    return isTrunk(channel) ? null : lift
  }

  #vote(lift: Lift, channel: number, periodMs: number | null): Lift | null {
    const spanMs = Math.min(SAME_JUMP_MS, SAME_JUMP_SHARE * (periodMs ?? FIRST_PERIOD_MS))
    const ballot = this.#ballotFor(lift, spanMs)
    ballot.lifts[channel] = lift
    const votes = ballot.lifts.filter((vote) => vote !== null)
    const hasTrunk = ballot.lifts.some((vote, i) => vote !== null && isTrunk(i))
    if (ballot.isCounted || !hasTrunk || votes.length < LEAST_VOTES) return null
    ballot.isCounted = true
    return {
      startMs: median(votes.map(({ startMs }) => startMs)),
      peakMs: median(votes.map(({ peakMs }) => peakMs)),
      rise: median(votes.map(({ rise }) => rise)),
    }
  }

  #ballotFor(lift: Lift, spanMs: number): Ballot {
    const open = this.#ballot
    if (open !== null) {
      const peaks = open.lifts.filter((vote) => vote !== null).map(({ peakMs }) => peakMs)
      if (Math.abs(lift.peakMs - median(peaks)) <= spanMs) return open
    }
    this.#ballot = { lifts: Array.from({ length: CHANNELS }, () => null), isCounted: false }
    return this.#ballot
  }
}

function isTrunk(channel: number): boolean {
  return channel === SHOULDERS || channel === HIPS
}

function isSeen(body: Body, channel: number): boolean {
  return (
    isTrunk(channel) || body.seen(JOINT.ankle, channel === ANKLES[0] ? 0 : 1) > LEAST_VISIBILITY
  )
}
