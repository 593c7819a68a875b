import { BodyTracker } from '../body/body-tracker.ts'
import type { Judge } from '../judge/judge.ts'
import type { EngineEvent, ExerciseCounter, PoseFrame, Snapshot } from '../types.ts'
import type { BodyCounter } from './body-counter.ts'
import { FrameGate } from './frame-gate.ts'

/** A person missed for a shorter time than this is still there. */
const VISIBLE_MS = 500

/** Puts frames in order, finds the body in them, and shows what a BodyCounter makes of it. */
export class CounterShell implements ExerciseCounter {
  readonly #counter: BodyCounter
  readonly #judge: Judge | null
  readonly #tracker = new BodyTracker()
  readonly #gate: FrameGate
  #seenMs = Number.NEGATIVE_INFINITY
  #snapshot: Snapshot

  /** `judge`: the one that the counter asks, if any; it sees each body first. */
  constructor(counter: BodyCounter, judge: Judge | null = null) {
    this.#counter = counter
    this.#judge = judge
    this.#gate = new FrameGate(counter.leastFramesPerSecond)
    this.#snapshot = this.#read(Number.NEGATIVE_INFINITY)
  }

  process(frame: PoseFrame): readonly EngineEvent[] {
    const events: EngineEvent[] = []
    if (!this.#gate.admits(frame.timestampMs, events)) return events
    this.#tracker.track(frame, (body) => {
      this.#seenMs = frame.timestampMs
      this.#judge?.push(body)
      this.#counter.follow(body, events)
    })
    this.#update(frame.timestampMs)
    return events
  }

  snapshot(): Snapshot {
    return this.#snapshot
  }

  reset(): void {
    this.#counter.reset()
    this.#judge?.reset()
    this.#tracker.reset()
    this.#gate.reset()
    this.#seenMs = Number.NEGATIVE_INFINITY
    this.#snapshot = this.#read(Number.NEGATIVE_INFINITY)
  }

  secondOpinion(): number | null {
    return this.#counter.secondOpinion()
  }

  #update(timestampMs: number): void {
    const next = this.#read(timestampMs)
    const keys = Object.keys(next) as (keyof Snapshot)[]
    if (keys.some((key) => next[key] !== this.#snapshot[key])) this.#snapshot = next
  }

  #read(timestampMs: number): Snapshot {
    const reading = this.#counter.reading()
    const personVisible = timestampMs - this.#seenMs < VISIBLE_MS
    return {
      exercise: this.#counter.exercise,
      reps: reading.reps,
      heldSeconds: reading.heldSeconds,
      personVisible,
      inPosition: personVisible && reading.inPosition,
      phase: reading.phase,
      cadencePerMinute: reading.cadencePerMinute,
      longestRun: reading.longestRun ?? 0,
      trips: reading.trips ?? 0,
      framesPerSecond: this.#gate.framesPerSecond,
    }
  }
}
