import { JOINT, LANDMARK, SIDES } from '../body/landmarks.ts'
import { PART } from '../judge/sample.ts'
import type { Sample } from '../judge/sample.ts'

/** Samples a second: eight steps a second leave nearly four samples each. */
export const PHASE_SAMPLES_PER_SECOND = 30
/** The window: so many samples back and on, weighted by a bell of this width. */
const BACK = 24
const AHEAD = 12
const WINDOW = BACK + 1 + AHEAD
const BELL = 10
/** What is told of a moment is known so much later. */
export const PHASE_DELAY_MS = (AHEAD * 1000) / PHASE_SAMPLES_PER_SECOND

/** Step rates that are tried, a second. */
const LEAST_RATE = 0.9
const RATE_STEP = 0.1
const RATES = 78
/** Slower than this nobody changes feet over a rope. */
const LEAST_STRIDE_RATE = 1.4
/** The rate is kept unless another explains so much more; widths are logarithms of ratios. */
const KEEPS_RATE = 0.35
const KEEPS_WIDTH = 0.12
const SAME_RATE_WITHIN = 0.35
const RATE_MEMORY = 0.75

/** A landmark that leaps says no more than one that moves so fast, body metres a second. */
const FASTEST = 4
/** A hidden joint still tells a little of when it moves. */
const LEAST_VISIBILITY = 0.05
const LEAST_POWER = 1e-4

