import type { PoseListener, PoseSource } from './pose-source'
import type { PoseFrame } from '@/engine'

/** Plays recorded frames instead of analysing a video: each `advance` delivers those of the given milliseconds. */
export class ReplaySource implements PoseSource {
  readonly #frames: readonly PoseFrame[]
  #listener: PoseListener | null = null
  #next = 0
  #nowMs: number

  constructor(frames: readonly PoseFrame[]) {
    this.#frames = frames
    this.#nowMs = frames[0]?.timestampMs ?? 0
  }

  start(listener: PoseListener): void {
    this.#listener = listener
    listener.onStatus({ phase: 'ready' })
  }

  watch(): void {
    // A recording needs no video.
  }

  dispose(): void {
    this.#listener = null
  }

  get finished(): boolean {
    return this.#next >= this.#frames.length
  }

  /** Advance media time. */
  advance(byMs: number): void {
    this.#nowMs += byMs
    for (
      let frame = this.#frames[this.#next];
      frame && frame.timestampMs <= this.#nowMs;
      frame = this.#frames[this.#next]
    ) {
      this.#next += 1
      this.#listener?.onFrame(frame)
    }
  }
}
