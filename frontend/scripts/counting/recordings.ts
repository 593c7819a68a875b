/** Recordings of landmarks (JSON, gzipped or not; the format stands in docs/counting.md) as frames for the engine. */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { ExerciseCounter, PoseFrame } from '../../src/engine/index.ts'

interface RecordedFrame {
  readonly t: number
  readonly lm: readonly (readonly number[])[] | null
  readonly world?: readonly (readonly number[])[] | null
}

interface Recording {
  readonly width: number
  readonly height: number
  readonly frames: readonly RecordedFrame[]
}

/** All frames of a recording. Throws where the file can't be read or is none. */
export function readFrames(path: string): readonly PoseFrame[] {
  const bytes = readFileSync(path)
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b
  const parsed: unknown = JSON.parse((isGzip ? gunzipSync(bytes) : bytes).toString('utf8'))
  if (!isRecording(parsed)) throw new TypeError('not a recording: needs width, height and frames')
  return parsed.frames.map((frame) => toPoseFrame(frame, parsed))
}

/** Leaves out frames so that no more than `framesPerSecond` remain, by media time; 0 leaves out none. */
export function thin(frames: readonly PoseFrame[], framesPerSecond: number): readonly PoseFrame[] {
  if (framesPerSecond === 0) return frames
  const stepMs = 1000 / framesPerSecond
  let nextMs = Number.NEGATIVE_INFINITY
  return frames.filter(({ timestampMs }) => {
    // Half a millisecond of grace: recorded times are whole milliseconds.
    if (timestampMs + 0.5 < nextMs) return false
    nextMs = Math.max(nextMs + stepMs, timestampMs + stepMs / 2)
    return true
  })
}

/** Feeds all frames to a counter and gives it back. */
export function replay(counter: ExerciseCounter, frames: readonly PoseFrame[]): ExerciseCounter {
  for (const frame of frames) counter.process(frame)
  return counter
}

function isRecording(value: unknown): value is Recording {
  if (typeof value !== 'object' || value === null) return false
  const { width, height, frames } = value as Partial<Record<keyof Recording, unknown>>
  if (typeof width !== 'number' || typeof height !== 'number') return false
  return Array.isArray(frames) && frames.every(isRecordedFrame)
}

function isRecordedFrame(value: unknown): value is RecordedFrame {
  if (typeof value !== 'object' || value === null) return false
  const { t, lm, world } = value as Partial<Record<keyof RecordedFrame, unknown>>
  return typeof t === 'number' && isPoints(lm) && isPoints(world)
}

function isPoints(value: unknown): boolean {
  return (
    value === null || value === undefined || (Array.isArray(value) && value.every(Array.isArray))
  )
}

function toPoseFrame(frame: RecordedFrame, { width, height }: Recording): PoseFrame {
  const landmarks = frame.lm?.map(([x = NaN, y = NaN, z = NaN, visibility = NaN]) => ({
    x,
    y,
    z,
    visibility,
  }))
  const worldLandmarks = frame.world?.map(([x = NaN, y = NaN, z = NaN]) => ({ x, y, z }))
  return {
    landmarks: landmarks ?? null,
    worldLandmarks: worldLandmarks ?? null,
    width,
    height,
    timestampMs: frame.t,
  }
}
