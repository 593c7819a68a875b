import type {
  EngineEvent,
  ExerciseCounter,
  PoseFrame,
  RefusalReason,
  Repetition,
  Run,
  Snapshot,
} from '@/engine'
import type { RepRecord, RunRecord, SetRecord } from '@/workouts/record/set-record'

/** Set time, in ms, at a media time. */
export type SetTime = (mediaMs: number) => number

/** Feeds frames to a counter and records its events in set time. */
export class SetRecorder {
  readonly #counter: ExerciseCounter
  /** The record so far: a set that continues after a reload already has one. */
  readonly #earlier: SetRecord
  readonly #repetitions: RepRecord[] = []
  readonly #runs: RunRecord[] = []
  readonly #refused: Record<string, number> = {}

  constructor(counter: ExerciseCounter, earlier: SetRecord) {
    this.#counter = counter
    this.#earlier = earlier
    this.#refused = { ...earlier.refused }
  }

  get id(): string {
    return this.#earlier.id
  }

  get snapshot(): Snapshot {
    return this.#counter.snapshot()
  }

  get reps(): number {
    return this.#earlier.reps + this.snapshot.reps
  }

  get heldMs(): number {
    return this.#earlier.held_ms + this.snapshot.heldSeconds * 1000
  }

  process(frame: PoseFrame): readonly EngineEvent[] {
    return this.#counter.process(frame)
  }

  /** Record a frame's events, once its set time is known. */
  note(events: readonly EngineEvent[], setTime: SetTime): void {
    for (const event of events) {
      if (event.type === 'rep') this.#repetitions.push(repRecord(event.repetition, setTime))
      if (event.type === 'run-ended') this.#runs.push(runRecord(event.run, event.trip, setTime))
      if (event.type === 'refused') this.#refuse(event.reason)
    }
  }

  record(elapsedMs: number): SetRecord {
    return {
      ...this.#earlier,
      elapsed_ms: elapsedMs,
      reps: this.reps,
      held_ms: this.heldMs,
      repetitions: [...this.#earlier.repetitions, ...this.#repetitions],
      runs: [...this.#earlier.runs, ...this.#runs],
      longest_run: Math.max(this.#earlier.longest_run, this.snapshot.longestRun),
      trips: this.#earlier.trips + this.snapshot.trips,
      refused: { ...this.#refused },
    }
  }

  /** The record of a finished set, with the counter's second opinion. */
  finalRecord(elapsedMs: number): SetRecord {
    const other = this.#counter.secondOpinion?.() ?? null
    return {
      ...this.record(elapsedMs),
      second_opinion: other === null ? null : this.#earlier.reps + other,
    }
  }

  #refuse(reason: RefusalReason): void {
    this.#refused[reason] = (this.#refused[reason] ?? 0) + 1
  }
}

function repRecord(repetition: Repetition, setTime: SetTime): RepRecord {
  return {
    start_ms: whole(setTime(repetition.startMs)),
    end_ms: whole(setTime(repetition.endMs)),
    verdict: repetition.verdict,
    bottom_deg: rounded(repetition.bottomDeg),
    top_deg: rounded(repetition.topDeg),
    down_ms: rounded(repetition.downMs),
    up_ms: rounded(repetition.upMs),
    body_line_deg: rounded(repetition.bodyLineDeg),
    variant: repetition.variant ?? null,
  }
}

function runRecord({ startMs, endMs, reps }: Run, trip: boolean, setTime: SetTime): RunRecord {
  return { start_ms: whole(setTime(startMs)), end_ms: whole(setTime(endMs)), reps, trip }
}

function whole(value: number): number {
  return Math.max(0, Math.round(value))
}

function rounded(value: number | null): number | null {
  return value === null ? null : whole(value)
}
