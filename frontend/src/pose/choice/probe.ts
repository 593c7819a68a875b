import { FRAME_BUDGET_MS, type Timings } from './choose-detector'
import { type Detector, PLAIN } from './detector'

/** What one detector made of the same picture, over and over. */
export interface Measured {
  readonly medianMs: number
  /** 33 x (x, y, z, visibility), shares of the picture; null where it found nobody. */
  readonly landmarks: Float32Array | null
}

/** Rejects where the detector can't be had, or broke. */
export type Measure = (detector: Detector) => Promise<Measured>

/** `full` takes at least so many times as long as `lite`: where that is too much it need not be downloaded. */
const LEAST_COST_OF_FULL = 1.3
/** A graphics processor has to be so much faster to be worth its other ways to fail: share of the time on the CPU. */
const FASTER_SHARE = 0.8
/** Both agree where joints lie as near to one another on average: shares of the picture. Half precision costs less. */
const MOST_APART = 0.01

/** Times the detectors that may suit this device, one after the other; the CPU's `lite` first, which rejects the whole where it fails. */
export async function probe(measure: Measure): Promise<Timings> {
  const timings: { -readonly [Name in keyof Timings]: Timings[Name] } = {}
  const lite = await measure(PLAIN)
  timings['lite-CPU'] = lite.medianMs
  const liteOnGpu = await tried(measure, { model: 'lite', delegate: 'GPU' })
  const isGpuBetter = liteOnGpu !== null && isBetter(liteOnGpu, lite)
  if (isGpuBetter) timings['lite-GPU'] = liteOnGpu.medianMs

  const quickestMs = isGpuBetter ? liteOnGpu.medianMs : lite.medianMs
  if (LEAST_COST_OF_FULL * quickestMs > FRAME_BUDGET_MS) return timings
  const full = await tried(measure, { model: 'full', delegate: 'CPU' })
  if (full === null) return timings
  timings['full-CPU'] = full.medianMs
  const fullOnGpu = isGpuBetter ? await tried(measure, { model: 'full', delegate: 'GPU' }) : null
  if (fullOnGpu !== null && isBetter(fullOnGpu, full)) timings['full-GPU'] = fullOnGpu.medianMs
  return timings
}

/** Null where it does not run here: that is an answer, too. */
async function tried(measure: Measure, detector: Detector): Promise<Measured | null> {
  return measure(detector).catch(() => null)
}

function isBetter(other: Measured, plain: Measured): boolean {
  return other.medianMs < FASTER_SHARE * plain.medianMs && agree(other.landmarks, plain.landmarks)
}

function agree(one: Float32Array | null, other: Float32Array | null): boolean {
  if (one === null || other?.length !== one.length) return false
  let sum = 0
  for (let i = 0; i < one.length; i += 4)
    sum += Math.hypot((one[i] ?? 0) - (other[i] ?? 0), (one[i + 1] ?? 0) - (other[i + 1] ?? 0))
  return sum / (one.length / 4) <= MOST_APART
}
