interface Stretch {
  readonly fromMs: number
  toMs: number | null
}

/**
 * Set time: how long a set has been running, without pauses. All times are milliseconds of the caller's clock. Stops
 * and resumptions may be reported late, and past times can be queried.
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

  /** Resume from a time, but not before the time of the stop. */
  run(fromMs: number): void {
    if (this.isRunning) return
    const stoppedMs = this.#stretches.at(-1)?.toMs ?? Number.NEGATIVE_INFINITY
    this.#stretches.push({ fromMs: Math.max(fromMs, stoppedMs), toMs: null })
  }

  pause(atMs: number): void {
    const running = this.#stretches.at(-1)
    if (running) running.toMs ??= Math.max(running.fromMs, atMs)
  }

  /** Set time at a time, which may be in the past. */
  elapsedMs(atMs: number): number {
    return this.#stretches.reduce((sum, { fromMs, toMs }) => {
      const untilMs = Math.min(atMs, toMs ?? atMs)
      return sum + Math.max(0, untilMs - fromMs)
    }, this.#earlierMs)
  }
}
