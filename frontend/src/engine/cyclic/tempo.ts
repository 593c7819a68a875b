import { UnseenTime } from '../signals/unseen-time.ts'

/** This many periods in a row within this share of the usual one are a steady tempo. */
const STEADY_PERIODS = 4
const STEADY_SHARE = 0.3

interface Span {
  readonly startMs: number
  readonly endMs: number
}

/** How regularly repetitions follow one another, and how many of them must have fallen into a hole in the frames. */
export class Tempo {
  readonly #unseen = new UnseenTime()
  #endsMs: number[] = []

  /** To be called with every frame that shows the body. */
  see(timestampMs: number): void {
    this.#unseen.push(timestampMs)
  }

  /** Takes the end of a repetition, and gives those of the ones before it that nobody saw. */
  push(endMs: number): readonly Span[] {
    const unseen = this.#unseenBefore(endMs)
    this.#endsMs = [...this.#endsMs, ...unseen.map((span) => span.endMs), endMs].slice(
      -1 - STEADY_PERIODS,
    )
    return unseen
  }

  /** What follows is no part of the same movement. */
  break(): void {
    this.#endsMs = []
    this.#unseen.reset()
  }

  #unseenBefore(endMs: number): readonly Span[] {
    const lastMs = this.#endsMs.at(-1)
    const periodMs = this.#steadyMs()
    if (lastMs === undefined || periodMs === null) return []
    const lost = Math.max(0, this.#unseen.lost(lastMs, 0, endMs, periodMs) ?? 0)
    const stepMs = (endMs - lastMs) / (lost + 1)
    return Array.from({ length: lost }, (_, i) => ({
      startMs: lastMs + i * stepMs,
      endMs: lastMs + (i + 1) * stepMs,
    }))
  }

  /** The usual period of a steady tempo, else null. */
  #steadyMs(): number | null {
    const periods = this.#endsMs.slice(1).map((endMs, i) => endMs - (this.#endsMs[i] ?? endMs))
    if (periods.length < STEADY_PERIODS) return null
    const usual = periods.reduce((sum, ms) => sum + ms, 0) / periods.length
    const isSteady = periods.every((ms) => Math.abs(ms - usual) <= STEADY_SHARE * usual)
    return isSteady ? usual : null
  }
}
