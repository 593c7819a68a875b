import type { Sample } from '../judge/sample.ts'
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

/** The window: so many samples back and on, weighted by a bell of this width. */
const BACK = 24
const AHEAD = 12
const WINDOW = BACK + 1 + AHEAD
const BELL = 10
/** What is told of a moment is known so much later. */
export const PHASE_DELAY_MS = (AHEAD * 1000) / PHASE_SAMPLES_PER_SECOND

const LEAST_POWER = 1e-4
/** Keeps the share of wrists at rest finite. */
const LEAST_ARM_POWER = 1e-6

/** Samples on either side that tell how fast something is just now. */
const NOW = 4

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
   * How fast the wrists, as far as they are seen, go to and fro once in two steps, metres a second, times the share that this has
   * in what they do at both rates: arms that run or pedal. Over a rope they go round once a step, or twice.
   */
  readonly armsInTurns: number
}

/**
 * The common phase of many joints (local Fourier analysis of their speeds): the step rate is the one that explains most of
 * the movement of trunk, head, legs and wrists, where the difference of the legs goes at half of it. The phase of a
 * difference is doubled, so that exchanging left and right, which turns it by half, changes nothing.
 */
export class JointPhase {
  readonly #speeds = new Float64Array(WINDOW * CHANNELS)
  readonly #times = new Float64Array(WINDOW)
  readonly #cosines = Array.from({ length: CHANNELS }, () => new Float64Array(RATES))
  readonly #sines = Array.from({ length: CHANNELS }, () => new Float64Array(RATES))
  readonly #lastCosines = Array.from({ length: CHANNELS }, () => new Float64Array(RATES))
  readonly #lastSines = Array.from({ length: CHANNELS }, () => new Float64Array(RATES))
  readonly #explained = Array.from({ length: CHANNELS }, () => new Float64Array(RATES))
  readonly #rate = new StepRate()
  readonly #powers = new Float64Array(CHANNELS)
  #before: Heights | null = null
  #count = 0

  /** What is now known of a moment PHASE_DELAY_MS ago; null in the first ones. `framesPerSecond`: between which samples are drawn. */
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
    for (const values of [...this.#cosines, ...this.#sines]) values.fill(0)
  }

  #analyse(framesPerSecond: number): PhaseSample {
    let power = LEAST_POWER
    for (let channel = 0; channel < CHANNELS; channel++)
      power += this.#powers[channel] = this.#transform(channel)
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

  /** Fourier components of one channel at all rates, what they explain; gives the channel's whole power. */
  #transform(channel: number): number {
    const [cosines, sines] = [this.#cosines[channel], this.#sines[channel]]
    const [lastCosines, lastSines] = [this.#lastCosines[channel], this.#lastSines[channel]]
    const explained = this.#explained[channel]
    if (!cosines || !sines || !lastCosines || !lastSines || !explained) return 0
    lastCosines.set(cosines)
    lastSines.set(sines)
    const centred = this.#centred(channel)
    const isOnce = channel < ONCE_CHANNELS
    const [waves, shifted] = isOnce ? [COSINES, SINES] : [HALF_COSINES, HALF_SINES]
    for (let rate = 0; rate < RATES; rate++) {
      let cosine = 0
      let sine = 0
      const start = rate * WINDOW
      // Most of what counting jumps costs: written out, it takes two thirds of the time that it takes with `at`.
      for (let i = 0; i < WINDOW; i++) {
        const speed = centred[i] ?? 0
        cosine += speed * (waves[start + i] ?? 0)
        sine += speed * (shifted[start + i] ?? 0)
      }
      cosines[rate] = cosine
      sines[rate] = sine
      explained[rate] = (2 * (cosine ** 2 + sine ** 2)) / BELL_SUM ** 2
    }
    return powerOf(centred)
  }

  /** One channel of the window less its mean. */
  #centred(channel: number): Float64Array {
    let mean = 0
    for (let i = 0; i < WINDOW; i++)
      mean += at(BELL_WEIGHTS, i) * at(this.#speeds, i * CHANNELS + channel)
    mean /= BELL_SUM
    for (let i = 0; i < WINDOW; i++) CENTRED[i] = at(this.#speeds, i * CHANNELS + channel) - mean
    return CENTRED
  }

  /** Steps from the sample before to this one: all channels' turning, added up coherently. */
  #advance(index: number, rate: number): number {
    let [real, imaginary] = [0, 0]
    for (let channel = 0; channel < CHANNELS; channel++) {
      const [a, b] = [this.#component(channel, index), this.#component(channel, index, true)]
      const re = a[0] * b[0] + a[1] * b[1]
      const im = a[1] * b[0] - a[0] * b[1]
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

  #component(channel: number, index: number, isLast = false): readonly [number, number] {
    const [cosines, sines] = isLast
      ? [this.#lastCosines[channel], this.#lastSines[channel]]
      : [this.#cosines[channel], this.#sines[channel]]
    // exp(-i w t): the sine's part is negative.
    return [cosines?.[index] ?? 0, -(sines?.[index] ?? 0)]
  }
}

function powerOf(centred: Float64Array): number {
  let power = 0
  for (let i = 0; i < WINDOW; i++) power += at(centred, i) ** 2 * at(BELL_WEIGHTS, i)
  return power / BELL_SUM
}

const CENTRED = new Float64Array(WINDOW)
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

function at(values: Float64Array, index: number): number {
  return values[index] ?? Number.NaN
}
