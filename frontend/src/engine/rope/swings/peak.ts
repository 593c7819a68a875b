import type { SignalSample } from '../../signals/signal-sample.ts'

/** The farthest sample of a stretch without holes, and its neighbours in that stretch: a turning point lies near it. */
export interface Peak {
  readonly extreme: SignalSample
  readonly before: SignalSample | null
  readonly after: SignalSample | null
}

export interface PeakTime {
  readonly peakMs: number
  /** Whether samples on both sides tell the time; next to a hole it is worked out from the slope. */
  readonly isSharp: boolean
}

/** How a signal usually swings, from one turning point to the next. */
export interface Rhythm {
  readonly size: number
  readonly turnMs: number
}

export function startPeak(extreme: SignalSample, before: SignalSample | null): Peak {
  return { extreme, before, after: null }
}

/** The peak with one more sample, which `last` came before. */
export function extendPeak(
  peak: Peak,
  last: SignalSample,
  sample: SignalSample,
  isRising: boolean,
): Peak {
  const { value } = peak.extreme
  const isFarther = isRising ? sample.value > value : sample.value < value
  if (isFarther) return { extreme: sample, before: last, after: null }
  return peak.after === null ? { ...peak, after: sample } : peak
}

/** When the signal turned: finer than the frames, which at 15 a second hold two a step. */
export function timeOf({ extreme, before, after }: Peak, usual: Rhythm | null): PeakTime {
  if (before !== null && after !== null)
    return { peakMs: vertexMs(before, extreme, after), isSharp: true }
  if (usual === null) return { peakMs: extreme.timestampMs, isSharp: false }
  const peakMs =
    before === null
      ? middleMs(extreme, after) - leadMs(extreme, after, usual)
      : middleMs(before, extreme) + leadMs(before, extreme, usual)
  return { peakMs, isSharp: false }
}

/** When the parabola through three samples turns. */
function vertexMs(before: SignalSample, extreme: SignalSample, after: SignalSample): number {
  const backMs = extreme.timestampMs - before.timestampMs
  const onMs = after.timestampMs - extreme.timestampMs
  const slopeBefore = (extreme.value - before.value) / backMs
  const slopeAfter = (after.value - extreme.value) / onMs
  if (slopeBefore === slopeAfter) return extreme.timestampMs
  // The slopes hold in the middle of their intervals; between these the slope falls evenly through zero.
  const share = slopeBefore / (slopeBefore - slopeAfter)
  return extreme.timestampMs - backMs / 2 + (share * (backMs + onMs)) / 2
}

function middleMs(a: SignalSample, b: SignalSample | null): number {
  return (a.timestampMs + (b ?? a).timestampMs) / 2
}

/** How far from its turning point a sine of the usual size and period is where it has the slope from `a` to `b`. */
function leadMs(a: SignalSample, b: SignalSample | null, { size, turnMs }: Rhythm): number {
  if (b === null) return 0
  const slope = (b.value - a.value) / (b.timestampMs - a.timestampMs)
  const steepest = (Math.PI * size) / (2 * turnMs)
  return (turnMs / Math.PI) * Math.asin(Math.min(1, Math.abs(slope) / steepest))
}
