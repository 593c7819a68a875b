/**
 * Bodies of recordings on the judge's time grid, with what the engine counts in them, for training: one JSON line a file
 * and frame rate, {"name", "rate", "times", "first", "reps": {EXERCISE: [[startMs, endMs], ...]}}, and all samples as
 * 32-bit floats one after the other in the file OUT.
 *
 *   node scripts/counting/judge-samples.ts OUT RATES EXERCISES FILES...      RATES and EXERCISES separated by commas; rate 0: every frame
 */
import { closeSync, openSync, writeSync } from 'node:fs'
import { basename } from 'node:path'
import { BodyTracker } from '../../src/engine/body/body-tracker.ts'
import { createCounter, EXERCISES } from '../../src/engine/index.ts'
import type { ExerciseType, PoseFrame } from '../../src/engine/index.ts'
import { BodySampler, SAMPLE_MS } from '../../src/engine/judge/sampler.ts'
import { readFrames, thin } from './recordings.ts'

type Span = readonly [startMs: number, endMs: number]

function samplesOf(
  frames: readonly PoseFrame[],
  file: number,
): { times: number[]; first: number[] } {
  const tracker = new BodyTracker()
  const sampler = new BodySampler(SAMPLE_MS)
  const [times, first]: [number[], number[]] = [[], []]
  for (const frame of frames)
    tracker.track(frame, (body) => {
      sampler.push(body, (sample, timestampMs, isFirst) => {
        if (isFirst) first.push(times.length)
        times.push(Math.round(timestampMs))
        writeSync(file, new Float32Array(sample))
      })
    })
  return { times, first }
}

function repsOf(frames: readonly PoseFrame[], exercise: ExerciseType): Span[] {
  const counter = createCounter(exercise)
  return frames.flatMap((frame) =>
    counter
      .process(frame)
      .flatMap((event): Span[] =>
        event.type === 'rep' ? [[event.repetition.startMs, event.repetition.endMs]] : [],
      ),
  )
}

const [out = '', rates = '', exercises = '', ...files] = process.argv.slice(2)
const asked = EXERCISES.filter((exercise) => exercises.split(',').includes(exercise))
const file = openSync(out, 'w')
for (const path of files) {
  const all = readFrames(path)
  const reps = Object.fromEntries(asked.map((exercise) => [exercise, repsOf(all, exercise)]))
  for (const rate of rates.split(',').map(Number)) {
    const name = basename(path).replace(/\.json(\.gz)?$/, '')
    process.stdout.write(
      `${JSON.stringify({ name, rate, ...samplesOf(thin(all, rate), file), reps })}\n`,
    )
  }
}
closeSync(file)
