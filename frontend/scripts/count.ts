/**
 * Replays recordings through the counting engine: one JSON line a file on stdout, nothing else.
 *
 *   node scripts/count.ts EXERCISE FPS FILES...      FPS 0 keeps every frame
 */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { createCounter, EXERCISES } from '../src/engine/index.ts'
import type { ExerciseType, Landmark, PoseFrame, WorldLandmark } from '../src/engine/index.ts'

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

class UsageError extends Error {}

function readRecording(path: string): Recording {
  const bytes = readFileSync(path)
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b
  const parsed: unknown = JSON.parse((isGzip ? gunzipSync(bytes) : bytes).toString('utf8'))
  if (!isRecording(parsed)) throw new UsageError('not a recording: needs width, height and frames')
  return parsed
}

function isRecording(value: unknown): value is Recording {
  if (typeof value !== 'object' || value === null) return false
  const { width, height, frames } = value as Partial<Recording>
  return typeof width === 'number' && typeof height === 'number' && Array.isArray(frames)
}

/** Leaves out frames so that no more than `framesPerSecond` remain, by media time. */
function thin(frames: readonly RecordedFrame[], framesPerSecond: number): readonly RecordedFrame[] {
  if (framesPerSecond === 0) return frames
  const stepMs = 1000 / framesPerSecond
  let nextMs = Number.NEGATIVE_INFINITY
  return frames.filter(({ t }) => {
    // Half a millisecond of grace: recorded times are whole milliseconds.
    if (t + 0.5 < nextMs) return false
    nextMs = Math.max(nextMs + stepMs, t + stepMs / 2)
    return true
  })
}

function toPoseFrame(frame: RecordedFrame, { width, height }: Recording): PoseFrame {
  const landmarks = frame.lm?.map(([x = NaN, y = NaN, z = NaN, visibility = NaN]): Landmark => ({
    x,
    y,
    z,
    visibility,
  }))
  const worldLandmarks = frame.world?.map(([x = NaN, y = NaN, z = NaN]): WorldLandmark => ({
    x,
    y,
    z,
  }))
  return {
    landmarks: landmarks ?? null,
    worldLandmarks: worldLandmarks ?? null,
    width,
    height,
    timestampMs: frame.t,
  }
}

function count(path: string, exercise: ExerciseType | 'auto', framesPerSecond: number): string {
  const recording = readRecording(path)
  const counter = createCounter(exercise)
  const frames = thin(recording.frames, framesPerSecond)
  for (const frame of frames) counter.process(toPoseFrame(frame, recording))
  const snapshot = counter.snapshot()
  return JSON.stringify({
    name: basename(path).replace(/\.json(\.gz)?$/, ''),
    exercise: snapshot.exercise ?? 'none',
    reps: snapshot.reps,
    held_seconds: snapshot.heldSeconds,
    frames: frames.length,
  })
}

function main([exercise, fps, ...files]: readonly string[]): void {
  if (exercise !== 'auto' && !EXERCISES.includes(exercise as ExerciseType))
    throw new UsageError(`EXERCISE must be one of ${EXERCISES.join(', ')}, auto`)
  const framesPerSecond = Number(fps)
  if (!(framesPerSecond >= 0)) throw new UsageError('FPS must be a number, 0 for every frame')
  if (files.length === 0) throw new UsageError('no FILES given')
  for (const file of files) {
    try {
      process.stdout.write(`${count(file, exercise as ExerciseType | 'auto', framesPerSecond)}\n`)
    } catch (error) {
      throw new UsageError(`${file}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
}

try {
  main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  process.stderr.write(`count: ${error.message}\n`)
  process.exitCode = 1
}
