import { PushUpRise } from './push-up-rise'
import { RopeRhythm } from './rope-rhythm'
import type { EngineEvent, ExerciseType, PoseFrame } from '@/engine'

/** Tells when repetitions are to be ticked: as they count, or when a jump lands or the arms of a push-up are straight. */
export class RepTicks {
  readonly #exercise: ExerciseType
  readonly #rhythm = new RopeRhythm()
  readonly #rise = new PushUpRise()

  constructor(exercise: ExerciseType) {
    this.#exercise = exercise
  }

  /** Takes a picture with what it brought; gives the media time of the tick, or null for none. */
  hear(frame: PoseFrame, events: readonly EngineEvent[]): number | null {
    if (this.#exercise === 'push-up') this.#rise.see(frame)
    const reps = events.flatMap((event) => (event.type === 'rep' ? [event.repetition] : []))
    if (reps.length === 0) return null
    if (this.#exercise === 'push-up') return this.#rise.tickMs() ?? frame.timestampMs
    if (this.#exercise !== 'jump-rope') return frame.timestampMs
    for (const { endMs } of reps) this.#rhythm.jump(endMs)
    const landingMs = this.#rhythm.nextLandingMs() ?? frame.timestampMs
    // A landing that is over by now was that of a jump told late: the next one foretells again.
    return landingMs < frame.timestampMs ? null : landingMs
  }
}
