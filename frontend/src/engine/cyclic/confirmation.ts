/** A doubtful repetition that no other follows within this time was none. */
const WAITS_MS = 8000

interface Waiting<T> {
  readonly timestampMs: number
  readonly restSignal: number
  readonly item: T
}

/** The rest of a true repetition is about as high as that of the next; one that began half-way down was not whole. */
const SAME_REST_SHARE = 0.6

/**
 * Holds back repetitions seen under doubt (just arrived, odd posture) until another one follows. Where a rhythm is
 * needed all are in doubt but those that continue one.
 */
export class Confirmation<T> {
  readonly #needsRhythm: boolean
  #waiting: Waiting<T> | null = null
  #countedMs: number | null = null

  constructor(needsRhythm: boolean) {
    this.#needsRhythm = needsRhythm
  }

  /** The items to count now: none, this one, or this one with the one it confirms. */
  push(item: T, timestampMs: number, restSignal: number, isSure: boolean): readonly T[] {
    const earlier = this.#waiting
    this.#waiting = null
    if (earlier !== null && timestampMs - earlier.timestampMs <= WAITS_MS) {
      this.#countedMs = timestampMs
      const wasWhole = earlier.restSignal >= SAME_REST_SHARE * restSignal
      return wasWhole ? [earlier.item, item] : [item]
    }
    const isDoubtful = this.#needsRhythm ? !this.#isInRhythm(timestampMs) : !isSure
    if (isDoubtful) {
      this.#waiting = { timestampMs, restSignal, item }
      return []
    }
    this.#countedMs = timestampMs
    return [item]
  }

  /** What waits is no longer to be confirmed: the person left the position, or is another. */
  drop(): void {
    this.#waiting = null
  }

  reset(): void {
    this.#waiting = null
    this.#countedMs = null
  }

  #isInRhythm(timestampMs: number): boolean {
    return this.#countedMs !== null && timestampMs - this.#countedMs <= WAITS_MS
  }
}
