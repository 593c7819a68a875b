import type { Body } from '../body/body.ts'
import { between, hipsOf, sampleOf } from './sample.ts'
import type { Hips, Sample } from './sample.ts'

/** Samples a second: a gait's quickest swing, 4 Hz, needs 8; what the camera gives between is noise to the judge. */
export const SAMPLES_PER_SECOND = 15
export const SAMPLE_MS = 1000 / SAMPLES_PER_SECOND
/** Over a longer hole in the frames nothing is drawn: what comes after begins anew. */
const MOST_HOLE_MS = 500

/** Takes each sample and its time; `isFirst` where nothing came before it. */
export type Take = (sample: Sample, timestampMs: number, isFirst: boolean) => void

/** The sample, or what stands for it; `isFirst` as above. */
export type Keep = (sample: Sample, timestampMs: number, isFirst: boolean) => Sample

/** Puts bodies on an even grid in time, so that what is learnt holds at every frame rate. */
export class BodySampler {
  readonly #stepMs: number
  readonly #keep: Keep
  #last: Sample | null = null
  #hips: Hips = { x: 0, y: 0 }
  #lastMs = Number.NEGATIVE_INFINITY
  #nextMs = 0

  /** `keep`: what each body passes before anything is drawn between two of them. */
  constructor(stepMs: number, keep: Keep = (sample) => sample) {
    this.#stepMs = stepMs
    this.#keep = keep
  }

  push(body: Body, take: Take): void {
    const { timestampMs } = body
    const isFirst = body.isNewScene || timestampMs - this.#lastMs > MOST_HOLE_MS
    const last = isFirst ? null : this.#last
    const sample = this.#keep(sampleOf(body, last, this.#hips), timestampMs, isFirst)
    if (last === null) {
      take(sample, timestampMs, true)
      this.#nextMs = timestampMs + this.#stepMs
    } else this.#fill(last, sample, timestampMs, take)
    this.#last = sample
    this.#hips = hipsOf(body)
    this.#lastMs = timestampMs
  }

  reset(): void {
    this.#last = null
    this.#lastMs = Number.NEGATIVE_INFINITY
  }

  #fill(last: Sample, sample: Sample, timestampMs: number, take: Take): void {
    while (this.#nextMs <= timestampMs) {
      const share = (this.#nextMs - this.#lastMs) / (timestampMs - this.#lastMs)
      take(between(last, sample, share), this.#nextMs, false)
      this.#nextMs += this.#stepMs
    }
  }
}
