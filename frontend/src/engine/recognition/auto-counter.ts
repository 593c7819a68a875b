import type { EngineEvent, ExerciseCounter, ExerciseType, PoseFrame, Snapshot } from '../types.ts'
import { Recogniser } from './recogniser.ts'

/** Runs the counters of all exercises and shows the one that is being done. */
export class AutoCounter implements ExerciseCounter {
  readonly #counters: ReadonlyMap<ExerciseType, ExerciseCounter>
  readonly #recogniser = new Recogniser()
  readonly #heldBefore = new Map<ExerciseType, number>()
  #idle: Snapshot | null = null

  constructor(counters: ReadonlyMap<ExerciseType, ExerciseCounter>) {
    if (counters.size === 0) throw new RangeError('no counters to choose from')
    this.#counters = counters
  }

  process(frame: PoseFrame): readonly EngineEvent[] {
    const byExercise = new Map<ExerciseType, readonly EngineEvent[]>()
    for (const [exercise, counter] of this.#counters)
      byExercise.set(exercise, counter.process(frame))
    const hasChanged = this.#recognise(byExercise, frame.timestampMs)
    const current = this.#recogniser.current
    const events = current === null ? [] : (byExercise.get(current) ?? [])
    if (!hasChanged || current === null) return events
    return [{ type: 'exercise', timestampMs: frame.timestampMs, exercise: current }, ...events]
  }

  snapshot(): Snapshot {
    const current = this.#recogniser.current
    const counter = current === null ? undefined : this.#counters.get(current)
    return counter?.snapshot() ?? this.#unrecognised()
  }

  reset(): void {
    for (const counter of this.#counters.values()) counter.reset()
    this.#recogniser.reset()
    this.#heldBefore.clear()
    this.#idle = null
  }

  secondOpinion(): number | null {
    const current = this.#recogniser.current
    const counter = current === null ? undefined : this.#counters.get(current)
    return counter?.secondOpinion?.() ?? null
  }

  #recognise(
    byExercise: ReadonlyMap<ExerciseType, readonly EngineEvent[]>,
    timestampMs: number,
  ): boolean {
    let hasChanged = false
    for (const [exercise, events] of byExercise) {
      for (const event of events)
        if (event.type === 'rep')
          hasChanged = this.#recogniser.repetition(exercise, timestampMs) || hasChanged
      const held = this.#heldSeconds(exercise)
      if (held > 0) hasChanged = this.#recogniser.hold(exercise, held, timestampMs) || hasChanged
    }
    return hasChanged
  }

  /** Seconds of the hold under way; 0 for exercises that are repeated. */
  #heldSeconds(exercise: ExerciseType): number {
    const snapshot = this.#counters.get(exercise)?.snapshot()
    if (snapshot === undefined || snapshot.heldSeconds === 0) return 0
    if (!snapshot.inPosition) this.#heldBefore.set(exercise, snapshot.heldSeconds)
    return snapshot.heldSeconds - (this.#heldBefore.get(exercise) ?? 0)
  }

  /** What every counter sees alike, with no exercise named; the same object while nothing changes. */
  #unrecognised(): Snapshot {
    const [first] = this.#counters.values()
    const personVisible = first?.snapshot().personVisible ?? false
    const framesPerSecond = first?.snapshot().framesPerSecond ?? null
    const last = this.#idle
    if (last?.personVisible === personVisible && last.framesPerSecond === framesPerSecond)
      return last
    this.#idle = {
      exercise: null,
      reps: 0,
      heldSeconds: 0,
      personVisible,
      inPosition: false,
      phase: null,
      cadencePerMinute: null,
      longestRun: 0,
      trips: 0,
      framesPerSecond,
    }
    return this.#idle
  }
}
