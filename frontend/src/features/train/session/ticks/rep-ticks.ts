import { PushUpRise } from './push-up-rise'
import { RopeRhythm } from './rope-rhythm'
import type { EngineEvent, ExerciseType, PoseFrame } from '@/engine'

/** Decides when to tick repetitions: when they count, when a jump lands, or when the arms of a push-up are straight. */
export class RepTicks {
  readonly #exercise: ExerciseType
  readonly #rhythm = new RopeRhythm()
  readonly #rise = new PushUpRise()

  constructor(exercise: ExerciseType) {
    this.#exercise = exercise
  }

  /** Takes a picture with its events; returns the media time of the tick, or null for none. */
  hear(frame: PoseFrame, events: readonly EngineEvent[]): number | null {
    if (this.#exercise === 'push-up') this.#rise.see(frame)
    const reps = events.flatMap((event) => (event.type === 'rep' ? [event.repetition] : []))
    if (reps.length === 0) return null
    if (this.#exercise === 'push-up') return this.#rise.tickMs() ?? frame.timestampMs
    if (this.#exercise !== 'jump-rope') return frame.timestampMs
    for (const { endMs } of reps) this.#rhythm.jump(endMs)
    const landingMs = this.#rhythm.nextLandingMs() ?? frame.timestampMs
    // A landing in the past belonged to a jump reported late: prediction resumes with the next one.
    return landingMs < frame.timestampMs ? null : landingMs
  }
}
