import type { Body } from '../body/body.ts'
import type { EngineEvent, ExerciseType, Repetition } from '../types.ts'
import type { BodyCounter, Reading } from './body-counter.ts'

/**
 * Counts an exercise that has two forms, such as push-ups on the floor and against a wall: each has its own counter.
 */
export class EitherCounter implements BodyCounter {
  readonly exercise: ExerciseType
  readonly leastFramesPerSecond: number
  readonly #forms: readonly [BodyCounter, BodyCounter]
  /** The form that was counted, or taken up, last. */
  #current: BodyCounter
  #reps = 0
  #lastEndMs = Number.NEGATIVE_INFINITY

  constructor(usual: BodyCounter, other: BodyCounter) {
    this.exercise = usual.exercise
    this.leastFramesPerSecond = Math.max(usual.leastFramesPerSecond, other.leastFramesPerSecond)
    this.#forms = [usual, other]
    this.#current = usual
  }

  follow(body: Body, events: EngineEvent[]): void {
    const before = this.reading().inPosition
    for (const form of this.#forms) {
      const own: EngineEvent[] = []
      form.follow(body, own)
      for (const event of own) this.#pass(event, form, events)
    }
    const other = this.#forms.find((form) => form !== this.#current)
    if (other?.reading().inPosition === true && !this.#current.reading().inPosition)
      this.#current = other
    const { inPosition } = this.reading()
    const { timestampMs } = body
    if (inPosition !== before) events.push({ type: 'position', timestampMs, inPosition })
  }

  reading(): Reading {
    return { ...this.#current.reading(), reps: this.#reps }
  }

  reset(): void {
    for (const form of this.#forms) form.reset()
    this.#current = this.#forms[0]
    this.#reps = 0
    this.#lastEndMs = Number.NEGATIVE_INFINITY
  }

  secondOpinion(): number | null {
    const others = this.#forms.map((form) => form.secondOpinion() ?? form.reading().reps)
    const sum = others.reduce((total, reps) => total + reps, 0)
    return sum === this.#reps ? null : sum
  }

  #pass(event: EngineEvent, form: BodyCounter, events: EngineEvent[]): void {
    if (event.type === 'rep') this.#count(event.repetition, event.timestampMs, form, events)
    // What is no repetition of one form may be one of the other: only the form under way complains.
    else if (event.type !== 'position' && form === this.#current) events.push(event)
  }

  #count(found: Repetition, timestampMs: number, form: BodyCounter, events: EngineEvent[]): void {
    // One movement, seen as both forms.
    if (found.startMs < this.#lastEndMs) return
    this.#current = form
    this.#lastEndMs = found.endMs
    this.#reps += 1
    const repetition = { ...found, index: this.#reps }
    events.push({ type: 'rep', timestampMs, repetition })
  }
}
