import { FRAME_BUDGET_MS, type Timings } from './choose-detector'
import { type Detector, PLAIN } from './detector'

/** One detector's result for the same picture, repeated. */
export interface Measured {
  readonly medianMs: number
  /** 33 x (x, y, z, visibility), in shares of the picture; null if it found nobody. */
  readonly landmarks: Float32Array | null
}

/** Rejects if the detector is unavailable or fails. */
export type Measure = (detector: Detector) => Promise<Measured>

/** `full` takes at least this many times as long as `lite`: if that is too slow, it is not downloaded. */
const LEAST_COST_OF_FULL = 1.3
/** The GPU must take less than this share of the CPU's time to be worth its additional failure modes. */
const FASTER_SHARE = 0.8
/** Both agree if joints are this close on average, in shares of the picture. Half precision differs by less. */
const MOST_APART = 0.01

/**
 * Times the detectors that may suit this device, one after the other. Rejects if the first, `lite` on the CPU, fails.
 */
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

/** Null if it does not run here, which is a valid result. */
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
