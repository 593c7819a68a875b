import type { Body } from '../body/body.ts'
import { OneEuroFilter } from '../signals/one-euro.ts'
import type { SignalSample } from '../signals/signal-sample.ts'
import type { Cycle, CyclicProfile, Features, Moment } from './profile.ts'
import { slipPixels } from './rules.ts'
import { ZigZag } from './zig-zag.ts'

const PARTIAL_RETURN_SHARE = 0.5
const REST_MEMORY_MS = 15_000
/** Steadies the joint that should keep still; jumps of its landmark in one frame are not slips. */
const STILL_SMOOTHING = { minCutoffHz: 1.5, beta: 0, derivativeCutoffHz: 1 }
/** Features are averaged over about this time. */
const FEATURE_MS = 80
/** Evidence of posture from which a frame counts as spent in it. */
const IN_POSTURE = 0.5

/** Time without a sample counts up to this. */
const LONGEST_STEP_MS = 250
/** A sample is of the same moment as a body that is no more than this younger. */
const FRESH_MS = 70

/** What a moment holds apart from time and signal. */
type Looks<F extends Features> = Pick<Moment<F>, 'features' | 'stillX' | 'stillY'>

/** Turns a profile's signal into cycles, with what the body looked like at rest, turning point and end. */
export class CycleFinder<F extends Features> {
  readonly #profile: CyclicProfile<F>
  readonly #zigZag: ZigZag
  readonly #stillX = new OneEuroFilter(STILL_SMOOTHING)
  readonly #stillY = new OneEuroFilter(STILL_SMOOTHING)
  #looks: Looks<F> | null = null
  #lookedMs: number | null = null
  #lastMs: number | null = null
  #rest: Moment<F> | null = null
  #turn: Moment<F> | null = null
  #cycleMs = 0
  #inPostureMs = 0

  constructor(profile: CyclicProfile<F>) {
    this.#profile = profile
    this.#zigZag = new ZigZag({
      leastTravel: profile.leastTravel,
      returnShare: profile.returnShare,
      partialReturnShare: PARTIAL_RETURN_SHARE,
      restPlateauFrom: profile.restPlateauFrom,
      assumedRest: profile.assumedRest,
      mostMs: profile.mostMs,
      restMemoryMs: REST_MEMORY_MS,
    })
  }

  /** Whether the body is on its way down, or up again, rather than at rest. */
  get isUnderWay(): boolean {
    return this.#zigZag.isDescending
  }

  /** How far the signal is below its rest level; null before there is one. */
  depth(signal: number): number | null {
    return this.#zigZag.depth(signal)
  }

  /** Takes the signal's next sample; `body` is the newest one, which a sample bridging a gap is a little older than. */
  push(body: Body, sample: SignalSample, posture: number): Cycle<F> | null {
    const { value, timestampMs } = sample
    const elapsedMs = Math.min(LONGEST_STEP_MS, timestampMs - (this.#lastMs ?? timestampMs))
    this.#lastMs = timestampMs
    this.#cycleMs += elapsedMs
    if (posture >= IN_POSTURE) this.#inPostureMs += elapsedMs
    const step = this.#zigZag.push(value, timestampMs)
    // Of the time within a gap only the signal is known: the body's looks stay as they were before it.
    const isBridged = body.timestampMs - timestampMs > FRESH_MS
    if (!isBridged || this.#looks === null) this.#looks = this.#look(body)
    if (step === null) return null
    const moment = { ...this.#looks, timestampMs, signal: value, posture, isBridged }
    const rest = { ...moment, signal: this.#zigZag.restLevel }
    if (step === 'rest') this.#restAt(rest)
    if (step !== 'turn') return step === 'cycle' ? this.#close(moment, body.pixelsPerMetre) : null
    this.#turn = moment
    // The scene began there.
    this.#rest ??= rest
    return null
  }

  reset(): void {
    this.#zigZag.reset()
    this.#stillX.reset()
    this.#stillY.reset()
    this.#looks = null
    this.#lookedMs = null
    this.#lastMs = null
    this.#rest = null
    this.#turn = null
    this.#cycleMs = 0
    this.#inPostureMs = 0
  }

  #look(body: Body): Looks<F> {
    const elapsedMs = body.timestampMs - (this.#lookedMs ?? Number.NEGATIVE_INFINITY)
    this.#lookedMs = body.timestampMs
    const weight = 1 - Math.exp(-elapsedMs / FEATURE_MS)
    const features = blend(this.#looks?.features ?? null, this.#profile.features(body), weight)
    const joint = this.#profile.still
    if (joint === null) return { features, stillX: 0, stillY: 0 }
    return {
      features,
      stillX: this.#stillX.apply(body.seenPixelX(joint), body.timestampMs),
      stillY: this.#stillY.apply(body.seenPixelY(joint), body.timestampMs),
    }
  }

  #restAt(moment: Moment<F>): void {
    this.#rest = moment
    this.#cycleMs = 0
    this.#inPostureMs = 0
  }

  #close(end: Moment<F>, pixelsPerMetre: number): Cycle<F> | null {
    const [rest, turn] = [this.#rest, this.#turn]
    const postureShare = this.#cycleMs > 0 ? this.#inPostureMs / this.#cycleMs : 0
    this.#restAt(end)
    if (rest === null || turn === null) return null
    return {
      rest,
      turn,
      end,
      travel: rest.signal - turn.signal,
      slip: slipPixels(rest, turn, end) / pixelsPerMetre,
      postureShare,
    }
  }
}

function blend<F extends Features>(before: F | null, now: F, weight: number): F {
  if (before === null) return now
  const mixed = Object.entries(now).map(([name, value]) => {
    const old = before[name] ?? value
    return [name, old + weight * (value - old)] as const
  })
  return Object.fromEntries(mixed) as F
}
