/**
 * Replays recordings through the counting engine: one JSON line a file on stdout, nothing else.
 *
 *   node scripts/counting/count.ts EXERCISE FPS FILES...      FPS 0 or '' keeps every frame
 */
import { basename } from 'node:path'
import { createCounter, EXERCISES } from '../../src/engine/index.ts'
import type { ExerciseType } from '../../src/engine/index.ts'
import { readFrames, replay, thin } from './recordings.ts'

class UsageError extends Error {}

function count(path: string, exercise: ExerciseType | 'auto', framesPerSecond: number): string {
  const frames = thin(readFrames(path), framesPerSecond)
  const counter = replay(createCounter(exercise), frames)
  const snapshot = counter.snapshot()
  return JSON.stringify({
    name: basename(path).replace(/\.json(\.gz)?$/, ''),
    exercise: snapshot.exercise ?? 'none',
    reps: snapshot.reps,
    held_seconds: snapshot.heldSeconds,
    recount: counter.secondOpinion?.() ?? snapshot.reps,
    frames: frames.length,
  })
}

function isExercise(name: string | undefined): name is ExerciseType | 'auto' {
  return name === 'auto' || EXERCISES.some((each) => each === name)
}

function main([exercise, fps, ...files]: readonly string[]): void {
  if (!isExercise(exercise))
    throw new UsageError(`EXERCISE must be one of ${EXERCISES.join(', ')} or auto`)
  const framesPerSecond = Number(fps)
  if (!(framesPerSecond >= 0)) throw new UsageError('FPS must be a number, 0 for every frame')
  if (files.length === 0) throw new UsageError('no FILES given')
  for (const file of files) {
    try {
      process.stdout.write(`${count(file, exercise, framesPerSecond)}\n`)
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
