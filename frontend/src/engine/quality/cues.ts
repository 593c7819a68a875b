import type { FaultCues } from '../cyclic/profile.ts'
import type { FormCue, RepVerdict } from '../types.ts'
import type { LineReading } from './line-meter.ts'

const CUE_EVERY_MS = 4000
/** Shoulder-hip-ankle: off straight by this much warns, by this much is a fault. */
const LINE_WARNS_DEG = 15
const LINE_FAULT_DEG = 25
const UNEVEN_DEG = 20
/** Fatigue against the set's first repetitions. */
const SHALLOWER_BY = 0.15
const SLOWER_BY = 0.4
const FIRST_REPS = 5
const LAST_REPS = 3

/** What one repetition offers to speak of. */
export interface Findings {
  readonly verdict: RepVerdict
  readonly line: LineReading | null
  readonly sideDifferenceDeg: number | null
  readonly own: FormCue | null
  readonly cues: FaultCues
  readonly tooFastMs: number
  readonly travel: number
  readonly durationMs: number
}

/** Picks one cue at a time, worst first, at most one every 4 s. */
export class CueScheduler {
  #spokenMs: number | null = null
  readonly #fatigue = new Fatigue()

  /** The cue to give at `timestampMs`, or null. */
  pick(findings: Findings, timestampMs: number): FormCue | null {
    const isTired = this.#fatigue.push(findings)
    if (this.#spokenMs !== null && timestampMs - this.#spokenMs < CUE_EVERY_MS) return null
    const cue = worst(findings, isTired)
    if (cue !== null) this.#spokenMs = timestampMs
    return cue
  }

  reset(): void {
    this.#spokenMs = null
    this.#fatigue.reset()
  }
}

/** Cues in order of weight, each with what calls for it. */
function worst(findings: Findings, isTired: boolean): FormCue | null {
  const { verdict, line, sideDifferenceDeg, own, cues, durationMs, tooFastMs } = findings
  const [sagDeg, pikeDeg] = [line?.sagDeg ?? 0, line?.pikeDeg ?? 0]
  const ranked: readonly (readonly [FormCue | null, boolean])[] = [
    ['hips-sag', sagDeg > LINE_FAULT_DEG],
    ['hips-pike', pikeDeg > LINE_FAULT_DEG],
    [cues.shallow, verdict === 'shallow'],
    [cues.noLockOut, verdict === 'no-lock-out'],
    ['hips-sag', sagDeg > LINE_WARNS_DEG],
    ['hips-pike', pikeDeg > LINE_WARNS_DEG],
    [cues.uneven, (sideDifferenceDeg ?? 0) > UNEVEN_DEG],
    [own, own !== null],
    ['too-fast', durationMs < tooFastMs],
    ['tired', isTired],
  ]
  return ranked.find(([cue, isCalledFor]) => cue !== null && isCalledFor)?.[0] ?? null
}

/** Compares the last few repetitions with the first few. */
class Fatigue {
  readonly #first: Findings[] = []
  readonly #last: Findings[] = []

  push(findings: Findings): boolean {
    if (this.#first.length < FIRST_REPS) {
      this.#first.push(findings)
      return false
    }
    this.#last.push(findings)
    if (this.#last.length < LAST_REPS) return false
    const isShallower =
      mean(this.#last, 'travel') < (1 - SHALLOWER_BY) * mean(this.#first, 'travel')
    const isSlower =
      mean(this.#last, 'durationMs') > (1 + SLOWER_BY) * mean(this.#first, 'durationMs')
    this.#last.shift()
    return isShallower || isSlower
  }

  reset(): void {
    this.#first.length = 0
    this.#last.length = 0
  }
}

function mean(list: readonly Findings[], key: 'travel' | 'durationMs'): number {
  return list.reduce((sum, findings) => sum + findings[key], 0) / list.length
}
