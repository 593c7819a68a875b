import type { JumpMotion } from './jump-motion.ts'
import type { SkippingEvidence } from './skipping-evidence.ts'
import { SwingChain } from './swing-chain.ts'
import { SwingFinder } from './swing-finder.ts'
import type { Swing } from './swing-finder.ts'

/** A jump lifts the body by 4 cm and more; standing landmarks tremble by less than this, body metres. */
const BOUNCE = { leastSize: 0.02, leastShare: 0.4 }
const STRIDE = { leastSize: 0.04, leastShare: 0.4 }
/** The legs take turns once their speeds correlate below the first of these, until they do above the second. */
const TURNS_BELOW = -0.5
const TURNS_UNTIL = -0.2
/**
 * A trunk that goes up and down about as fast as the legs tells the jumps better than they do, even where they take
 * turns; in speed step it hardly moves. Trunk over leg speed, with hysteresis.
 */
const TRUNK_LEADS_ABOVE = 0.9
const TRUNK_LEADS_UNTIL = 0.7

/** Regular swings in a row that make a rhythm. */
const SWINGS_TO_OPEN = 4
/** Two swings within this share of the usual period are one jump. */
const REFRACTORY_SHARE = 0.5
const REFRACTORY_MS = 90
/** A swing below this share of the usual one is a wobble between jumps. */
const LEAST_SIZE_SHARE = 0.3
/** A run is over after so many usual periods without a jump, and not before so many ms. */
const SILENT_PERIODS = 2
const SILENT_MS = 900
const FIRST_PERIOD_MS = 400

type Step = 'together' | 'in turns'

/** Finds jumps in the bounce of the body or in the stride of legs that take turns, once there is a rhythm. */
export class JumpFinder {
  readonly #finders = { together: new SwingFinder(BOUNCE), 'in turns': new SwingFinder(STRIDE) }
  readonly #chains = { together: new SwingChain(), 'in turns': new SwingChain() }
  #step: Step = 'together'
  #isRunning = false
  #lastMs = Number.NEGATIVE_INFINITY

  /** Whether there is a rhythm under way. */
  get isRunning(): boolean {
    return this.#isRunning
  }

  /** The jumps to count now: none, one, or those that complete a rhythm. */
  push(motion: JumpMotion, evidence: SkippingEvidence, timestampMs: number): readonly Swing[] {
    const before = this.#step
    this.#step = this.#chooseStep(motion)
    const swings = {
      together: this.#finders.together.push(motion.bounce, timestampMs),
      'in turns': this.#finders['in turns'].push(motion.stride, timestampMs),
    }
    // A bounce has one peak a jump; a stride is a step either way.
    if (swings.together?.isUp === false) {
      this.#chains.together.limitLast(swings.together.size)
      swings.together = null
    }
    for (const step of ['together', 'in turns'] as const) {
      const swing = swings[step]
      if (swing !== null) this.#chains[step].push(swing)
    }
    if (this.#isSilent(timestampMs) || !evidence.isInPosition) this.#isRunning = false
    const swing = swings[this.#step]
    if (!this.#isRunning) return swing === null ? [] : this.#open(motion, evidence)
    if (before !== this.#step) return this.#chain.swings.filter((each) => this.#takes(each))
    return swing !== null && this.#takes(swing) ? [swing] : []
  }

  reset(): void {
    for (const finder of Object.values(this.#finders)) finder.reset()
    for (const chain of Object.values(this.#chains)) chain.clear()
    this.#step = 'together'
    this.#isRunning = false
    this.#lastMs = Number.NEGATIVE_INFINITY
  }

  get #chain(): SwingChain {
    return this.#chains[this.#step]
  }

  #chooseStep(motion: JumpMotion): Step {
    const isInTurns = this.#step === 'in turns'
    const takesTurns = motion.legCorrelation < (isInTurns ? TURNS_UNTIL : TURNS_BELOW)
    const trunkShare = isInTurns ? TRUNK_LEADS_ABOVE : TRUNK_LEADS_UNTIL
    const trunkLeads = motion.trunkSpeed > trunkShare * motion.legSpeed
    return takesTurns && !trunkLeads ? 'in turns' : 'together'
  }

  #isSilent(nowMs: number): boolean {
    const periodMs = this.#chain.periodMs ?? FIRST_PERIOD_MS
    return nowMs - this.#lastMs > Math.max(SILENT_MS, SILENT_PERIODS * periodMs)
  }

  #open(motion: JumpMotion, evidence: SkippingEvidence): readonly Swing[] {
    if (!evidence.isInPosition || !this.#chain.isRhythm(SWINGS_TO_OPEN)) return []
    if (!evidence.allows(motion)) return []
    this.#isRunning = true
    return this.#chain.run(SWINGS_TO_OPEN).filter((swing) => this.#takes(swing))
  }

  /** Whether a swing is a jump more, which it then is. */
  #takes(swing: Swing): boolean {
    const leastMs = Math.max(REFRACTORY_SHARE * (this.#chain.periodMs ?? 0), REFRACTORY_MS)
    if (swing.peakMs - this.#lastMs < leastMs) return false
    if (swing.size < LEAST_SIZE_SHARE * this.#chain.usualSize) return false
    this.#lastMs = swing.peakMs
    return true
  }
}
