import type { Body } from '../body/body.ts'
import { JOINT, SIDES } from '../body/landmarks.ts'
import { TimeWindow } from '../signals/time-window.ts'
import type { EngineEvent, ExerciseType, Repetition } from '../types.ts'
import type { BodyCounter, Reading } from './body-counter.ts'

/**
 * Both ankles over where they were during the repetition, body metres: those of one who only stands up come to 0.12.
 */
const LEAST_FLIGHT = 0.14
/** The feet leave the ground within this long after the legs are stretched. */
const FLIGHT_WITHIN_MS = 700
const CAPACITY = 1024

interface Awaited {
  readonly repetition: Repetition
  /** Height of the lower ankle on the ground, body metres. */
  readonly ground: number
}

/** Counts those repetitions of another counter that end in a jump: a squat, and off the ground. */
export class FlightCounter implements BodyCounter {
  readonly exercise: ExerciseType
  readonly leastFramesPerSecond: number
  readonly #inner: BodyCounter
  readonly #ankles: TimeWindow
  #awaited: Awaited | null = null
  #reps = 0

  /** `longestMs`: the longest repetition of the inner counter. */
  constructor(exercise: ExerciseType, inner: BodyCounter, longestMs: number) {
    this.exercise = exercise
    this.leastFramesPerSecond = inner.leastFramesPerSecond
    this.#inner = inner
    this.#ankles = new TimeWindow(longestMs, CAPACITY)
  }

  follow(body: Body, events: EngineEvent[]): void {
    const { timestampMs } = body
    if (body.isNewScene) this.#abandon()
    const height = Math.min(...SIDES.map((side) => ankleHeight(body, side)))
    this.#ankles.push(height, timestampMs)
    this.#await(height, timestampMs, events)
    const own: EngineEvent[] = []
    this.#inner.follow(body, own)
    for (const event of own) {
      if (event.type !== 'rep') events.push(event)
      else this.#awaited = { repetition: event.repetition, ground: this.#ground(event.repetition) }
    }
  }

  reading(): Reading {
    return { ...this.#inner.reading(), reps: this.#reps }
  }

  reset(): void {
    this.#abandon()
    this.#inner.reset()
    this.#reps = 0
  }

  secondOpinion(): number | null {
    return null
  }

  #await(height: number, timestampMs: number, events: EngineEvent[]): void {
    if (this.#awaited === null) return
    const { repetition, ground } = this.#awaited
    if (height - ground >= LEAST_FLIGHT) {
      this.#awaited = null
      this.#reps += 1
      events.push({ type: 'rep', timestampMs, repetition: { ...repetition, index: this.#reps } })
    } else if (timestampMs - repetition.endMs > FLIGHT_WITHIN_MS) {
      this.#awaited = null
      events.push({ type: 'refused', timestampMs, reason: 'not-this-exercise' })
    }
  }

  /** Mean height of the lower ankle during a repetition. */
  #ground({ startMs, endMs }: Repetition): number {
    let [sum, count] = [0, 0]
    for (let i = 0; i < this.#ankles.length; i++) {
      const ms = this.#ankles.timeAt(i)
      if (ms < startMs || ms > endMs) continue
      sum += this.#ankles.valueAt(i)
      count += 1
    }
    return sum / count
  }

  #abandon(): void {
    this.#awaited = null
    this.#ankles.clear()
  }
}

/** Up from the picture's upper edge, body metres. */
function ankleHeight(body: Body, side: number): number {
  return -(body.pixelY[JOINT.ankle + side] ?? Number.NaN) / body.pixelsPerMetre
}
