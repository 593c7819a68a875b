import type { Body } from '../body/body.ts'
import type { SignalSample } from '../signals/signal-sample.ts'
import type { RefusalReason } from '../types.ts'
import { Confirmation } from './confirmation.ts'
import { CycleFinder } from './cycle-finder.ts'
import type { PostureGate } from './posture-gate.ts'
import { SETTLED_MS } from './posture-gate.ts'
import type { Cycle, CyclicProfile, Features } from './profile.ts'
import { isSure, refusal } from './rules.ts'

/**
 * Finds repetitions that somebody meant to do and that did not go far enough to be one: all that makes a repetition but
 * the depth, beyond doubt, and twice in a row, for whoever shifts the weight comes down a little, too.
 */
export class Attempts<F extends Features> {
  readonly #leastTravel: number
  readonly #profile: CyclicProfile<F>
  readonly #gate: PostureGate
  readonly #cycles: CycleFinder<F>
  readonly #confirmation: Confirmation<null>
  /** The end of the last cycle that went the profile's least travel. */
  #longMs = Number.NEGATIVE_INFINITY

  /** `leastAttempt`: the way from which on a movement is meant, body metres. */
  constructor(profile: CyclicProfile<F>, leastAttempt: number, gate: PostureGate) {
    this.#leastTravel = profile.leastTravel
    this.#profile = { ...profile, leastTravel: leastAttempt }
    this.#gate = gate
    this.#cycles = new CycleFinder(this.#profile)
    this.#confirmation = new Confirmation<null>(true, profile.mostMs)
  }

  /** Hears of a cycle that went the least travel, and gives how many attempts that proves. */
  hear(cycle: Cycle<F>, reason: RefusalReason | null): number {
    this.#longMs = cycle.end.timestampMs
    if (reason === 'too-shallow') return this.#confirm(cycle)
    if (reason === null) this.#confirmation.drop()
    return 0
  }

  /** Takes the signal's next sample, and gives how many attempts it proves: the first two come together. */
  push(body: Body, sample: SignalSample): number {
    const cycle = this.#cycles.push(body, sample, this.#gate.mean)
    if (cycle === null || cycle.travel >= this.#leastTravel) return 0
    const isHeardOf = cycle.rest.timestampMs < this.#longMs
    const reason = refusal(cycle, this.#profile, () => null)
    const isMeant = reason === null || reason === 'too-shallow'
    return isMeant && !isHeardOf ? this.#confirm(cycle) : 0
  }

  /** What was begun is void. */
  abandon(): void {
    this.#cycles.reset()
    this.#confirmation.drop()
  }

  reset(): void {
    this.#cycles.reset()
    this.#confirmation.reset()
    this.#longMs = Number.NEGATIVE_INFINITY
  }

  #confirm(cycle: Cycle<F>): number {
    const { rest, end, travel } = cycle
    const isSettled = this.#gate.heldMs(rest.timestampMs) >= SETTLED_MS
    if (!isSettled || !isSure(cycle, this.#profile)) return 0
    const extent = { rest: rest.signal, travel }
    return this.#confirmation.push(null, end.timestampMs, extent, false).length
  }
}
