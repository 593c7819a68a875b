import type { EngineEvent, ExerciseCounter, PoseFrame, Repetition, Snapshot } from '@/engine'

export function frameAt(timestampMs: number): PoseFrame {
  return { landmarks: null, worldLandmarks: null, width: 640, height: 480, timestampMs }
}

const QUIET: Snapshot = {
  exercise: 'push-up',
  reps: 0,
  heldSeconds: 0,
  personVisible: true,
  inPosition: true,
  phase: 0,
  cadencePerMinute: null,
  longestRun: 0,
  trips: 0,
  framesPerSecond: 30,
}

/** A counter that returns scripted events, one entry per frame. */
export class ScriptedCounter implements ExerciseCounter {
  readonly seen: number[] = []
  other: number | null = null
  readonly #script: (readonly EngineEvent[])[]
  #state: Snapshot = QUIET

  constructor(script: (readonly EngineEvent[])[] = []) {
    this.#script = [...script]
  }

  process({ timestampMs }: PoseFrame): readonly EngineEvent[] {
    this.seen.push(timestampMs)
    const events = this.#script.shift() ?? []
    const reps = this.#state.reps + events.filter(({ type }) => type === 'rep').length
    this.become({ reps, phase: (timestampMs % 1000) / 1000 })
    return events
  }

  snapshot(): Snapshot {
    return this.#state
  }

  become(change: Partial<Snapshot>): void {
    this.#state = { ...this.#state, ...change }
  }

  reset(): void {
    this.#state = QUIET
  }

  secondOpinion(): number | null {
    return this.other
  }
}

/** A repetition that took the second before `endMs` of media time. */
export function rep(endMs: number, over: Partial<Repetition> = {}): EngineEvent {
  return {
    type: 'rep',
    timestampMs: endMs,
    repetition: {
      index: 1,
      startMs: endMs - 1_000,
      endMs,
      verdict: 'valid',
      bottomDeg: 79.6,
      topDeg: 165.2,
      downMs: 480.4,
      upMs: 519.6,
      bodyLineDeg: null,
      ...over,
    },
  }
}
