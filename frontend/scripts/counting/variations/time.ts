/** Other clocks: frame rates, lost frames, other tempos. */
import { thin } from '../recordings.ts'
import { between } from './frames.ts'
import type { Frames, Random } from './frames.ts'

/** As a camera of `framesPerSecond` would have filmed it: between two frames straight on. */
export function resampled(frames: Frames, framesPerSecond: number): Frames {
  const [first, last] = [frames[0], frames.at(-1)]
  if (first === undefined || last === undefined) return frames
  const stepMs = 1000 / framesPerSecond
  const made = []
  let i = 0
  for (let ms = first.timestampMs; ms <= last.timestampMs; ms += stepMs) {
    while ((frames[i + 1]?.timestampMs ?? Number.POSITIVE_INFINITY) <= ms) i += 1
    const [a, b] = [frames[i] ?? first, frames[i + 1] ?? frames[i] ?? last]
    made.push(between(a, b, ms))
  }
  return made
}

/** Done `factor` times as fast, filmed by the same camera. */
export function faster(frames: Frames, factor: number): Frames {
  const rate = framesPerSecond(frames)
  const changed = frames.map((f) => ({ ...f, timestampMs: f.timestampMs / factor }))
  return factor > 1 ? thin(changed, rate) : resampled(changed, rate)
}

/** Of a recording as a whole. */
export function framesPerSecond(frames: Frames): number {
  const spanMs = (frames.at(-1)?.timestampMs ?? 0) - (frames[0]?.timestampMs ?? 0)
  return spanMs > 0 ? Math.round((1000 * (frames.length - 1)) / spanMs) : 30
}

export function dropped(frames: Frames, random: Random, share: number): Frames {
  return frames.filter(() => random() >= share)
}

/** No frame for `lengthMs` in every `everyMs`, from a moment that chance chooses. */
export function withGaps(
  frames: Frames,
  random: Random,
  everyMs: number,
  lengthMs: number,
): Frames {
  const isLost = losses(random, everyMs, lengthMs)
  return frames.filter((f) => !isLost(f))
}

/** Frames come, but nobody is found in them. */
export function withAbsences(
  frames: Frames,
  random: Random,
  everyMs: number,
  lengthMs: number,
): Frames {
  const isLost = losses(random, everyMs, lengthMs)
  return frames.map((f) => (isLost(f) ? { ...f, landmarks: null, worldLandmarks: null } : f))
}

function losses(
  random: Random,
  everyMs: number,
  lengthMs: number,
): (frame: Frames[number]) => boolean {
  const startMs = random() * everyMs
  return ({ timestampMs }) => (timestampMs + startMs) % everyMs < lengthMs
}

/** Frame times that are off by up to this much. */
export function jittered(frames: Frames, random: Random, mostMs: number): Frames {
  return frames.map((f) => ({ ...f, timestampMs: f.timestampMs + mostMs * (2 * random() - 1) }))
}

/** What lies between two times, inclusive. */
export function cut(frames: Frames, fromMs: number, toMs: number): Frames {
  return frames.filter((f) => f.timestampMs >= fromMs && f.timestampMs <= toMs)
}
