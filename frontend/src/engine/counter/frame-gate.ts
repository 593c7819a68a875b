import { FrameRateMeter } from '../signals/frame-rate.ts'
import type { EngineEvent } from '../types.ts'

const WARN_EVERY_MS = 20_000

/** Lets only frames through that advance in time, and watches their rate. */
export class FrameGate {
  readonly #leastFramesPerSecond: number
  readonly #meter = new FrameRateMeter()
  #lastMs: number | null = null
  #warnedMs: number | null = null

  constructor(leastFramesPerSecond: number) {
    this.#leastFramesPerSecond = leastFramesPerSecond
  }

  /** Rounded to half a frame a second; null before a second has passed. */
  get framesPerSecond(): number | null {
    const rate = this.#meter.framesPerSecond()
    return rate === null ? null : Math.round(rate * 2) / 2
  }

  admits(timestampMs: number, events: EngineEvent[]): boolean {
    if (!Number.isFinite(timestampMs)) return false
    if (this.#lastMs !== null && timestampMs <= this.#lastMs) return false
    this.#lastMs = timestampMs
    const rate = this.#meter.push(timestampMs)
    if (rate !== null && rate < this.#leastFramesPerSecond) this.#warn(timestampMs, rate, events)
    return true
  }

  reset(): void {
    this.#meter.clear()
    this.#lastMs = null
    this.#warnedMs = null
  }

  #warn(timestampMs: number, framesPerSecond: number, events: EngineEvent[]): void {
    if (this.#warnedMs !== null && timestampMs - this.#warnedMs < WARN_EVERY_MS) return
    this.#warnedMs = timestampMs
    events.push({ type: 'low-frame-rate', timestampMs, framesPerSecond })
  }
}
