import { CHANNEL, CHANNELS, ONCE, ONCE_CHANNELS } from './phase-channels.ts'

/** Step rates that are tried, a second. */
const LEAST_RATE = 0.9
const RATE_STEP = 0.1
export const RATES = 78
/** Slower than this nobody changes feet over a rope. */
const LEAST_STRIDE_RATE = 1.4
/** The rate is kept unless another explains this much more; widths are logarithms of ratios. */
const KEEPS_RATE = 0.35
const KEEPS_WIDTH = 0.12
const SAME_RATE_WITHIN = 0.35
const RATE_MEMORY = 0.75
/**
 * Of a movement near two frames a wave little is left: more than this is not given back, for noise would grow with it.
 */
const MOST_GAIN = 4

export interface Choice {
  /** Of the rate. */
  readonly index: number
  /** Power that steps at this rate explain; of it, what the legs' difference has once in two steps. */
  readonly explained: number
  readonly turns: number
}

/** Steps a second of an index. */
export function rateAt(index: number): number {
  return LEAST_RATE + RATE_STEP * index
}

const LOGARITHMS = Float64Array.from({ length: RATES }, (_, i) => Math.log(rateAt(i)))

/** Chooses the step rate that explains most of what the channels do, rather the one before. */
export class StepRate {
  readonly #sums = new Float64Array(RATES)
  #rate: number | null = null

  /** `powers`: by channel and rate, the power that waves of that rate, or of half of it, have in the channel. */
  choose(powers: readonly Float64Array[], framesPerSecond: number): Choice {
    const usual = this.#rate === null ? null : Math.log(this.#rate)
    let [best, most] = [0, -1]
    for (let i = 0; i < RATES; i++) {
      const sum = explainedAt(powers, i, framesPerSecond)
      this.#sums[i] = sum
      const off = ((LOGARITHMS[i] ?? 0) - (usual ?? 0)) / KEEPS_WIDTH
      const bonus = usual === null ? 0 : KEEPS_RATE * Math.exp(-0.5 * off ** 2)
      const value = sum * (1 + bonus)
      if (value > most) [best, most] = [i, value]
    }
    this.#remember(rateAt(best))
    const turns = at(powers, CHANNEL.stride, best) * gain(rateAt(best) / 2, framesPerSecond)
    return { index: best, explained: this.#sums[best] ?? 0, turns }
  }

  reset(): void {
    this.#rate = null
  }

  #remember(rate: number): void {
    const isSame = this.#rate !== null && Math.abs(Math.log(rate / this.#rate)) < SAME_RATE_WITHIN
    this.#rate = isSame ? (this.#rate ?? rate) ** RATE_MEMORY * rate ** (1 - RATE_MEMORY) : rate
  }
}

/**
 * A mean of the legs that goes up and down where neither the trunk does, nor the legs part, nor take turns at half the
 * rate, is one leg badly seen: it says no more of a rate than those.
 */
function explainedAt(powers: readonly Float64Array[], index: number, frames: number): number {
  const rate = rateAt(index)
  const [once, half] = [gain(rate, frames), rate > LEAST_STRIDE_RATE ? gain(rate / 2, frames) : 0]
  const stride = half * at(powers, CHANNEL.stride, index)
  const backed =
    stride +
    once * (at(powers, CHANNEL.trunk, index) / ONCE.trunk ** 2 + at(powers, CHANNEL.apart, index))
  let sum = Math.min(once * at(powers, CHANNEL.legs, index), backed)
  for (let channel = 0; channel < CHANNELS; channel++)
    if (channel !== CHANNEL.legs)
      sum += (channel < ONCE_CHANNELS ? once : half) * at(powers, channel, index)
  return sum
}

/**
 * What samples drawn straight between frames have lost of the power of a wave, as a factor: sinc to the power of -4.
 */
export function gain(wavesPerSecond: number, framesPerSecond: number): number {
  const x = (Math.PI * wavesPerSecond) / framesPerSecond
  const left = (Math.sin(x) / x) ** 2
  return Math.min(MOST_GAIN, 1 / left ** 2)
}

function at(powers: readonly Float64Array[], channel: number, index: number): number {
  return powers[channel]?.[index] ?? Number.NaN
}
