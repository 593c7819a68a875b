import type { Sample } from '../../judge/sample.ts'
import { at } from '../../signals/at.ts'
import {
  BODY_CHANNELS,
  CHANNEL,
  CHANNELS,
  heightsOf,
  ONCE,
  ONCE_CHANNELS,
  PHASE_SAMPLES_PER_SECOND,
  speedsOf,
  WRIST_CHANNELS,
} from './phase-channels.ts'
import type { Heights } from './phase-channels.ts'
import { gain, RATES, rateAt, StepRate } from './step-rate.ts'

/** The window: this many samples back and on, weighted by a bell of this width. */
const BACK = 24
const AHEAD = 12
const WINDOW = BACK + 1 + AHEAD
const BELL = 10
/** What is told of a moment is known this much later. */
export const PHASE_DELAY_MS = (AHEAD * 1000) / PHASE_SAMPLES_PER_SECOND

const LEAST_POWER = 1e-4
/** Keeps the share of wrists at rest finite. */
const LEAST_ARM_POWER = 1e-6

/** Samples on either side that tell how fast something is just now. */
const NOW = 4
/** How far what is said of the last moment reaches back. */
export const LAST_MS = (NOW * 1000) / PHASE_SAMPLES_PER_SECOND

const STRIDE = [CHANNEL.stride]

const TURN = 2 * Math.PI

/** What the joints together say of one moment. */
export interface PhaseSample {
  readonly timestampMs: number
  /** Steps since the sample before, in fractions of one. */
  readonly advance: number
  /** Steps a second. */
  readonly rate: number
  /** Share of all movement that steps at this rate explain, 0..1. */
  readonly quality: number
  /** Root mean square speeds, metres a second: half the difference of the legs, their mean, the trunk. */
  readonly strideSpeed: number
  /** Of the first, what goes up and down once in two steps. */
  readonly turnsSpeed: number
  readonly legSpeed: number
  readonly trunkSpeed: number
  /** Half the difference over a tenth of a second on either side, for the edges of a bout. */
  readonly strideNow: number
  /** The same over the last tenth of a second before the frame, of which the phase is not known yet. */
  readonly strideLast: number
  /** Speeds of trunk, head and wrists together, each by how much it is believed, over the same times. */
  readonly bodyNow: number
  readonly bodyLast: number
  /**
   * How fast the wrists, as far as they are seen, go to and fro once in two steps, metres a second, times the share
   * that this has in what they do at both rates: arms that run or pedal. Over a rope they go round once a step, or
   * twice.
   */
  readonly armsInTurns: number
}

/**
 * The common phase of many joints (local Fourier analysis of their speeds): the step rate is the one that explains most
 * of the movement of trunk, head, legs and wrists, where the difference of the legs goes at half of it. The phase of a
 * difference is doubled, so that exchanging left and right, which turns it by half, changes nothing.
 */
export class JointPhase {
  readonly #speeds = new Float64Array(WINDOW * CHANNELS)
  readonly #times = new Float64Array(WINDOW)
  /** Fourier components, channel by channel, and those of the sample before. */
  readonly #cosines = new Float64Array(CHANNELS * RATES)
  readonly #sines = new Float64Array(CHANNELS * RATES)
  readonly #lastCosines = new Float64Array(CHANNELS * RATES)
  readonly #lastSines = new Float64Array(CHANNELS * RATES)
  readonly #explained = Array.from({ length: CHANNELS }, () => new Float64Array(RATES))
  readonly #rate = new StepRate()
  readonly #powers = new Float64Array(CHANNELS)
  #before: Heights | null = null
  #count = 0

