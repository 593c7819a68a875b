/** A doubtful repetition that no other follows within this time was none. */
const WAITS_MS = 8000

interface Waiting<T> {
  readonly timestampMs: number
  readonly restSignal: number
  readonly item: T
}

/** The rest of a true repetition is about as high as that of the next; one that began half-way down was not whole. */
const SAME_REST_SHARE = 0.6

/** Holds back repetitions seen under doubt (just arrived, odd posture) until another one follows. */
export class Confirmation<T> {
  #waiting: Waiting<T> | null = null

  /** The items to count now: none, this one, or this one with the one it confirms. */
  push(item: T, timestampMs: number, restSignal: number, isSure: boolean): readonly T[] {
    const earlier = this.#waiting
    const isConfirmed = earlier !== null && timestampMs - earlier.timestampMs <= WAITS_MS
    this.#waiting = null
    if (isConfirmed) {
      const wasWhole = earlier.restSignal >= SAME_REST_SHARE * restSignal
      return wasWhole ? [earlier.item, item] : [item]
    }
    if (isSure) return [item]
    this.#waiting = { timestampMs, restSignal, item }
    return []
  }

  reset(): void {
    this.#waiting = null
  }
}
