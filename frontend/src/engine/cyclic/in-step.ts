import { median } from '../signals/median.ts'

/** Cycles keep step when each takes the usual time, but for this share of it. */
const IN_STEP_SHARE = 0.35
/** Of the usual travel a refused one must have at least this much. */
const LEAST_TRAVEL_SHARE = 0.6
/** This many in a row may be taken for badly seen ones. */
const MOST_IN_A_ROW = 2
/** A tempo is told from this many cycles up to the next counted one. */
const LEAST_CYCLES = 5
const REMEMBERED = 9

interface Timed<T> {
  readonly endMs: number
  readonly travel: number
  readonly item: T
}

/**
 * Takes refused cycles for repetitions after all where those before and after them were counted and all of them keep
 * step: one limb badly seen, for a moment or each time its turn comes, costs no repetition of a set that plainly goes
 * on.
 */
export class InStep<T> {
  #cycles: Pick<Timed<T>, 'endMs' | 'travel'>[] = []
  #refused: Timed<T>[] = []
  #hasCounted = false

  refuse(cycle: Timed<T>): void {
    this.#refused.push(cycle)
  }

  /** Takes the next counted repetition, and gives the refused ones before it that were repetitions, too. */
  count(endMs: number, travel: number): readonly T[] {
    const before = this.#refused.filter((cycle) => cycle.endMs < endMs)
    this.#refused = this.#refused.filter((cycle) => cycle.endMs > endMs)
    const isShort = before.length > 0 && before.length <= MOST_IN_A_ROW && this.#hasCounted
    this.#cycles = [...this.#cycles, ...before, { endMs, travel }].slice(-REMEMBERED)
    const areMeant = isShort && this.#isEven(before)
    this.#hasCounted = true
    return areMeant ? before.map(({ item }) => item) : []
  }

  /** What follows is no part of the same movement. */
  break(): void {
    this.#cycles = []
    this.#refused = []
    this.#hasCounted = false
  }

  /** Whether the refused cycles are as long and as deep as the rest. */
  #isEven(refused: readonly Timed<T>[]): boolean {
    const ends = this.#cycles.map(({ endMs }) => endMs)
    const periods = ends.slice(1).map((endMs, i) => endMs - (ends[i] ?? endMs))
    if (ends.length < LEAST_CYCLES) return false
    const usualMs = median(periods)
    const least = LEAST_TRAVEL_SHARE * median(this.#cycles.map(({ travel }) => travel))
    return (
      refused.every(({ travel }) => travel >= least) &&
      periods
        .slice(-1 - refused.length)
        .every((ms) => Math.abs(ms - usualMs) <= IN_STEP_SHARE * usualMs)
    )
  }
}
