/** A doubtful repetition that no other follows within this time, or the longest that one may take, was none. */
const WAITS_MS = 8000

interface Waiting<T> {
  readonly timestampMs: number
  readonly rest: number
  readonly item: T
}

/**
 * The rest of a true repetition is about as high as that of the next; one that began half-way down was not whole. Share
 * of the next one's rest or travel, whichever is more, for who lies at rest is at height 0.
 */
const LOWER_REST_SHARE = 0.4

/** Where a repetition starts from, and how far it goes from there: body metres. */
interface Extent {
  readonly rest: number
  readonly travel: number
}

/**
 * Holds back repetitions seen under doubt (just arrived, odd posture) until another one follows. Where a rhythm is
 * needed those that continue one are in no doubt.
 */
export class Confirmation<T> {
  readonly #needsRhythm: boolean
  readonly #waitsMs: number
  #waiting: Waiting<T> | null = null
  #countedMs: number | null = null

  constructor(needsRhythm: boolean, mostMs: number) {
    this.#needsRhythm = needsRhythm
    this.#waitsMs = Math.min(WAITS_MS, mostMs)
  }

  /**
   * The items to count now: none, this one, or this one with the one it confirms. `standsAlone`: in no doubt by itself.
   */
  push(item: T, timestampMs: number, { rest, travel }: Extent, standsAlone: boolean): readonly T[] {
    const earlier = this.#waiting
    this.#waiting = null
    if (earlier !== null && timestampMs - earlier.timestampMs <= this.#waitsMs) {
      this.#countedMs = timestampMs
      const wasWhole = earlier.rest >= rest - LOWER_REST_SHARE * Math.max(rest, travel)
      return wasWhole ? [earlier.item, item] : [item]
    }
    const continues = this.#needsRhythm && this.#isInRhythm(timestampMs)
    if (!standsAlone && !continues) {
      this.#waiting = { timestampMs, rest, item }
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
    return this.#countedMs !== null && timestampMs - this.#countedMs <= this.#waitsMs
  }
}
