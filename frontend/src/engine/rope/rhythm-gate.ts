import type { Lift } from './swing-finder.ts'
import { median } from './swing-finder.ts'

/** So many regular jumps in a row open the gate. */
const CYCLES_TO_OPEN = 4
/** Their periods spread by no more than this share of the usual one ... */
const MOST_PERIOD_SPREAD = 0.5
/** ... and the smallest rises at least this share of the largest. */
const LEAST_RISE_RATIO = 0.35
/** Nobody jumps faster: double the pace of a speed-step champion's foot. */
const LEAST_PERIOD_MS = 110
/** Slower than this is no skipping. */
const MOST_PERIOD_MS = 850
/** Two lifts within this share of the usual period are one. */
const REFRACTORY_SHARE = 0.5
/** A lift below this share of the usual rise is a wobble between jumps. */
const LEAST_RISE_SHARE = 0.3
/** The run is over after so many usual periods without a jump, and not before so many ms. */
const SILENT_PERIODS = 2
const SILENT_MS = 900
/** Jumps before the opening ones belong to the run when they are of its size and pace. */
const SAME_SIZE_SHARE = 0.4
const SAME_PACE_SHARES = [0.55, 1.7] as const

const REMEMBERED_JUMPS = 12
const REMEMBERED_PERIODS = 8

/** Lets jumps through once a regular rhythm is there, those that made it out included, until it stops. */
export class RhythmGate {
  #jumps: Lift[] = []
  #periods: number[] = []
  #isOpen = false

  get isOpen(): boolean {
    return this.#isOpen
  }

  /** Usual time from jump to jump; null before there are two. */
  get periodMs(): number | null {
    return this.#periods.length === 0 ? null : median(this.#periods)
  }

  /** The jumps to count now: this one, the ones that it completes to a rhythm, or none. */
  push(jump: Lift, isTrusted: boolean): readonly Lift[] {
    return this.#isOpen ? this.#continue(jump, isTrusted) : this.#begin(jump, isTrusted)
  }

  /** Whether no jump has come for so long that the run is over. */
  isSilent(nowMs: number): boolean {
    const silentMs = Math.max(SILENT_MS, SILENT_PERIODS * (this.periodMs ?? 0))
    return this.#isOpen && nowMs - this.#lastMs > silentMs
  }

  close(): void {
    this.#jumps = []
    this.#periods = []
    this.#isOpen = false
  }

  get #lastMs(): number {
    return this.#jumps.at(-1)?.peakMs ?? Number.NEGATIVE_INFINITY
  }

  #continue(jump: Lift, isTrusted: boolean): readonly Lift[] {
    const leastMs = Math.max(REFRACTORY_SHARE * (this.periodMs ?? 0), LEAST_PERIOD_MS)
    if (!isTrusted || jump.peakMs - this.#lastMs < leastMs) return []
    if (jump.rise < LEAST_RISE_SHARE * median(this.#jumps.map(({ rise }) => rise))) return []
    this.#add(jump)
    return [jump]
  }

  #begin(jump: Lift, isTrusted: boolean): readonly Lift[] {
    const sinceMs = jump.peakMs - this.#lastMs
    if (sinceMs > MOST_PERIOD_MS) this.close()
    else if (sinceMs < LEAST_PERIOD_MS) return []
    this.#add(jump)
    if (!isTrusted || !this.#isRegular()) return []
    this.#isOpen = true
    this.#jumps = this.#jumps.slice(this.#firstOfRun())
    return this.#jumps
  }

  #add(jump: Lift): void {
    if (this.#jumps.length > 0) this.#periods.push(jump.peakMs - this.#lastMs)
    if (this.#periods.length > REMEMBERED_PERIODS) this.#periods.shift()
    this.#jumps.push(jump)
    if (this.#jumps.length > REMEMBERED_JUMPS) this.#jumps.shift()
  }

  #isRegular(): boolean {
    if (this.#jumps.length < CYCLES_TO_OPEN) return false
    const periods = this.#periods.slice(1 - CYCLES_TO_OPEN)
    const rises = this.#jumps.slice(-CYCLES_TO_OPEN).map(({ rise }) => rise)
    const spread = Math.max(...periods) - Math.min(...periods)
    const isEven = Math.min(...rises) > LEAST_RISE_RATIO * Math.max(...rises)
    return spread < MOST_PERIOD_SPREAD * median(periods) && isEven
  }

  /** Index of the first jump that fits the size and pace of the opening ones. */
  #firstOfRun(): number {
    const usualMs = median(this.#periods.slice(1 - CYCLES_TO_OPEN))
    const usualRise = median(this.#jumps.slice(-CYCLES_TO_OPEN).map(({ rise }) => rise))
    let first = this.#jumps.length - CYCLES_TO_OPEN
    while (first > 0 && this.#fits(first - 1, usualMs, usualRise)) first -= 1
    return first
  }

  #fits(index: number, usualMs: number, usualRise: number): boolean {
    const [jump, next] = [this.#jumps[index], this.#jumps[index + 1]]
    if (jump === undefined || next === undefined) return false
    const periods = (next.peakMs - jump.peakMs) / usualMs
    const [least, most] = SAME_PACE_SHARES
    return jump.rise > SAME_SIZE_SHARE * usualRise && periods > least && periods < most
  }
}
