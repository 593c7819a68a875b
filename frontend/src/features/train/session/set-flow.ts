import { SetClock } from './set-clock'
import type { SetTarget } from '@/workouts/plan'

/** How long the start position has to be held before the countdown begins; a doubtful picture does not restart this. */
export const HELD_MS = 1_500
const DOUBT_MS = 400
/**
 * Out of position for longer than this is an absence: a stumble, or a knee put down for a moment, is part of the set.
 */
export const ABSENT_MS = 3_000
/** Displayed set time stops as soon as the person is out of position, so that it never has to go back. */
const SHOWN_STOPS_MS = 600
/** An absence of this length ends the set. */
export const ENDS_AFTER_MS = 20_000

/**
 * `armed` waits for the start position, `away` for the return to it; set time stops in both. `paused` waits for a
 * command.
 */
export type FlowPhase = 'armed' | 'countdown' | 'counting' | 'away' | 'paused' | 'ended'

export type EndReason = 'target' | 'away' | 'gesture' | 'touch' | 'key'

/** What a set does automatically; each can be switched off. */
export interface HandsFree {
  /** Wait for the start position before the countdown. */
  readonly startsInPosition: boolean
  readonly pausesWhenAway: boolean
  readonly endsWhenAway: boolean
  readonly endsOnGesture: boolean
}

export interface FlowOptions extends HandsFree {
  readonly countdownMs: number
  readonly target: SetTarget
  /** Whether the exercise is a hold: a target's seconds are then those held, not set time. */
  readonly isHold: boolean
}

/** What one picture shows, and what has been counted so far. Times in ms of the flow's clock. */
export interface Sighting {
  readonly atMs: number
  /** In the start position. */
  readonly ready: boolean
  /** In a position in which repetitions count. */
  readonly inPosition: boolean
  /** Start of the first repetition that this picture completed; null if it completed none. */
  readonly repFromMs: number | null
  readonly stopGesture: boolean
  readonly reps: number
  readonly heldMs: number
}

/**
 * One set from pressing Start to its end, without another press. Repetitions during the countdown count as well, so
 * that nobody loses any by not waiting. Pure: time is passed in with each call.
 */
export class SetFlow {
  readonly #options: FlowOptions
  readonly #earlierMs: number
  /** The press on Start. */
  readonly #madeMs: number
  #clock: SetClock
  #phase: FlowPhase
  #endReason: EndReason | null = null
  #heldSinceMs: number | null = null
  #readyMs = Number.NEGATIVE_INFINITY
  /** The end of the countdown. */
  #beginsMs = 0
  #begunMs = 0
  /** When the person was last in position. */
  #presentMs = 0
  #counted = false

  /** `earlierMs` is set time of an interrupted set, which begins paused. */
  constructor(options: FlowOptions, nowMs: number, earlierMs: number | null = null) {
    this.#options = options
    this.#madeMs = nowMs
    this.#earlierMs = earlierMs ?? 0
    this.#clock = new SetClock(this.#earlierMs)
    this.#counted = earlierMs !== null
    this.#phase = earlierMs === null ? this.#first(nowMs) : 'paused'
  }

  get clock(): SetClock {
    return this.#clock
  }

  get phase(): FlowPhase {
    return this.#phase
  }

  get endReason(): EndReason | null {
    return this.#endReason
  }

