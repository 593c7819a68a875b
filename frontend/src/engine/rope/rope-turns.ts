import type { Body } from '../body/body.ts'
import { JOINT, SIDES } from '../body/landmarks.ts'
import { TimeWindow } from '../signals/time-window.ts'

/** This many jumps are looked at together, and what they may take: slower ones are no double-unders. */
const JUMPS = 4
const LONGEST_MS = 4000
const CAPACITY = 256
const FEWEST_SAMPLES = 24

/** Where one wrist is from the shoulders, body metres, and how well it is seen. */
interface Wrist {
  readonly across: TimeWindow
  readonly up: TimeWindow
  readonly seen: TimeWindow
}

/**
 * How often the rope turns, which only the wrists tell: they go round once a jump, and twice where it turns twice. Of
 * the speeds of both wrists over the last four jumps, the share that goes at twice the pace of the jumps, by Fourier's
 * sums.
 */
export class RopeTurns {
  readonly #wrists: readonly Wrist[] = SIDES.map(() => ({
    across: new TimeWindow(LONGEST_MS, CAPACITY),
    up: new TimeWindow(LONGEST_MS, CAPACITY),
    seen: new TimeWindow(LONGEST_MS, CAPACITY),
  }))
  readonly #peaks = new TimeWindow(LONGEST_MS, JUMPS + 1)

  push(body: Body): void {
    for (const [side, wrist] of this.#wrists.entries()) {
      const x = (body.pixelX[JOINT.wrist + side] ?? 0) - body.midPixelX(JOINT.shoulder)
      const y = (body.pixelY[JOINT.wrist + side] ?? 0) - body.midPixelY(JOINT.shoulder)
      wrist.across.push(x / body.pixelsPerMetre, body.timestampMs)
      wrist.up.push(y / body.pixelsPerMetre, body.timestampMs)
      wrist.seen.push(body.visibility[JOINT.wrist + side] ?? 0, body.timestampMs)
    }
  }

  /** How surely the rope turns twice a jump now, 0..1, one jump more being counted; null where that cannot be told. */
  jump(peakMs: number): number | null {
    this.#peaks.push(0, peakMs)
    if (this.#peaks.length <= JUMPS) return null
    const fromMs = this.#peaks.timeAt(this.#peaks.length - 1 - JUMPS)
    const jumpMs = (peakMs - fromMs) / JUMPS
    let [once, twice] = [0, 0]
    for (const wrist of this.#wrists) {
      const seen = mean(wrist.seen, fromMs, peakMs)
      for (const place of [wrist.across, wrist.up]) {
        once += seen * power(place, fromMs, peakMs, jumpMs)
        twice += seen * 4 * power(place, fromMs, peakMs, jumpMs / 2)
      }
    }
    return once + twice > 0 ? twice / (once + twice) : null
  }

  reset(): void {
    this.#peaks.clear()
    for (const { across, up, seen } of this.#wrists)
      for (const each of [across, up, seen]) each.clear()
  }
}

function mean(window: TimeWindow, fromMs: number, toMs: number): number {
  let [sum, count] = [0, 0]
  for (let i = 0; i < window.length; i++) {
    const ms = window.timeAt(i)
    if (ms < fromMs || ms >= toMs) continue
    sum += window.valueAt(i)
    count += 1
  }
  return count < FEWEST_SAMPLES ? 0 : sum / count
}

/** Power of the part that goes with a period, over a whole number of them. */
function power(window: TimeWindow, fromMs: number, toMs: number, periodMs: number): number {
  const centre = mean(window, fromMs, toMs)
  let [real, imaginary, count] = [0, 0, 0]
  for (let i = 0; i < window.length; i++) {
    const ms = window.timeAt(i)
    if (ms < fromMs || ms >= toMs) continue
    const angle = (2 * Math.PI * (ms - fromMs)) / periodMs
    real += (window.valueAt(i) - centre) * Math.cos(angle)
    imaginary += (window.valueAt(i) - centre) * Math.sin(angle)
    count += 1
  }
  return count < FEWEST_SAMPLES ? 0 : (real ** 2 + imaginary ** 2) / count ** 2
}