/** Signals that go up and down once a step, and those that do once in two; by how much each is believed. */
const ONCE = { trunk: 2, head: 1, legs: 1, apart: 1, wristUp: 0.5, wristAcross: 0.35 }
const ONCE_CHANNELS = 8
const CHANNELS = ONCE_CHANNELS + 2
const TRUNK = 0
const LEGS = 2
const STRIDE = ONCE_CHANNELS
/** Samples on either side that tell how fast something is just now. */
const NOW = 4

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
  readonly legSpeed: number
  readonly trunkSpeed: number
  /** The first of them over a tenth of a second on either side, for the edges of a bout. */
  readonly strideNow: number
  /** The same over the last tenth of a second before the frame, of which the phase is not known yet. */
  readonly strideLast: number
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
  readonly #explained = new Float64Array(RATES)
  readonly #powers = new Float64Array(CHANNELS)
  #before: Heights | null = null
  #count = 0
  #rate: number | null = null

  /** What is now known of a moment PHASE_DELAY_MS ago; null in the first ones. */
  push(sample: Sample, timestampMs: number): PhaseSample | null {
    const heights = heightsOf(sample)
    const before = this.#before ?? heights
    this.#before = heights
    this.#speeds.copyWithin(0, CHANNELS)
    this.#times.copyWithin(0, 1)
    this.#times[WINDOW - 1] = timestampMs
    this.#speeds.set(speedsOf(heights, before), (WINDOW - 1) * CHANNELS)
    this.#count += 1
    if (this.#count <= AHEAD) return null
    return this.#analyse()
  }

  reset(): void {
    this.#speeds.fill(0)
    this.#before = null
    this.#count = 0
    this.#rate = null
    for (const values of [...this.#cosines, ...this.#sines]) values.fill(0)
  }

  #analyse(): PhaseSample {
    let power = LEAST_POWER
    this.#explained.fill(0)
    for (let channel = 0; channel < CHANNELS; channel++)
      power += this.#powers[channel] = this.#transform(channel)
    const index = this.#chooseRate()
    const rate = LEAST_RATE + RATE_STEP * index
    return {
      timestampMs: at(this.#times, BACK),
      advance: this.#advance(index, rate),
      rate,
      quality: at(this.#explained, index) / power,
      strideSpeed: Math.sqrt(at(this.#powers, STRIDE)),
      legSpeed: Math.sqrt(at(this.#powers, LEGS)) / ONCE.legs,
      trunkSpeed: Math.sqrt(at(this.#powers, TRUNK)) / ONCE.trunk,
      strideNow: this.#now(BACK - NOW, BACK + NOW),
      strideLast: this.#now(WINDOW - NOW, WINDOW - 1),
    }
  }

  /** Root mean square speed of the stride over some samples of the window, first and last included. */
  #now(first: number, last: number): number {
    let sum = 0
    for (let i = first; i <= last; i++) sum += at(this.#speeds, i * CHANNELS + STRIDE) ** 2
    return Math.sqrt(sum / (last - first + 1))
  }

  /** Fourier components of one channel at all rates, what they explain; gives the channel's whole power. */
  #transform(channel: number): number {
    const [cosines, sines] = [this.#cosines[channel], this.#sines[channel]]
    const [lastCosines, lastSines] = [this.#lastCosines[channel], this.#lastSines[channel]]
    if (!cosines || !sines || !lastCosines || !lastSines) return 0
    lastCosines.set(cosines)
    lastSines.set(sines)
    const centred = this.#centred(channel)
    const isOnce = channel < ONCE_CHANNELS
    const [waves, shifted] = isOnce ? [COSINES, SINES] : [HALF_COSINES, HALF_SINES]
    for (let rate = 0; rate < RATES; rate++) {
      let [cosine, sine] = [0, 0]
      const start = rate * WINDOW
      for (let i = 0; i < WINDOW; i++) {
        cosine += at(centred, i) * at(waves, start + i)
        sine += at(centred, i) * at(shifted, start + i)
      }
      cosines[rate] = cosine
      sines[rate] = sine
      if (isOnce || LEAST_RATE + RATE_STEP * rate > LEAST_STRIDE_RATE)
        this.#explained[rate] =
          at(this.#explained, rate) + (2 * (cosine ** 2 + sine ** 2)) / BELL_SUM ** 2
    }
    let power = 0
    for (let i = 0; i < WINDOW; i++) power += at(centred, i) ** 2 * at(BELL_WEIGHTS, i)
    return power / BELL_SUM
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

  /** Index of the rate that explains most, rather the one before. */
  #chooseRate(): number {
    let [best, most] = [0, -1]
    for (let i = 0; i < RATES; i++) {
      const off = Math.log((LEAST_RATE + RATE_STEP * i) / (this.#rate ?? 1)) / KEEPS_WIDTH
      const bonus = this.#rate === null ? 0 : KEEPS_RATE * Math.exp(-0.5 * off ** 2)
      const value = at(this.#explained, i) * (1 + bonus)
      if (value > most) [best, most] = [i, value]
    }
    const rate = LEAST_RATE + RATE_STEP * best
    const isSame = this.#rate !== null && Math.abs(Math.log(rate / this.#rate)) < SAME_RATE_WITHIN
    this.#rate = isSame ? (this.#rate ?? rate) ** RATE_MEMORY * rate ** (1 - RATE_MEMORY) : rate
    return best
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
    const [rate, i] = [LEAST_RATE + RATE_STEP * Math.floor(k / WINDOW), k % WINDOW]
    const angle = (TURN * factor * rate * (i - BACK)) / PHASE_SAMPLES_PER_SECOND
    return at(BELL_WEIGHTS, i) * wave(angle)
  })
}

/** Heights over an arbitrary zero, and the wrists about the hips, body metres. */
interface Heights {
  readonly trunk: number
  readonly head: number
  readonly legs: readonly [number, number]
  readonly knees: readonly [number, number]
  readonly wristsUp: readonly [number, number]
  readonly wristsAcross: readonly [number, number]
  readonly wristsSeen: readonly [number, number]
}

const LEG_JOINTS = [JOINT.knee, JOINT.ankle, LANDMARK.leftHeel, LANDMARK.leftToe]
const HEAD = [LANDMARK.nose, LANDMARK.leftEar, LANDMARK.rightEar]

function heightsOf(sample: Sample): Heights {
  const path = at(sample, PART.pathY)
  const up = (joint: number): number => path + at(sample, PART.y + joint)
  const seen = (joint: number): number =>
    Math.min(1, Math.max(LEAST_VISIBILITY, at(sample, PART.visibility + joint)))
  const sided = (of: (side: number) => number): [number, number] => [of(SIDES[0]), of(SIDES[1])]
  const trunk = [JOINT.shoulder, JOINT.shoulder + 1, JOINT.hip, JOINT.hip + 1]
  return {
    trunk: mean(trunk.map(up)),
    head: mean(HEAD.map(up)),
    legs: sided((side) => {
      const joints = LEG_JOINTS.map((joint) => joint + side)
      const weights = joints.map(seen)
      const sum = joints.reduce((total, joint, i) => total + (weights[i] ?? 0) * up(joint), 0)
      return sum / weights.reduce((total, weight) => total + weight, 0)
    }),
    knees: sided((side) => up(JOINT.knee + side)),
    wristsUp: sided((side) => at(sample, PART.y + JOINT.wrist + side)),
    wristsAcross: sided((side) => at(sample, PART.x + JOINT.wrist + side)),
    wristsSeen: sided((side) => seen(JOINT.wrist + side)),
  }
}

function speedsOf(now: Heights, before: Heights): number[] {
  const speed = (of: (heights: Heights) => number): number => {
    const value = (of(now) - of(before)) * PHASE_SAMPLES_PER_SECOND
    return Math.min(FASTEST, Math.max(-FASTEST, value))
  }
  const wrist = (side: 0 | 1): number => now.wristsSeen[side]
  return [
    ONCE.trunk * speed(({ trunk }) => trunk),
    ONCE.head * speed(({ head }) => head),
    ONCE.legs * speed(({ legs }) => (legs[0] + legs[1]) / 2),
    ONCE.apart * speed(({ legs }) => Math.abs(legs[0] - legs[1]) / 2),
    ...SIDES.map((side) => ONCE.wristUp * wrist(side) * speed((all) => all.wristsUp[side])),
    ...SIDES.map((side) => ONCE.wristAcross * wrist(side) * speed((all) => all.wristsAcross[side])),
    speed(({ legs }) => (legs[0] - legs[1]) / 2),
    speed(({ knees }) => (knees[0] - knees[1]) / 2),
  ]
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function at(values: Float64Array, index: number): number {
  return values[index] ?? Number.NaN
}
