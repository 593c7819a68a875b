import type { Body } from '../body/body.ts'
import { featuresOf } from './features.ts'
import { decodeHalves } from './half-floats.ts'
import { Net } from './net.ts'
import type { Sample } from './sample.ts'
import { BodySampler, SAMPLE_MS } from './sampler.ts'
import { WEIGHTS } from './weights.ts'

/** What the judge tells apart, in the order of the nets' outputs. */
export const JUDGED = [
  'none',
  'push-up',
  'jump-rope',
  'squat',
  'lunge',
  'sit-up',
  'jumping-jack',
  'high-knees',
  'burpee',
  'jump-squat',
] as const

export type Judged = (typeof JUDGED)[number]

/** The nets tell of the sample this many before the last: what comes next says most about what something was. */
const LOOKAHEAD = 5
/** The judge lags this far behind the frame. */
export const JUDGE_DELAY_MS = LOOKAHEAD * SAMPLE_MS
/** Where nothing newer is known, an answer holds for this long. */
const HOLDS_MS = 500
/** This many answers are remembered: 34 s. */
const CAPACITY = 512

/** What counters ask of a judge. */
export interface Probabilities {
  /**
   * Mean probability that `exercise` was done between two times, as far as they are judged already; where nothing of
   * them is, that of the last answer before. Null where there is none of the last half second.
   */
  mean(exercise: Judged, fromMs: number, toMs: number): number | null
}

/** Takes the probabilities of an answer, in the order of JUDGED. */
export type Hear = (odds: readonly number[]) => void

/**
 * Says at each moment what a person is doing: a probability for each exercise, and for none of them. Small nets,
 * trained apart on recordings of real people (training/), look at the last four seconds; their mean is the answer.
 */
export class Judge implements Probabilities {
  readonly #nets: readonly Net[]
  readonly #sampler = new BodySampler(SAMPLE_MS)
  readonly #times = new Float64Array(CAPACITY)
  readonly #odds = new Float64Array(CAPACITY * JUDGED.length)
  #count = 0
  #before: Sample | null = null
  #last: readonly number[] = []
  /** Samples since the last hole. */
  #seen = 0
  #lastMs = Number.NEGATIVE_INFINITY

  /** `weights` of nets, numbers of half precision in base64, are those that ship unless others are to be tried. */
  constructor(weights?: readonly string[]) {
    const decoded = weights?.map(decodeHalves) ?? shippedWeights()
    this.#nets = decoded.map((each) => new Net(each, JUDGED.length))
  }

  /**
   * Takes bodies in order of time, and `hear` each new answer; a body taken before is passed over: counters share a
   * judge.
   */
  push(body: Body, hear?: Hear): void {
    if (body.timestampMs <= this.#lastMs) return
    this.#lastMs = body.timestampMs
    this.#sampler.push(body, (sample, timestampMs, isFirst) => {
      if (this.#judge(sample, timestampMs, isFirst)) hear?.(this.#last)
    })
  }

  mean(exercise: Judged, fromMs: number, toMs: number): number | null {
    let [sum, count] = [0, 0]
    for (let i = this.#count - 1; i >= Math.max(0, this.#count - CAPACITY); i--) {
      const ms = this.#times[i % CAPACITY] ?? Number.NaN
      if (ms > toMs) continue
      if (ms < fromMs && count === 0 && ms >= fromMs - HOLDS_MS) return this.#said(i, exercise)
      if (ms < fromMs) break
      sum += this.#said(i, exercise)
      count += 1
    }
    return count === 0 ? null : sum / count
  }

  reset(): void {
    this.#sampler.reset()
    this.#count = 0
    this.#before = null
    this.#lastMs = Number.NEGATIVE_INFINITY
  }

  /** Whether there is a new answer. */
  #judge(sample: Sample, timestampMs: number, isFirst: boolean): boolean {
    const features = featuresOf(sample, isFirst ? sample : (this.#before ?? sample))
    this.#before = sample
    this.#seen = isFirst ? 1 : this.#seen + 1
    const odds = JUDGED.map(() => 0)
    for (const net of this.#nets) {
      if (isFirst) net.reset()
      addOdds(odds, net.push(features), this.#nets.length)
    }
    if (this.#seen <= LOOKAHEAD) return false
    const slot = this.#count % CAPACITY
    this.#odds.set(odds, slot * JUDGED.length)
    this.#times[slot] = timestampMs - JUDGE_DELAY_MS
    this.#last = odds
    this.#count += 1
    return true
  }

  #said(index: number, exercise: Judged): number {
    return this.#odds[(index % CAPACITY) * JUDGED.length + JUDGED.indexOf(exercise)] ?? 0
  }
}

/** One of `nets` nets' say, as probabilities. */
function addOdds(odds: number[], logits: Float64Array, nets: number): void {
  const most = Math.max(...logits)
  const powers = logits.map((value) => Math.exp(value - most))
  const sum = powers.reduce((total, power) => total + power, 0) * nets
  powers.forEach((power, i) => (odds[i] = (odds[i] ?? 0) + power / sum))
}

let shipped: readonly Float64Array[] | undefined

/** Decoded once, when first asked for: each counter has a judge of its own. */
function shippedWeights(): readonly Float64Array[] {
  shipped ??= WEIGHTS.map(decodeHalves)
  return shipped
}
