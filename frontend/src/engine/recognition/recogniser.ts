import type { ExerciseType } from '../types.ts'

/** A repetition votes for this many ms. */
const MEMORY_MS = 12_000
/** Another exercise takes over with this many repetitions while the current one had none for a while. */
const TAKEOVER_VOTES = 2
const SILENT_MS = 4000
/** A hold is recognised after this long, and only where nothing was repeated lately. */
const HOLD_SECONDS = 4
const AFTER_REPS_MS = 12_000
/** Movements that bounce: where one of these is counted too, it says more than the bouncing. */
const BOUNCING: readonly ExerciseType[] = ['jumping-jack', 'high-knees']

interface Vote {
  readonly exercise: ExerciseType
  readonly timestampMs: number
}

/** Decides which exercise is being done from what the counters of all exercises say. */
export class Recogniser {
  #votes: Vote[] = []
  #current: ExerciseType | null = null

  get current(): ExerciseType | null {
    return this.#current
  }

  /** One repetition of `exercise`; whether the current exercise changed. */
  repetition(exercise: ExerciseType, timestampMs: number): boolean {
    this.#votes = this.#votes.filter((vote) => timestampMs - vote.timestampMs <= MEMORY_MS)
    this.#votes.push({ exercise, timestampMs })
    return this.#adopt(this.#takesOver(exercise, timestampMs) ? exercise : this.#current)
  }

  /** `exercise` has been held for this long without a break; whether the current exercise changed. */
  hold(exercise: ExerciseType, seconds: number, timestampMs: number): boolean {
    const isQuiet = this.#votes.every((vote) => timestampMs - vote.timestampMs > AFTER_REPS_MS)
    return this.#adopt(seconds >= HOLD_SECONDS && isQuiet ? exercise : this.#current)
  }

  reset(): void {
    this.#votes = []
    this.#current = null
  }

  #takesOver(exercise: ExerciseType, timestampMs: number): boolean {
    const current = this.#current
    if (current === null || current === 'plank') return true
    if (current === exercise) return false
    if (current === 'jump-rope' && BOUNCING.includes(exercise)) return this.#count(exercise) >= 2
    const isSilent = this.#votes.every(
      (vote) => vote.exercise !== current || timestampMs - vote.timestampMs > SILENT_MS,
    )
    return isSilent && this.#count(exercise) >= TAKEOVER_VOTES
  }

  #count(exercise: ExerciseType): number {
    return this.#votes.filter((vote) => vote.exercise === exercise).length
  }

  #adopt(exercise: ExerciseType | null): boolean {
    const hasChanged = exercise !== this.#current
    this.#current = exercise
    return hasChanged
  }
}