  /** Elapsed share of the holding time in the start position, 0..1. */
  heldShare(nowMs: number): number {
    if (this.#phase !== 'armed' || this.#heldSinceMs === null) return 0
    return Math.min(1, (nowMs - this.#heldSinceMs) / HELD_MS)
  }

  /** Set time for display: it does not advance during what may turn out to be an absence. */
  shownMs(nowMs: number): number {
    const mayBeAbsent = this.#phase === 'counting' && this.#pausesByItself()
    const isOut = mayBeAbsent && nowMs - this.#presentMs > SHOWN_STOPS_MS
    return this.#clock.elapsedMs(isOut ? this.#presentMs : nowMs)
  }

  countdownLeftMs(nowMs: number): number {
    return this.#phase === 'countdown' ? Math.max(0, this.#beginsMs - nowMs) : 0
  }

  /** Time until the absence ends the set; null if none does. */
  endsInMs(nowMs: number): number | null {
    if (this.#phase !== 'away' || !this.#options.endsWhenAway) return null
    return Math.max(0, this.#presentMs + ENDS_AFTER_MS - nowMs)
  }

  see(sighting: Sighting): void {
    if (this.#phase === 'paused' || this.#phase === 'ended') return
    if (this.#phase === 'armed') this.#hold(sighting)
    if (!this.#counted) this.#awaitFirst(sighting)
    if (this.#isUnderWay()) this.#follow(sighting)
    this.tick(sighting.atMs)
  }

  /** Let time pass. */
  tick(nowMs: number): void {
    if (this.#phase === 'countdown' && nowMs >= this.#beginsMs) this.#begin(nowMs)
    if (this.#phase === 'counting' && this.#isTimeUp(nowMs)) this.#end('target', nowMs)
    if (this.#phase === 'counting') this.#watchAbsence(nowMs)
    if (this.#isUnderWay() && this.#counted && this.#options.endsWhenAway)
      if (nowMs - this.#presentMs >= ENDS_AFTER_MS) this.#end('away', this.#presentMs)
  }

  /** Stop waiting and count from now on. */
  beginNow(nowMs: number): void {
    if (this.#isBefore()) this.#begin(nowMs)
  }

  pause(nowMs: number): void {
    if (this.#phase === 'paused' || this.#phase === 'ended') return
    this.#clock.pause(nowMs)
    this.#phase = 'paused'
  }

  /** Resume at once, or as soon as the person is back in position. A set that had not begun starts again. */
  resume(nowMs: number, when: 'now' | 'in-position' = 'now'): void {
    if (this.#phase !== 'paused') return
    this.#presentMs = nowMs
    this.#heldSinceMs = null
    if (!this.#counted) this.#phase = this.#first(nowMs)
    else if (when === 'in-position') this.#phase = 'away'
    else this.#comeBack(nowMs)
  }

  end(reason: EndReason, nowMs: number): void {
    if (this.#phase !== 'ended') this.#end(reason, nowMs)
  }

  #first(nowMs: number): FlowPhase {
    if (this.#options.startsInPosition) return 'armed'
    this.#beginsMs = nowMs + this.#options.countdownMs
    if (this.#options.countdownMs > 0) return 'countdown'
    this.#begin(nowMs)
    return 'counting'
  }

  #isBefore(): boolean {
    return this.#phase === 'armed' || this.#phase === 'countdown'
  }

  #isUnderWay(): boolean {
    return this.#phase === 'counting' || this.#phase === 'away'
  }

  #hold({ atMs, ready }: Sighting): void {
    if (ready) {
      this.#heldSinceMs ??= atMs
      this.#readyMs = atMs
    } else if (atMs - this.#readyMs > DOUBT_MS) this.#heldSinceMs = null
    if (this.#heldSinceMs === null || atMs - this.#heldSinceMs < HELD_MS) return
    this.#beginsMs = atMs + this.#options.countdownMs
    this.#phase = 'countdown'
  }

  /** The first counted repetition begins the set, if necessary, and belongs to it even if it came before "go". */
  #awaitFirst({ atMs, repFromMs, heldMs }: Sighting): void {
    const firstMs = heldMs > 0 ? atMs - heldMs : repFromMs
    if (firstMs === null) return
    const fromMs = Math.max(this.#madeMs, firstMs)
    this.#counted = true
    if (this.#isBefore() || fromMs < this.#begunMs) this.#begin(fromMs)
  }

  #begin(atMs: number): void {
    this.#clock = new SetClock(this.#earlierMs)
    this.#clock.run(atMs)
    this.#phase = 'counting'
    this.#begunMs = atMs
    this.#presentMs = atMs
  }

  #follow(sighting: Sighting): void {
    const { atMs, ready, inPosition, repFromMs, stopGesture } = sighting
    // Until something counts, the start position is a valid position.
    const present = inPosition || repFromMs !== null || (!this.#counted && ready)
    if (present) {
      if (this.#phase === 'away') this.#comeBack(Math.min(atMs, repFromMs ?? atMs))
      this.#presentMs = atMs
    }
    if (this.#isReached(sighting)) this.#end('target', atMs)
    else if (stopGesture && this.#counted && this.#options.endsOnGesture)
      this.#end('gesture', this.#presentMs)
  }

  #comeBack(atMs: number): void {
    this.#phase = 'counting'
    this.#clock.run(atMs)
  }

  /** An absence: set time stopped when the position was left. A set without repetitions goes back to waiting. */
  #watchAbsence(nowMs: number): void {
    if (nowMs - this.#presentMs < ABSENT_MS) return
    if (!this.#pausesByItself()) return
    this.#clock.pause(this.#presentMs)
    this.#phase = this.#counted ? 'away' : 'armed'
    this.#heldSinceMs = null
  }

  #pausesByItself(): boolean {
    return this.#counted ? this.#options.pausesWhenAway : this.#options.startsInPosition
  }

  #isReached({ reps, heldMs }: Sighting): boolean {
    const { target, isHold } = this.#options
    if (target.kind === 'reps') return reps >= target.reps
    return isHold && target.kind === 'seconds' && heldMs >= target.seconds * 1000
  }

  #isTimeUp(nowMs: number): boolean {
    const { target, isHold } = this.#options
    if (isHold || target.kind !== 'seconds') return false
    return this.#clock.elapsedMs(nowMs) >= target.seconds * 1000
  }

  #end(reason: EndReason, atMs: number): void {
    this.#clock.pause(atMs)
    this.#endReason = reason
    this.#phase = 'ended'
  }
}
