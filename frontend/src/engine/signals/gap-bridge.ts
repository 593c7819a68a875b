import type { SignalSample } from './signal-sample.ts'

/** Gaps between these lengths are bridged; shorter ones need no bridge, over longer ones anything may have happened. */
const LEAST_GAP_MS = 150
const MOST_GAP_MS = 450
/** A gap stands out from the usual distance of samples: at 8 frames a second 125 ms is none. */
const GAP_IN_STEPS = 1.8
/** Slopes are taken over about this time. */
const SLOPE_MS = 90
const BRIDGE_STEP_MS = 40
const STEP_MEMORY = 0.1

/**
 * Fills short gaps in a signal with the cubic that leaves with the slope before and arrives with the slope after, so
 * that a turning point inside the gap is not lost. Waits one sample after a gap to know the slope.
 */
export class GapBridge {
  #before: SignalSample | null = null
  #last: SignalSample | null = null
  #held: SignalSample | null = null
  #stepMs = 33

  /** The samples to go on with, in order of time: none while one is held back, several after a gap. */
  push(sample: SignalSample): readonly SignalSample[] {
    const [last, held] = [this.#last, this.#held]
    if (held !== null) return this.#bridge(held, sample)
    const stepMs = sample.timestampMs - (last?.timestampMs ?? sample.timestampMs)
    if (last !== null && this.#before !== null && this.#isGap(stepMs)) {
      this.#held = sample
      return []
    }
    if (last !== null) this.#stepMs += STEP_MEMORY * (Math.min(stepMs, 500) - this.#stepMs)
    this.#advance(sample)
    return [sample]
  }

  reset(): void {
    this.#before = null
    this.#last = null
    this.#held = null
  }

  #isGap(stepMs: number): boolean {
    return stepMs > LEAST_GAP_MS && stepMs <= MOST_GAP_MS && stepMs > GAP_IN_STEPS * this.#stepMs
  }

  #bridge(held: SignalSample, next: SignalSample): readonly SignalSample[] {
    const [before, last] = [this.#before, this.#last]
    this.#held = null
    const bridge =
      before === null || last === null
        ? []
        : hermite(last, held, slope(before, last), slope(held, next))
    this.#advance(held)
    this.#advance(next)
    return [...bridge, held, next]
  }

  /** Keeps the newest sample and one about SLOPE_MS older. */
  #advance(sample: SignalSample): void {
    const last = this.#last
    const ageMs = sample.timestampMs - (this.#before?.timestampMs ?? Number.NEGATIVE_INFINITY)
    if (last !== null && ageMs > SLOPE_MS) this.#before = last
    this.#last = sample
  }
}

function slope(a: SignalSample, b: SignalSample): number {
  return (b.value - a.value) / (b.timestampMs - a.timestampMs)
}

/** Samples strictly between `a` and `b` on the cubic Hermite curve with the given slopes, per millisecond. */
function hermite(
  a: SignalSample,
  b: SignalSample,
  slopeA: number,
  slopeB: number,
): readonly SignalSample[] {
  const spanMs = b.timestampMs - a.timestampMs
  const samples: SignalSample[] = []
  for (let ms = BRIDGE_STEP_MS; ms < spanMs; ms += BRIDGE_STEP_MS) {
    const u = ms / spanMs
    const value =
      (1 + 2 * u) * (1 - u) ** 2 * a.value +
      u * (1 - u) ** 2 * spanMs * slopeA +
      u * u * (3 - 2 * u) * b.value +
      u * u * (u - 1) * spanMs * slopeB
    samples.push({ value, timestampMs: a.timestampMs + ms })
  }
  return samples
}