  /**
   * What is now known of a moment PHASE_DELAY_MS ago; null in the first ones. `framesPerSecond`: between which samples
   * are drawn.
   */
  push(sample: Sample, timestampMs: number, framesPerSecond: number): PhaseSample | null {
    const heights = heightsOf(sample)
    const before = this.#before ?? heights
    this.#before = heights
    this.#speeds.copyWithin(0, CHANNELS)
    this.#times.copyWithin(0, 1)
    this.#times[WINDOW - 1] = timestampMs
    this.#speeds.set(speedsOf(heights, before), (WINDOW - 1) * CHANNELS)
    this.#count += 1
    if (this.#count <= AHEAD) return null
    return this.#analyse(framesPerSecond)
  }

  reset(): void {
    this.#speeds.fill(0)
    this.#before = null
    this.#count = 0
    this.#rate.reset()
    this.#cosines.fill(0)
    this.#sines.fill(0)
  }

  #analyse(framesPerSecond: number): PhaseSample {
    this.#lastCosines.set(this.#cosines)
    this.#lastSines.set(this.#sines)
    for (let channel = 0; channel < CHANNELS; channel += 2) this.#transform(channel)
    const power = this.#powers.reduce((sum, each) => sum + each, LEAST_POWER)
    const { index, explained, turns } = this.#rate.choose(this.#explained, framesPerSecond)
    const rate = rateAt(index)
    return {
      timestampMs: at(this.#times, BACK),
      advance: this.#advance(index, rate),
      rate,
      quality: explained / power,
      strideSpeed: Math.sqrt(at(this.#powers, CHANNEL.stride)),
      turnsSpeed: Math.sqrt(turns),
      legSpeed: Math.sqrt(at(this.#powers, CHANNEL.legs)) / ONCE.legs,
      trunkSpeed: Math.sqrt(at(this.#powers, CHANNEL.trunk)) / ONCE.trunk,
      strideNow: this.#speed(STRIDE, BACK - NOW, BACK + NOW),
      strideLast: this.#speed(STRIDE, WINDOW - NOW, WINDOW - 1),
      bodyNow: this.#speed(BODY_CHANNELS, BACK - NOW, BACK + NOW),
      bodyLast: this.#speed(BODY_CHANNELS, WINDOW - NOW, WINDOW - 1),
      armsInTurns: this.#armsInTurns(index, framesPerSecond),
    }
  }

  #armsInTurns(index: number, framesPerSecond: number): number {
    let [half, once] = [0, LEAST_ARM_POWER]
    for (const { channel, belief } of WRIST_CHANNELS) {
      half += this.#halfPower(channel, index) / belief ** 2
      once += at(this.#explained[channel] ?? CENTRED, index) / belief ** 2
    }
    half *= gain(rateAt(index) / 2, framesPerSecond)
    once *= gain(rateAt(index), framesPerSecond)
    return (Math.sqrt(half) * half) / (half + once)
  }

  /** What of a channel goes at half of a rate. */
  #halfPower(channel: number, index: number): number {
    const centred = this.#centred(channel)
    let [cosine, sine] = [0, 0]
    for (let i = 0; i < WINDOW; i++) {
      cosine += at(centred, i) * at(HALF_COSINES, index * WINDOW + i)
      sine += at(centred, i) * at(HALF_SINES, index * WINDOW + i)
    }
    return (2 * (cosine ** 2 + sine ** 2)) / BELL_SUM ** 2
  }

  /** Root mean square speed of some channels together over some samples of the window, first and last included. */
  #speed(channels: readonly number[], first: number, last: number): number {
    let sum = 0
    for (let i = first; i <= last; i++)
      for (const channel of channels) sum += at(this.#speeds, i * CHANNELS + channel) ** 2
    return Math.sqrt(sum / (last - first + 1))
  }

  /** Fourier components, and the powers, of two channels that go at the same rates. */
  #transform(channel: number): void {
    const one = this.#centred(channel, CENTRED)
    const other = this.#centred(channel + 1, CENTRED_OTHER)
    this.#powers[channel] = powerOf(one)
    this.#powers[channel + 1] = powerOf(other)
    const isOnce = channel < ONCE_CHANNELS
    const [waves, shifted] = isOnce ? [COSINES, SINES] : [HALF_COSINES, HALF_SINES]
    // Most of what counting jumps costs. A processor makes several sums at once, but no sum faster: so two channels at
    // two rates take two thirds of the time that they take one after the other. Written out, for a call of `at` takes
    // half as long again.
    for (let rate = 0; rate < RATES; rate += 2) {
      let oneCos = 0
      let oneSin = 0
      let otherCos = 0
      let otherSin = 0
      let oneNextCos = 0
      let oneNextSin = 0
      let otherNextCos = 0
      let otherNextSin = 0
      let k = rate * WINDOW
      for (let i = 0; i < WINDOW; i++, k++) {
        const a = one[i] ?? 0
        const b = other[i] ?? 0
        const cos = waves[k] ?? 0
        const sin = shifted[k] ?? 0
        const nextCos = waves[k + WINDOW] ?? 0
        const nextSin = shifted[k + WINDOW] ?? 0
        oneCos += a * cos
        oneSin += a * sin
        otherCos += b * cos
        otherSin += b * sin
        oneNextCos += a * nextCos
        oneNextSin += a * nextSin
        otherNextCos += b * nextCos
        otherNextSin += b * nextSin
      }
      this.#keep(channel, rate, oneCos, oneSin)
      this.#keep(channel, rate + 1, oneNextCos, oneNextSin)
      this.#keep(channel + 1, rate, otherCos, otherSin)
      this.#keep(channel + 1, rate + 1, otherNextCos, otherNextSin)
    }
  }

  #keep(channel: number, rate: number, cosine: number, sine: number): void {
    this.#cosines[channel * RATES + rate] = cosine
    this.#sines[channel * RATES + rate] = sine
    const explained = this.#explained[channel]
    if (explained) explained[rate] = (2 * (cosine ** 2 + sine ** 2)) / BELL_SUM ** 2
  }

  /** One channel of the window less its mean, written to `centred`. */
  #centred(channel: number, centred = CENTRED): Float64Array {
    let mean = 0
    for (let i = 0; i < WINDOW; i++)
      mean += at(BELL_WEIGHTS, i) * at(this.#speeds, i * CHANNELS + channel)
    mean /= BELL_SUM
    for (let i = 0; i < WINDOW; i++) centred[i] = at(this.#speeds, i * CHANNELS + channel) - mean
    return centred
  }

  /** Steps from the sample before to this one: all channels' turning, added up coherently. */
  #advance(index: number, rate: number): number {
    let [real, imaginary] = [0, 0]
    for (let channel = 0; channel < CHANNELS; channel++) {
      const k = channel * RATES + index
      const [cos, sin] = [at(this.#cosines, k), at(this.#sines, k)]
      const [lastCos, lastSin] = [at(this.#lastCosines, k), at(this.#lastSines, k)]
      // exp(-i w t): the sine's part is negative.
      const re = cos * lastCos + sin * lastSin
      const im = cos * lastSin - sin * lastCos
      if (channel < ONCE_CHANNELS) {
        real += re
        imaginary += im
      } else {
        const size = Math.hypot(re, im) + 1e-9
        real += (re * re - im * im) / size
        imaginary += (2 * re * im) / size
      }
    }
    const expected = rate / PHASE_SAMPLES_PER_SECOND
    const off = Math.atan2(imaginary, real) / TURN - expected
    return expected + off - Math.round(off)
  }
}

function powerOf(centred: Float64Array): number {
  let power = 0
  for (let i = 0; i < WINDOW; i++) power += at(centred, i) ** 2 * at(BELL_WEIGHTS, i)
  return power / BELL_SUM
}

const CENTRED = new Float64Array(WINDOW)
const CENTRED_OTHER = new Float64Array(WINDOW)
const BELL_WEIGHTS = Float64Array.from({ length: WINDOW }, (_, i) =>
  Math.exp(-0.5 * ((i - BACK) / BELL) ** 2),
)
const BELL_SUM = BELL_WEIGHTS.reduce((sum, weight) => sum + weight, 0)
const COSINES = waves(1, Math.cos)
const SINES = waves(1, Math.sin)
const HALF_COSINES = waves(0.5, Math.cos)
const HALF_SINES = waves(0.5, Math.sin)

function waves(factor: number, wave: (angle: number) => number): Float64Array {
  return Float64Array.from({ length: RATES * WINDOW }, (_, k) => {
    const [rate, i] = [rateAt(Math.floor(k / WINDOW)), k % WINDOW]
    const angle = (TURN * factor * rate * (i - BACK)) / PHASE_SAMPLES_PER_SECOND
    return at(BELL_WEIGHTS, i) * wave(angle)
  })
}
