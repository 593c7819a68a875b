/** How long a set has been running, pauses left out. All times are milliseconds of one clock of the caller's. */
export class SetClock {
  private beforeMs: number
  private runningSinceMs: number | null = null

  constructor(earlierMs = 0) {
    this.beforeMs = earlierMs
  }

  run(nowMs: number): void {
    this.runningSinceMs ??= nowMs
  }

  pause(nowMs: number): void {
    this.beforeMs = this.elapsedMs(nowMs)
    this.runningSinceMs = null
  }

  elapsedMs(nowMs: number): number {
    if (this.runningSinceMs === null) return this.beforeMs
    return this.beforeMs + Math.max(0, nowMs - this.runningSinceMs)
  }
}
