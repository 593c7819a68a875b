import type { EngineEvent, Run } from '../types.ts'
import { SILENT_MS } from './jump-finder.ts'

/** Taken up again within this, a break was a trip; later it was a pause between two runs. */
const TRIP_MS = 5000

/** Keeps the runs of a set: the one under way, the longest, and how often the rope was tripped over. */
export class RunLog {
  #longest = 0
  #trips = 0
  #current: Run | null = null
  /** Over, but it is not known yet whether by a trip. */
  #ended: Run | null = null

  /** Jumps of the longest run, the one under way included. */
  get longest(): number {
    return this.#longest
  }

  get trips(): number {
    return this.#trips
  }

  jump(startMs: number, endMs: number, events: EngineEvent[]): void {
    if (this.#current === null) this.#takeUp(endMs, events)
    const { startMs: runStartMs, reps } = this.#current ?? { startMs, reps: 0 }
    this.#current = { startMs: runStartMs, endMs, reps: reps + 1 }
    this.#longest = Math.max(this.#longest, this.#current.reps)
  }

  /** The rhythm has stopped. */
  end(): void {
    this.#ended = this.#current ?? this.#ended
    this.#current = null
  }

  /** To be called every frame; `hasLeft` where the person can't take the run up again. */
  watch(nowMs: number, hasLeft: boolean, events: EngineEvent[]): void {
    if (this.#ended === null) return
    if (hasLeft || nowMs - this.#ended.endMs > TRIP_MS) this.#report(nowMs, false, events)
  }

  reset(): void {
    this.#longest = 0
    this.#trips = 0
    this.#current = null
    this.#ended = null
  }

  /** What was too short to be a break goes on as if the rhythm had never been lost; a longer one was a trip. */
  #takeUp(nowMs: number, events: EngineEvent[]): void {
    if (this.#ended === null || nowMs - this.#ended.endMs > SILENT_MS) {
      this.#report(nowMs, true, events)
      return
    }
    this.#current = this.#ended
    this.#ended = null
  }

  #report(timestampMs: number, trip: boolean, events: EngineEvent[]): void {
    if (this.#ended === null) return
    events.push({ type: 'run-ended', timestampMs, run: this.#ended, trip })
    if (trip) this.#trips += 1
    this.#ended = null
  }
}
