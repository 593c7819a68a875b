import type { Body } from '../body/body.ts'
import { JUDGE_DELAY_MS } from '../judge/judge.ts'
import type { Verdicts } from '../judge/judge.ts'
import type { JointSpeeds } from './joint-speeds.ts'
import type { JumpMotion } from './jump-motion.ts'
import { SkippingEvidence } from './skipping-evidence.ts'

/** A doubtful moment neither begins nor ends anything: the judge is heard over about two jumps. */
const HEARD_MS = 400

/** Probabilities of skipping above which it is believed, until it falls below the second. */
interface Belief {
  readonly above: number
  readonly until: number
}
/** Where posture, place, arms and feet agree with skipping, and where they speak against it. */
const AGREED: Belief = { above: 0.3, until: 0.05 }
const DISPUTED: Belief = { above: 0.97, until: 0.25 }

/** Whether what is seen is skipping: the judge's word, which needs to be surer where the measured evidence speaks against it. */
export class SkippingGate {
  readonly #judge: Verdicts
  readonly #evidence = new SkippingEvidence()
  #isOpen = false

  constructor(judge: Verdicts) {
    this.#judge = judge
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  start(): void {
    this.#evidence.start()
    this.#isOpen = false
  }

  push(body: Body, speeds: JointSpeeds, motion: JumpMotion): void {
    this.#evidence.push(body, speeds, motion)
    const isAgreed = this.#evidence.isInPosition && this.#evidence.allows(motion)
    const belief = isAgreed ? AGREED : DISPUTED
    const fromMs = body.timestampMs - JUDGE_DELAY_MS - HEARD_MS
    const odds = this.#judge.mean('jump-rope', fromMs, body.timestampMs) ?? 0
    const isBelieved = odds > (this.#isOpen ? belief.until : belief.above)
    this.#isOpen = isBelieved && !this.#evidence.liftsKnees
  }
}
