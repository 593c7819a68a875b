/** Posture is averaged over about this time. */
const AVERAGE_MS = 300
/** Found and lost with hysteresis, so that one doubtful frame does neither. */
const FOUND = 0.6
const LOST = 0.25
/** Whoever has just arrived in position may still be on the way down to the floor. */
export const SETTLED_MS = 600

/** Turns each frame's evidence of posture into "in position" and back. */
export class PostureGate {
  #mean = 0
  #isIn = false
  #sinceMs = 0

  /** Recent evidence, 0..1. */
  get mean(): number {
    return this.#mean
  }

  get isIn(): boolean {
    return this.#isIn
  }

  /** For how long they have been in position; forever where the scene began so. */
  heldMs(timestampMs: number): number {
    return timestampMs - this.#sinceMs
  }

  /** Whether being in position changed. `elapsedMs` null starts anew with this frame. */
  push(evidence: number, timestampMs: number, elapsedMs: number | null): boolean {
    const weight = elapsedMs === null ? 1 : 1 - Math.exp(-elapsedMs / AVERAGE_MS)
    this.#mean += weight * (evidence - this.#mean)
    const isIn = this.#mean >= (this.#isIn ? LOST : FOUND)
    const hasChanged = isIn !== this.#isIn
    this.#isIn = isIn
    if (elapsedMs === null) this.#sinceMs = Number.NEGATIVE_INFINITY
    if (hasChanged && elapsedMs !== null) this.#sinceMs = timestampMs
    return hasChanged
  }

  reset(): void {
    this.#mean = 0
    this.#isIn = false
  }
}
