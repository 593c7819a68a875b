import type { Body } from '../body/body.ts'
import type { AngleStandard, Cycle, Features, QualityProfile } from '../cyclic/profile.ts'
import type { FormCue, RepVariant, RepVerdict, Repetition, Standard } from '../types.ts'
import { AngleMeter } from './angle-meter.ts'
import type { JointReading } from './angle-meter.ts'
import { CueScheduler } from './cues.ts'
import type { Findings } from './cues.ts'
import { LineMeter } from './line-meter.ts'
import type { LineReading } from './line-meter.ts'

/** Landmarks trusted less than this, or a posture held for less of the time, give no verdict. */
const LEAST_TRUST = 0.4
const LEAST_POSTURE_SHARE = 0.8

/** Assesses repetitions by a profile's quality rules and the standard the person chose. */
export class RepCoach {
  readonly #profile: QualityProfile | null
  readonly #standard: AngleStandard | null
  readonly #angles: AngleMeter | null
  readonly #line: LineMeter | null
  readonly #cues = new CueScheduler()
  #variants = new Map<RepVariant | null, number>()
  #ownCue: FormCue | null = null
  #findings: Findings | null = null

  constructor(profile: QualityProfile | null, standard: Standard) {
    this.#profile = profile
    this.#standard = profile?.standards[standard] ?? null
    this.#angles = profile === null ? null : new AngleMeter(profile)
    const line = profile?.bodyLineDeg ?? null
    this.#line = line === null ? null : new LineMeter(line)
  }

  watch(body: Body, isUnderWay: boolean): void {
    const profile = this.#profile
    if (profile === null) return
    this.#angles?.watch(body, isUnderWay)
    this.#line?.watch(body)
    if (!isUnderWay) return
    const variant = profile.variant?.(body) ?? null
    this.#variants.set(variant, (this.#variants.get(variant) ?? 0) + 1)
    this.#ownCue = profile.ownCue?.(body) ?? this.#ownCue
  }

  /** How the repetition that ends with this cycle was done: all but its number. */
  assess<F extends Features>(cycle: Cycle<F>): Omit<Repetition, 'index'> {
    const joint = this.#angles?.read() ?? null
    const line = this.#line?.read() ?? null
    const verdict = this.#verdict(cycle, joint, line)
    this.#findings = this.#find(cycle, verdict, joint, line)
    const variant = this.#usualVariant()
    this.#variants.clear()
    this.#ownCue = null
    return {
      startMs: cycle.rest.timestampMs,
      endMs: cycle.end.timestampMs,
      verdict,
      bottomDeg: rounded(joint?.bottomDeg),
      topDeg: rounded(joint?.topDeg),
      downMs: cycle.turn.timestampMs - cycle.rest.timestampMs,
      upMs: cycle.end.timestampMs - cycle.turn.timestampMs,
      bodyLineDeg: line === null ? null : rounded(180 - Math.max(line.sagDeg, line.pikeDeg)),
      sideDifferenceDeg: rounded(joint?.sideDifferenceDeg),
      variant,
    }
  }

  /** What to say about the repetition assessed last. */
  cue(timestampMs: number): FormCue | null {
    return this.#findings === null ? null : this.#cues.pick(this.#findings, timestampMs)
  }

  /** Forgets the repetition under way. */
  abandon(): void {
    this.#angles?.reset()
    this.#line?.reset()
    this.#variants.clear()
    this.#ownCue = null
  }

  reset(): void {
    this.abandon()
    this.#cues.reset()
    this.#findings = null
  }

  #find<F extends Features>(
    cycle: Cycle<F>,
    verdict: RepVerdict,
    joint: JointReading | null,
    line: LineReading | null,
  ): Findings | null {
    if (this.#profile === null) return null
    const { cues, tooFastMs } = this.#profile
    return {
      verdict,
      line,
      sideDifferenceDeg: joint?.sideDifferenceDeg ?? null,
      own: this.#ownCue,
      cues,
      tooFastMs,
      travel: cycle.travel,
      durationMs: cycle.end.timestampMs - cycle.rest.timestampMs,
    }
  }

  #verdict<F extends Features>(
    cycle: Cycle<F>,
    joint: JointReading | null,
    line: LineReading | null,
  ): RepVerdict {
    const [profile, standard] = [this.#profile, this.#standard]
    if (profile === null || standard === null || joint === null) return 'valid'
    if (joint.trust < LEAST_TRUST || cycle.postureShare < LEAST_POSTURE_SHARE)
      return 'low-confidence'
    return joint.bottomDeg === null
      ? depthBySignal(cycle, profile)
      : byAngles(joint, line, standard)
  }

  #usualVariant(): RepVariant | null {
    let [best, frames]: [RepVariant | null, number] = [null, 0]
    for (const [variant, seen] of this.#variants)
      if (seen > frames) [best, frames] = [variant, seen]
    return best
  }
}

function byAngles(
  { bottomDeg, topDeg }: JointReading,
  line: LineReading | null,
  { bottomAtMost, topAtLeast, lineWithin }: AngleStandard,
): RepVerdict {
  if (bottomDeg !== null && bottomDeg > bottomAtMost) return 'shallow'
  if (topDeg !== null && topDeg < topAtLeast) return 'no-lock-out'
  if (line === null || lineWithin === null) return 'valid'
  return Math.max(line.sagDeg, line.pikeDeg) > lineWithin ? 'hips-off-line' : 'valid'
}

/** For views that hide the angle. */
function depthBySignal<F extends Features>(cycle: Cycle<F>, profile: QualityProfile): RepVerdict {
  if (profile.deepSignalShare === null) return 'low-confidence'
  const isDeep = cycle.turn.signal <= profile.deepSignalShare * cycle.rest.signal
  return isDeep ? 'valid' : 'shallow'
}

function rounded(value: number | null | undefined): number | null {
  return value === null || value === undefined ? null : Math.round(value)
}
