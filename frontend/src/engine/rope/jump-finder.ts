import type { JumpMotion } from './jump-motion.ts'
import type { SkippingEvidence } from './skipping-evidence.ts'
import { SwingChain } from './swing-chain.ts'
import { SwingFinder } from './swing-finder.ts'
import type { Swing } from './swing-finder.ts'
import { UnseenTime } from './unseen-time.ts'

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

/** Regular swings in a row that make a first rhythm; the less is seen, the longer it has to last. */
const SWINGS_TO_OPEN = 4
const SWINGS_TO_OPEN_WITHOUT_LEGS = 8
/** Enough for a rhythm like the last one within so many ms, and for one that goes on after a stumble. */
const SWINGS_TO_REOPEN = 3
const REOPEN_MS = 10_000
const SWINGS_TO_RESUME = 2
/** More than so many usual periods without a jump are a stumble. */
const STUMBLE_PERIODS = 2.2
/** A run is over after so many usual periods without a jump, and not before so many ms. */
const SILENT_PERIODS = 2
const SILENT_MS = 900
const FIRST_PERIOD_MS = 400
/** Two swings within this share of the usual period, or so many ms, are one jump. */
const REFRACTORY_SHARE = 0.5
const REFRACTORY_MS = 90
/** A swing below this share of the usual one is a wobble between jumps. */
const LEAST_SIZE_SHARE = 0.3

type Step = 'together' | 'in turns'

/** A swing that is a jump; one in time that no camera saw is missed. */
export interface Jump extends Swing {
  readonly isUnseen: boolean
}

/** Finds jumps in the bounce of the body or in the stride of legs that take turns, once there is a rhythm. */
export class JumpFinder {
  readonly #finders = { together: new SwingFinder(BOUNCE), 'in turns': new SwingFinder(STRIDE) }
  readonly #chains = { together: new SwingChain(), 'in turns': new SwingChain() }
  readonly #unseen = new UnseenTime()
  #step: Step = 'together'
  #isRunning = false
  #lastMs = Number.NEGATIVE_INFINITY
  /** Of the run under way, else of the last one. */
  #periodMs = FIRST_PERIOD_MS
  #usualSize = 0

  /** Whether there is a rhythm under way. */
  get isRunning(): boolean {
    return this.#isRunning
  }

  /** The jumps to count now: none, one, or those that complete a rhythm. */
  push(motion: JumpMotion, evidence: SkippingEvidence, timestampMs: number): readonly Jump[] {
    const before = this.#step
    this.#step = this.#chooseStep(motion)
    this.#unseen.push(timestampMs)
    const hasSwung = this.#findSwings(motion, timestampMs)
    if (this.#isSilent(timestampMs) || !evidence.isInPosition) this.#isRunning = false
    if (this.#isRunning && before !== this.#step) return this.#take(this.#chain.swings)
    if (!hasSwung) return []
    return this.#isRunning ? this.#continue() : this.#open(motion, evidence)
  }

  reset(): void {
    for (const finder of Object.values(this.#finders)) finder.reset()
    for (const chain of Object.values(this.#chains)) chain.clear()
    this.#unseen.reset()
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

  /** Whether the signal to count by has a new swing. */
  #findSwings(motion: JumpMotion, timestampMs: number): boolean {
    const bounce = this.#finders.together.push(motion.bounce, timestampMs)
    const stride = this.#finders['in turns'].push(motion.stride, timestampMs)
    // A stride is a step either way; a bounce has one peak a jump.
    if (stride !== null) this.#chains['in turns'].push(stride)
    if (bounce?.isUp === true) this.#chains.together.push(bounce)
    if (bounce?.isUp === false) this.#chains.together.limitLast(bounce.size)
    return this.#step === 'together' ? bounce?.isUp === true : stride !== null
  }

  #isSilent(nowMs: number): boolean {
    const silentMs = Math.max(SILENT_MS, SILENT_PERIODS * this.#periodMs)
    return this.#seenSinceLast(nowMs) > silentMs
  }

  /** Time since the last jump in which one could have been seen. */
  #seenSinceLast(nowMs: number): number {
    return nowMs - this.#lastMs - this.#unseen.since(this.#lastMs)
  }

  #continue(): readonly Jump[] {
    const swing = this.#chain.swings.at(-1)
    if (swing === undefined) return []
    if (this.#seenSinceLast(swing.peakMs) <= STUMBLE_PERIODS * this.#periodMs)
      return this.#take([swing])
    const isResumed = this.#isLikeLast(SWINGS_TO_RESUME)
    return isResumed ? this.#take(this.#chain.swings.slice(-SWINGS_TO_RESUME)) : []
  }

  #open(motion: JumpMotion, evidence: SkippingEvidence): readonly Jump[] {
    const last = this.#chain.swings.at(-1)
    if (last === undefined || !evidence.isInPosition || !evidence.allows(motion)) return []
    const isAgain = last.peakMs - this.#lastMs < REOPEN_MS && this.#isLikeLast(SWINGS_TO_REOPEN)
    const first = motion.showsLegs ? SWINGS_TO_OPEN : SWINGS_TO_OPEN_WITHOUT_LEGS
    const count = isAgain ? SWINGS_TO_REOPEN : first
    if (!this.#chain.isRhythm(count)) return []
    if (this.#step === 'together' && !this.#chain.isJumping(count)) return []
    this.#isRunning = true
    return this.#take(this.#chain.run(count))
  }

  /** Whether the last `count` swings have the pace and size of the last run. */
  #isLikeLast(count: number): boolean {
    return this.#chain.isLike(count, this.#periodMs, this.#usualSize)
  }

  /** Those of `swings` that are jumps not counted yet, with the ones that must have been between them. */
  #take(swings: readonly Swing[]): readonly Jump[] {
    const taken: Jump[] = []
    for (const swing of swings) {
      const leastMs = Math.max(REFRACTORY_SHARE * (this.#chain.periodMs ?? 0), REFRACTORY_MS)
      if (swing.peakMs - this.#lastMs < leastMs) continue
      if (swing.size < LEAST_SIZE_SHARE * this.#chain.usualSize) continue
      for (const missed of this.#unseen.missed(this.#lastMs, swing, this.#periodMs))
        taken.push({ ...missed, isUnseen: true })
      taken.push({ ...swing, isUnseen: false })
      this.#lastMs = swing.peakMs
    }
    if (taken.length > 0) this.#remember()
    return taken
  }

  #remember(): void {
    this.#periodMs = this.#chain.periodMs ?? this.#periodMs
    this.#usualSize = this.#chain.usualSize
  }
}
