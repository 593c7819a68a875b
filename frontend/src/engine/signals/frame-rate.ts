import { TimeWindow } from './time-window.ts'

const WINDOW_MS = 3000
/** A rate read from less than this says more about the camera's start than about its pace. */
const WARM_UP_MS = 1000
const CAPACITY = 512

/** Frames a second over the last 3 s of media time. */
export class FrameRateMeter {
  readonly #window = new TimeWindow(WINDOW_MS, CAPACITY)

  /** Null until a second of frames has been seen. */
  push(timestampMs: number): number | null {
    this.#window.push(0, timestampMs)
    return this.framesPerSecond()
  }

  framesPerSecond(): number | null {
    const last = this.#window.length - 1
    const spanMs = this.#window.timeAt(last) - this.#window.timeAt(0)
    if (last < 1 || spanMs < WARM_UP_MS) return null
    return (last * 1000) / spanMs
  }

  clear(): void {
    this.#window.clear()
  }
}
