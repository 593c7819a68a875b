import type { EngineEvent, ExerciseCounter, PoseFrame, Repetition, Run, Snapshot } from '@/engine'
import type { RepRecord, RunRecord, SetRecord } from '@/workouts/set-record'

/** Feeds frames to a counter and writes down what it says, in set time. */
export class SetRecorder {
  private readonly counter: ExerciseCounter
  /** The set as it was when this recorder took over: a set that goes on after a reload has some already. */
  private readonly earlier: SetRecord
  private readonly repetitions: RepRecord[] = []
  private readonly runs: RunRecord[] = []
  private readonly refused: Record<string, number> = {}
  /** Media time minus set time; null until the first frame after a start or a pause. */
  private offsetMs: number | null = null

  constructor(counter: ExerciseCounter, earlier: SetRecord) {
    this.counter = counter
    this.earlier = earlier
    this.refused = { ...earlier.refused }
  }

  get snapshot(): Snapshot {
    return this.counter.snapshot()
  }

  get reps(): number {
    return this.earlier.reps + this.snapshot.reps
  }

  get heldMs(): number {
    return this.earlier.held_ms + this.snapshot.heldSeconds * 1000
  }

  /** Take a frame that came when the set had run for `elapsedMs`. */
  process(frame: PoseFrame, elapsedMs: number): readonly EngineEvent[] {
    this.offsetMs ??= frame.timestampMs - elapsedMs
    const events = this.counter.process(frame)
    for (const event of events) this.note(event)
    return events
  }

  /** Frames stop coming; the time until the next one is not set time. */
  pause(): void {
    this.offsetMs = null
  }

  record(elapsedMs: number): SetRecord {
    return {
      ...this.earlier,
      elapsed_ms: elapsedMs,
      reps: this.reps,
      held_ms: this.heldMs,
      repetitions: [...this.earlier.repetitions, ...this.repetitions],
      runs: [...this.earlier.runs, ...this.runs],
      longest_run: Math.max(this.earlier.longest_run, this.snapshot.longestRun),
      trips: this.earlier.trips + this.snapshot.trips,
      refused: { ...this.refused },
    }
  }

  /** The record of a set that is over, with the counter's second opinion on it. */
  finalRecord(elapsedMs: number): SetRecord {
    const other = this.counter.secondOpinion?.() ?? null
    return {
      ...this.record(elapsedMs),
      second_opinion: other === null ? null : this.earlier.reps + other,
    }
  }

  private note(event: EngineEvent): void {
    if (event.type === 'rep') this.repetitions.push(this.repRecord(event.repetition))
    if (event.type === 'run-ended') this.runs.push(this.runRecord(event.run, event.trip))
    if (event.type === 'refused') this.refused[event.reason] = (this.refused[event.reason] ?? 0) + 1
  }

  private repRecord(repetition: Repetition): RepRecord {
    return {
      start_ms: this.setTime(repetition.startMs),
      end_ms: this.setTime(repetition.endMs),
      verdict: repetition.verdict,
      bottom_deg: rounded(repetition.bottomDeg),
      top_deg: rounded(repetition.topDeg),
      down_ms: rounded(repetition.downMs),
      up_ms: rounded(repetition.upMs),
      body_line_deg: rounded(repetition.bodyLineDeg),
      variant: repetition.variant ?? null,
    }
  }

  private runRecord({ startMs, endMs, reps }: Run, trip: boolean): RunRecord {
    return { start_ms: this.setTime(startMs), end_ms: this.setTime(endMs), reps, trip }
  }

  private setTime(mediaMs: number): number {
    return Math.max(0, Math.round(mediaMs - (this.offsetMs ?? 0)))
  }
}

function rounded(value: number | null): number | null {
  return value === null ? null : Math.max(0, Math.round(value))
}
