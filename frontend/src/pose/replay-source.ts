import type { PoseListener, PoseSource } from './pose-source'
import type { PoseFrame } from '@/engine'

/** Landmarks measured on a video, one row per picture (docs/counting.md has the format). */
export interface Recording {
  readonly width: number
  readonly height: number
  readonly frames: readonly RecordedFrame[]
}

export interface RecordedFrame {
  /** Milliseconds of media time. */
  readonly t: number
  readonly lm: readonly (readonly [number, number, number, number])[] | null
  readonly world?: readonly (readonly [number, number, number])[] | null
}

/** A recorded frame in the engine's form. */
export function recordedPose(frame: RecordedFrame, { width, height }: Recording): PoseFrame {
  return {
    landmarks: frame.lm?.map(([x, y, z, visibility]) => ({ x, y, z, visibility })) ?? null,
    worldLandmarks: frame.world?.map(([x, y, z]) => ({ x, y, z })) ?? null,
    timestampMs: frame.t,
    width,
    height,
  }
}

/** Plays a recording instead of looking at a video: each `advance` delivers the frames of so many milliseconds. */
export class ReplaySource implements PoseSource {
  private readonly recording: Recording
  private listener: PoseListener | null = null
  private next = 0
  private nowMs = 0

  constructor(recording: Recording) {
    this.recording = recording
  }

  start(listener: PoseListener): void {
    this.listener = listener
    listener.onStatus({ phase: 'ready' })
  }

  watch(): void {
    // A recording needs no video.
  }

  dispose(): void {
    this.listener = null
  }

  /** Let media time pass. */
  advance(byMs: number): void {
    this.nowMs += byMs
    const { frames } = this.recording
    for (let frame = frames[this.next]; frame && frame.t <= this.nowMs; frame = frames[this.next]) {
      this.next += 1
      this.listener?.onFrame(recordedPose(frame, this.recording))
    }
  }

  /** Deliver all that is left. */
  finish(): void {
    this.advance((this.recording.frames.at(-1)?.t ?? 0) - this.nowMs)
  }
}
