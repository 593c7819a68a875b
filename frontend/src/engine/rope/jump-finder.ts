import { UnseenTime } from '../signals/unseen-time.ts'
import type { JumpMotion } from './motion/jump-motion.ts'
import type { SkippingGate } from './skipping/skipping-gate.ts'
import { SwingChain } from './swings/swing-chain.ts'
import type { JumpStyle, Link } from './swings/swing-chain.ts'
import { SwingFinder } from './swings/swing-finder.ts'
import type { Swing } from './swings/swing-finder.ts'

/** A jump lifts the body by 4 cm and more; standing landmarks tremble by less than this, body metres. */
const BOUNCE = { leastSize: 0.02, leastShare: 0.35 }
const STRIDE = { leastSize: 0.04, leastShare: 0.35 }
/** The legs take turns once their speeds correlate below the first of these, until they do above the second. */
const TURNS_BELOW = -0.5
const TURNS_UNTIL = -0.2
/** Above this they jump together. */
const TOGETHER_ABOVE = 0.2
/**
 * A trunk that goes up and down about as fast as the legs tells the jumps better than they do, even where they take
 * turns; in speed step it hardly moves. Trunk over leg speed, with hysteresis.
 */
const TRUNK_LEADS_ABOVE = 0.9
const TRUNK_LEADS_UNTIL = 0.7

/** Regular swings in a row that make a first rhythm; the less is seen, the longer it has to last. */
const SWINGS_TO_OPEN = 4
const SWINGS_TO_OPEN_WITHOUT_LEGS = 4
/** As many and one more in a row that the judge alone doubts are told: one may be of another movement. */
const DOUBTED_SWINGS = SWINGS_TO_OPEN + 1
/** Enough for a rhythm like the last one within this many ms, and for one that goes on after a stumble. */
const SWINGS_TO_REOPEN = 3
const REOPEN_MS = 10_000
const SWINGS_TO_RESUME = 2
/** More than this many usual periods without a jump are a stumble. */
const STUMBLE_PERIODS = 2.2
/** A run is over after this many usual periods without a jump, and not before this many ms. */
const SILENT_PERIODS = 2
export const SILENT_MS = 900
const FIRST_PERIOD_MS = 400
/** Two swings within this share of the usual period, or this many ms, are one jump. */
const REFRACTORY_SHARE = 0.5
const REFRACTORY_MS = 90
/** A swing below this share of the usual one is a wobble between jumps. */
const LEAST_SIZE_SHARE = 0.3

type Step = 'together' | 'in turns'

/** Turning points from one jump to the next. */
const TURNS = { together: 2, 'in turns': 1 }

