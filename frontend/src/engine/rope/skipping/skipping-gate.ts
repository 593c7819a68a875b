import type { Body } from '../../body/body.ts'
import { JUDGE_DELAY_MS } from '../../judge/judge.ts'
import type { Probabilities } from '../../judge/judge.ts'
import { DecayingMean } from '../motion/decaying-mean.ts'
import type { JointSpeeds } from '../motion/joint-speeds.ts'
import type { JumpMotion } from '../motion/jump-motion.ts'
import { SkippingEvidence } from './skipping-evidence.ts'

/**
 * How long the judge is heard, and the mean probabilities of skipping above which it is believed, until one falls below
 * the other.
 */
interface Belief {
  readonly heardMs: number
  readonly above: number
  readonly until: number
}
/** Where posture, place, arms and feet agree with skipping, and where they speak against it: over about two jumps. */
const AGREED: Belief = { heardMs: 400, above: 0.3, until: 0.05 }
const DISPUTED: Belief = { heardMs: 400, above: 0.97, until: 0.25 }
/**
 * Where they have spoken against it all the time: what the judge has never seen the like of it may be sure of for a
 * moment.
 */
const UNSUPPORTED: Belief = { heardMs: 1500, above: 0.97, until: 0.8 }
/** Support is the share of the last second in which they agreed: this much to begin, and to go on. */
const SUPPORT_MEMORY_MS = 1000
const LEAST_SUPPORT = { above: 0.25, until: 0.15 }
/**
 * Of whom the judge was so sure, on average over this long, goes on to skip while all that is measured agrees, whatever
 * it says: it loses sight of styles that it has not seen in the midst of a run.
 */
const PROVEN_ABOVE = 0.9
const PROVEN_MEMORY_MS = 2000
/** Nobody begins to skip whose arms swing once in two steps by more than this, metres a second. */
const MOST_ARMS_IN_TURNS = 0.18

/**
 * Whether what is seen is skipping: the judge's word, which needs to be surer where the measured evidence speaks
 * against it.
 */
export class SkippingGate {
  readonly #judge: Probabilities
  readonly #evidence = new SkippingEvidence()
  readonly #support = new DecayingMean(SUPPORT_MEMORY_MS)
  readonly #sureness = new DecayingMean(PROVEN_MEMORY_MS)
  #isProven = false
  #isOpen = false
  #isDoubted = false

  constructor(judge: Probabilities) {
    this.#judge = judge
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  /** All that is measured agrees with skipping, and the judge alone does not believe it. */
  get isDoubted(): boolean {
    return this.#isDoubted
  }

  /** What was stepped until now was high knees: none of it is skipping, also once they end. */
  get liftsKnees(): boolean {
    return this.#evidence.liftsKnees
  }

  start(): void {
    this.#evidence.start()
    this.#support.reset()
    this.#sureness.reset()
    this.#isProven = false
    this.#isOpen = false
    this.#isDoubted = false
  }

  /** `armsInTurns`: how much the arms swing once in two steps. */
  push(body: Body, speeds: JointSpeeds, motion: JumpMotion, armsInTurns: number): void {
    this.#evidence.push(body, speeds, motion)
    const isAgreed = this.#evidence.isInPosition && this.#evidence.allows(motion)
    this.#support.push(isAgreed ? 1 : 0, speeds.elapsedMs)
    const isBelieved = this.#believes(body, isAgreed, speeds.elapsedMs)
    const runs = !this.#isOpen && armsInTurns > MOST_ARMS_IN_TURNS
    const mayOpen = !this.#evidence.liftsKnees && !runs
    this.#isOpen = isBelieved && mayOpen
    this.#isDoubted = !isBelieved && mayOpen && isAgreed
  }

  #believes(body: Body, isAgreed: boolean, elapsedMs: number): boolean {
    const bound = this.#isOpen ? 'until' : 'above'
    const belief = this.#belief(isAgreed, bound)
    const fromMs = body.timestampMs - JUDGE_DELAY_MS - belief.heardMs
    const odds = this.#judge.mean('jump-rope', fromMs, body.timestampMs) ?? 0
    this.#sureness.push(odds, elapsedMs)
    this.#isProven = this.#isOpen && (this.#isProven || this.#sureness.value > PROVEN_ABOVE)
    return odds > belief[bound] || (this.#isProven && isAgreed)
  }

  #belief(isAgreed: boolean, bound: 'above' | 'until'): Belief {
    if (this.#support.value < LEAST_SUPPORT[bound]) return UNSUPPORTED
    return isAgreed ? AGREED : DISPUTED
  }
}
