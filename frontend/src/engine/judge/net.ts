import { at } from '../signals/at.ts'
import { FEATURE_COUNT } from './features.ts'

/** The shape of the net, as training/judge_training/net.py has it. */
const CHANNELS = 24
const KERNEL = 3
const DILATIONS = [1, 2, 4, 8, 16] as const

/**
 * A causal convolution and five dilated ones with shortcuts, fed sample by sample: each layer keeps what it has seen as
 * far back as it looks. Before the first sample there is nothing, as in training.
 */
export class Net {
  readonly #input: Layer
  readonly #blocks: readonly Layer[]
  readonly #output: Layer

  /** Of weights layer after layer: (taps, in, out), then biases. They are read, never written: nets may share them. */
  constructor(weights: Float64Array, classes: number) {
    const reader = new WeightReader(weights)
    this.#input = new Layer(reader, KERNEL, 1, FEATURE_COUNT, CHANNELS)
    this.#blocks = DILATIONS.map(
      (dilation) => new Layer(reader, KERNEL, dilation, CHANNELS, CHANNELS),
    )
    this.#output = new Layer(reader, 1, 1, CHANNELS, classes)
    if (!reader.isAtEnd) throw new RangeError('weights are of another net')
  }

  /** The logits of the classes; valid until the next call. */
  push(features: Float64Array): Float64Array {
    const hidden = this.#input.push(features)
    rectify(hidden)
    for (const block of this.#blocks) {
      const more = block.push(hidden)
      for (let i = 0; i < CHANNELS; i++) hidden[i] = at(hidden, i) + Math.max(0, at(more, i))
    }
    return this.#output.push(hidden)
  }

  reset(): void {
    for (const layer of [this.#input, ...this.#blocks, this.#output]) layer.reset()
  }
}

/** One convolution in time. */
class Layer {
  readonly #taps: number
  readonly #dilation: number
  readonly #ins: number
  readonly #weights: Float64Array
  readonly #biases: Float64Array
  /** The last inputs, one after the other, the newest at `#now`. */
  readonly #seen: Float64Array
  readonly #length: number
  readonly #out: Float64Array
  #now = 0

  constructor(reader: WeightReader, taps: number, dilation: number, ins: number, outs: number) {
    this.#taps = taps
    this.#dilation = dilation
    this.#ins = ins
    this.#weights = reader.take(taps * ins * outs)
    this.#biases = reader.take(outs)
    this.#length = (taps - 1) * dilation + 1
    this.#seen = new Float64Array(this.#length * ins)
    this.#out = new Float64Array(outs)
  }

  push(input: Float64Array): Float64Array {
    const [out, ins] = [this.#out, this.#ins]
    this.#now = (this.#now + 1) % this.#length
    this.#seen.set(input, this.#now * ins)
    out.set(this.#biases)
    for (let tap = 0; tap < this.#taps; tap++) {
      const back = (this.#taps - 1 - tap) * this.#dilation
      const from = ((this.#now - back + this.#length) % this.#length) * ins
      let i = 0
      for (; i + 4 <= ins; i += 4) this.#addFour(from + i, tap * ins + i)
      for (; i < ins; i++) this.#add(at(this.#seen, from + i), tap * ins + i)
    }
    return out
  }

  reset(): void {
    this.#seen.fill(0)
  }

  /** One input's share in all outputs. */
  #add(value: number, row: number): void {
    if (value === 0) return
    const [out, weights] = [this.#out, this.#weights]
    const start = row * out.length
    const outs = out.length
    for (let o = 0; o < outs; o++) out[o] = (out[o] ?? 0) + value * (weights[start + o] ?? 0)
  }

  /**
   * The shares of four inputs from one on, as `#add` adds them one by one: each output is read and written once for
   * all.
   */
  #addFour(first: number, row: number): void {
    const [out, weights, outs] = [this.#out, this.#weights, this.#out.length]
    const a = at(this.#seen, first)
    const b = at(this.#seen, first + 1)
    const c = at(this.#seen, first + 2)
    const d = at(this.#seen, first + 3)
    let k = row * outs
    // Most of what the net costs: written out, as in JointPhase.
    for (let o = 0; o < outs; o++, k++)
      out[o] =
        (out[o] ?? 0) +
        a * (weights[k] ?? 0) +
        b * (weights[k + outs] ?? 0) +
        c * (weights[k + 2 * outs] ?? 0) +
        d * (weights[k + 3 * outs] ?? 0)
  }
}

class WeightReader {
  readonly #values: Float64Array
  #next = 0

  constructor(values: Float64Array) {
    this.#values = values
  }

  get isAtEnd(): boolean {
    return this.#next === this.#values.length
  }

  take(count: number): Float64Array {
    if (this.#next + count > this.#values.length) throw new RangeError('weights are too few')
    this.#next += count
    return this.#values.slice(this.#next - count, this.#next)
  }
}

function rectify(values: Float64Array): void {
  for (let i = 0; i < values.length; i++) values[i] = Math.max(0, at(values, i))
}