/** Finds jumps in the bounce of the body or in the stride of legs that take turns, once there is a rhythm. */
export class JumpFinder {
  readonly #finders = { together: new SwingFinder(BOUNCE), 'in turns': new SwingFinder(STRIDE) }
  readonly #unseen = new UnseenTime()
  readonly #chains = {
    together: new SwingChain(this.#unseen),
    'in turns': new SwingChain(this.#unseen),
  }
  #step: Step = 'together'
  #isRunning = false
  #lastMs = Number.NEGATIVE_INFINITY
  /** Of the last jump that was seen: one put in by the rhythm has no time of its own. */
  #lastSeenMs = Number.NEGATIVE_INFINITY
  /** Of the run under way, else of the last one. */
  #periodMs = FIRST_PERIOD_MS
  #usualSize = 0
  /** Bounces in a row that the judge alone doubts. */
  #doubted = 0
  #isRefused = false

  /** Whether the last picture ended a bounce in a rhythm of jumps that only the judge does not recognise. */
  get isRefused(): boolean {
    return this.#isRefused
  }

  /** Whether there is a rhythm under way. */
  get isRunning(): boolean {
    return this.#isRunning
  }

  /** The jumps to count now: none, one, or those that complete a rhythm. */
  push(motion: JumpMotion, gate: SkippingGate, timestampMs: number): readonly Link[] {
    const before = this.#step
    this.#step = this.#chooseStep(motion)
    this.#unseen.push(timestampMs)
    const found = this.#findSwings(motion, gate, timestampMs)
    this.#noteDoubt(found, gate)
    if (this.#isSilent(timestampMs) || !gate.isOpen) this.#isRunning = false
    if (gate.liftsKnees && this.#isSilent(timestampMs))
      for (const chain of Object.values(this.#chains)) chain.clear()
    const fresh = before === this.#step ? found : this.#chain.swings
    if (fresh.length === 0) return []
    return this.#isRunning ? this.#continue(fresh) : this.#open(gate, motion.showsLegs)
  }

  reset(): void {
    for (const finder of Object.values(this.#finders)) finder.reset()
    for (const chain of Object.values(this.#chains)) chain.clear()
    this.#unseen.reset()
    this.#step = 'together'
    this.#isRunning = false
    this.#lastMs = Number.NEGATIVE_INFINITY
    this.#lastSeenMs = Number.NEGATIVE_INFINITY
    this.#doubted = 0
    this.#isRefused = false
  }

  #noteDoubt(found: readonly Link[], gate: SkippingGate): void {
    this.#isRefused = false
    if (found.length === 0) return
    this.#doubted = gate.isDoubted && this.#step === 'together' ? this.#doubted + 1 : 0
    this.#isRefused =
      this.#doubted >= DOUBTED_SWINGS &&
      this.#chain.isEven(SWINGS_TO_OPEN) &&
      this.#chain.isJumping(SWINGS_TO_OPEN)
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

  /** New swings of the signal to count by. */
  #findSwings(motion: JumpMotion, gate: SkippingGate, timestampMs: number): readonly Link[] {
    const bounce = this.#finders.together.push(motion.bounce, timestampMs)
    const stride = this.#finders['in turns'].push(motion.stride, timestampMs)
    if (bounce === null && stride === null) return []
    const isPlausible = gate.isOpen
    if (bounce?.isUp === false) this.#chains.together.limitLast(bounce.size)
    // A bounce has one peak a jump; a stride is a step either way.
    const looks = { isPlausible, style: styleOf(motion), isTrunkAlone: !motion.showsLegs }
    const jumps = bounce?.isUp === true ? this.#link('together', bounce, looks) : []
    const steps = stride === null ? [] : this.#link('in turns', stride, looks)
    return this.#step === 'together' ? jumps : steps
  }

  /** Adds a swing to its chain, after those that must have been between it and the last. */
  #link(
    step: Step,
    swing: Swing,
    looks: Pick<Link, 'isPlausible' | 'style' | 'isTrunkAlone'>,
  ): readonly Link[] {
    const { turnMs } = this.#finders[step]
    const turnsMs = turnMs === null ? null : TURNS[step] * turnMs
    return this.#chains[step].follow({ ...swing, ...looks, isUnseen: false }, turnsMs)
  }

  #isSilent(nowMs: number): boolean {
    const silentMs = Math.max(SILENT_MS, SILENT_PERIODS * this.#periodMs)
    return this.#seenSinceLast(nowMs) > silentMs
  }

  /** Time since the last jump in which one could have been seen. */
  #seenSinceLast(nowMs: number): number {
    return nowMs - this.#lastMs - this.#unseen.since(this.#lastMs)
  }

  #continue(fresh: readonly Link[]): readonly Link[] {
    const next = fresh.find(({ peakMs }) => peakMs > this.#lastMs)
    if (next === undefined) return []
    const isInStep = this.#seenSinceLast(next.peakMs) <= STUMBLE_PERIODS * this.#periodMs
    if (isInStep) return this.#take(fresh)
    if (this.#isLikeLast(SWINGS_TO_RESUME))
      return this.#take(this.#chain.swings.slice(-SWINGS_TO_RESUME))
    return this.#chain.isRhythm(SWINGS_TO_REOPEN)
      ? this.#take(this.#chain.run(SWINGS_TO_REOPEN))
      : []
  }

  #open(gate: SkippingGate, showsLegs: boolean): readonly Link[] {
    const last = this.#chain.swings.at(-1)
    if (last === undefined || !gate.isOpen) return []
    const isAgain = last.peakMs - this.#lastMs < REOPEN_MS && this.#isLikeLast(SWINGS_TO_REOPEN)
    const first = showsLegs ? SWINGS_TO_OPEN : SWINGS_TO_OPEN_WITHOUT_LEGS
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

  /** Those of `swings` that are jumps not counted yet. */
  #take(swings: readonly Link[]): readonly Link[] {
    const leastMs = Math.max(REFRACTORY_SHARE * (this.#chain.periodMs ?? 0), REFRACTORY_MS)
    const leastSize = LEAST_SIZE_SHARE * this.#chain.usualSize
    const taken = swings.filter(({ peakMs, size, isUnseen }) => {
      if (peakMs <= this.#lastMs) return false
      const isJump = isUnseen || (peakMs - this.#lastSeenMs >= leastMs && size >= leastSize)
      if (isJump) this.#lastMs = peakMs
      if (isJump && !isUnseen) this.#lastSeenMs = peakMs
      return isJump
    })
    if (taken.length === 0) return taken
    this.#periodMs = this.#chain.periodMs ?? this.#periodMs
    this.#usualSize = this.#chain.usualSize
    return taken
  }
}

function styleOf({ showsLegs, legCorrelation }: JumpMotion): JumpStyle | null {
  if (!showsLegs) return null
  if (legCorrelation < TURNS_UNTIL) return 'alternate-feet'
  return legCorrelation > TOGETHER_ABOVE ? 'both-feet' : null
}
