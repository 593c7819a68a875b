import type { Advice, Cue, Milestone } from './live-view'
import type { EngineEvent, ExerciseType, RepVerdict } from '@/engine'
import { amountOf, endsHigh } from '@/shared/lib/exercises'
import type { SetTarget } from '@/workouts/plan'

/** Nobody can act on cues more often than this. */
export const CUE_EVERY_MS = 4_000
const LAST = 5

/** The cue for each fault, worst first; low confidence is not the person's fault. */
const FAULTS: Readonly<Record<Exclude<RepVerdict, 'valid' | 'low-confidence'>, Cue>> = {
  'hips-off-line': 'straight-body',
  shallow: 'go-lower',
  'no-lock-out': 'lock-out',
}
/** Exercises with another cue, or without such a fault. */
const OTHERWISE: Partial<
  Readonly<Record<ExerciseType, Partial<Readonly<Record<RepVerdict, Cue | null>>>>>
> = {
  'sit-up': { 'no-lock-out': null },
  'jumping-jack': { 'no-lock-out': null },
  'high-knees': { 'no-lock-out': null },
  squat: { 'no-lock-out': 'stand-tall' },
  lunge: { 'no-lock-out': 'stand-tall' },
  'jump-squat': { 'no-lock-out': 'stand-tall' },
}

/** The cue for a repetition that was judged bad; null for one that was not. */
export function cueFor(exercise: ExerciseType, verdict: RepVerdict): Cue | null {
  if (verdict === 'valid' || verdict === 'low-confidence') return null
  if (verdict === 'shallow' && endsHigh(exercise)) return 'go-higher'
  const own = OTHERWISE[exercise]?.[verdict]
  return own === undefined ? FAULTS[verdict] : own
}

/** 0 for the worst fault; -1 for none. */
export function faultRank(verdict: RepVerdict): number {
  return Object.keys(FAULTS).indexOf(verdict)
}

/**
 * Comments on bad or uncounted repetitions at once, at most every four seconds, and on progress: a new best, the
 * target.
 */
export class Coach {
  readonly #exercise: ExerciseType
  readonly #target: SetTarget
  readonly #said = new Set<Milestone>()
  #cueMs = Number.NEGATIVE_INFINITY

  constructor(exercise: ExerciseType, target: SetTarget) {
    this.#exercise = exercise
    this.#target = target
  }

  /** The advice for one picture's events; undefined keeps the current advice. */
  hear(events: readonly EngineEvent[], atMs: number): Advice | null | undefined {
    const refused = events.find((event) => event.type === 'refused')
    const cue = this.#worst(events)
    if (cue !== null && this.#maySpeak(atMs)) return { kind: 'cue', cue, atMs }
    if (refused !== undefined)
      return this.#maySpeak(atMs) ? { kind: 'refused', reason: refused.reason, atMs } : undefined
    return events.some((event) => isGood(event)) ? null : undefined
  }

  #maySpeak(atMs: number): boolean {
    const isTime = atMs - this.#cueMs >= CUE_EVERY_MS
    if (isTime) this.#cueMs = atMs
    return isTime
  }

  /** A milestone that has just been passed, each only once. The best of earlier sets is 0 if there is none. */
  pass(done: { reps: number; seconds: number }, best: number, atMs: number): Advice | null {
    const isBest = best > 0 && amountOf(this.#exercise, done) > best
    return (isBest ? this.#once('best', atMs) : null) ?? this.#near(done, atMs)
  }

  /** On the way to the target. */
  #near(done: { reps: number; seconds: number }, atMs: number): Advice | null {
    const target = this.#target
    if (target.kind === 'open') return null
    const [all, so] =
      target.kind === 'reps' ? [target.reps, done.reps] : [target.seconds, done.seconds]
    if (all >= 2 * LAST && all - so <= LAST && so < all) return this.#once('last-five', atMs)
    if (all > 2 * LAST && so >= all / 2) return this.#once('halfway', atMs)
    return null
  }

  /** The engine's own cue if there is one, otherwise the cue for the verdict. */
  #worst(events: readonly EngineEvent[]): Cue | null {
    const own = events.find((event) => event.type === 'cue')
    if (own !== undefined) return own.cue
    for (const event of events) {
      const cue = event.type === 'rep' ? cueFor(this.#exercise, event.repetition.verdict) : null
      if (cue !== null) return cue
    }
    return null
  }

  #once(milestone: Milestone, atMs: number): Advice | null {
    if (this.#said.has(milestone)) return null
    this.#said.add(milestone)
    return { kind: 'milestone', milestone, atMs }
  }
}

function isGood(event: EngineEvent): boolean {
  return event.type === 'rep' && event.repetition.verdict === 'valid'
}
