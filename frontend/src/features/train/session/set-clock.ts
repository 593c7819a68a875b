interface Stretch {
  readonly fromMs: number
  toMs: number | null
}

/**
 * Set time: how long a set has been running, pauses left out. All times are milliseconds of one clock of the caller's.
 * It may be told late that it stopped or went on, and can be asked about the past.
 */
export class SetClock {
  readonly #earlierMs: number
  readonly #stretches: Stretch[] = []

  /** `earlierMs`: set time before this clock began. */
  constructor(earlierMs = 0) {
    this.#earlierMs = earlierMs
  }

  get isRunning(): boolean {
    return this.#stretches.at(-1)?.toMs === null
  }

  /** Go on from a moment, though not from one before it stopped. */
  run(fromMs: number): void {
    if (this.isRunning) return
    const stoppedMs = this.#stretches.at(-1)?.toMs ?? Number.NEGATIVE_INFINITY
    this.#stretches.push({ fromMs: Math.max(fromMs, stoppedMs), toMs: null })
  }

  pause(atMs: number): void {
    const running = this.#stretches.at(-1)
    if (running?.toMs === null) running.toMs = Math.max(running.fromMs, atMs)
  }

  /** Set time at a moment, which may lie in the past. */
  elapsedMs(atMs: number): number {
    return this.#stretches.reduce((sum, { fromMs, toMs }) => {
      const untilMs = Math.min(atMs, toMs ?? atMs)
      return sum + Math.max(0, untilMs - fromMs)
    }, this.#earlierMs)
  }
}
