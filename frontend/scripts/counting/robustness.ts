/**
 * Counts recordings under many variations (other cameras, worse landmarks, other clocks, cuts) with all counters: one JSON
 * line a recording and variation, {"name", "variation", "seconds", "counts": {"push-up": 3, ...}}; of a cut also
 * {"truth": {"EXERCISE": reps}}, the whole repetitions left in it.
 *
 *   node scripts/counting/robustness.ts [--only=BEGINNING]... FILES...
 *
 * `--only` counts the variations alone whose names begin so, and no cuts.
 */
import { basename } from 'node:path'
import { createCounter, createCounters, EXERCISES } from '../../src/engine/index.ts'
import type { ExerciseType, Repetition } from '../../src/engine/index.ts'
import { seeded } from '../../src/engine/testing/random.ts'
import { readFrames } from './recordings.ts'
import { cuts } from './variations/cuts.ts'
import type { Frames } from './variations/frames.ts'
import { VARIATIONS } from './variations/index.ts'

const COUNTED = EXERCISES.filter((exercise) => exercise !== 'plank')
/** What has a way down and a way up, and counts alone. */
const CUT = ['push-up', 'squat', 'lunge', 'sit-up', 'pull-up'] as const
const SEED = 20_260

function repetitions(exercise: ExerciseType, frames: Frames): readonly Repetition[] {
  const counter = createCounter(exercise)
  return frames.flatMap((frame) =>
    counter.process(frame).flatMap((event) => (event.type === 'rep' ? [event.repetition] : [])),
  )
}

/** What all of these count, in one pass with one judge. */
function countTogether(
  exercises: readonly ExerciseType[],
  frames: Frames,
): Readonly<Record<string, number>> {
  const counters = [...createCounters(exercises)]
  for (const frame of frames) for (const [, counter] of counters) counter.process(frame)
  return Object.fromEntries(counters.map(([each, counter]) => [each, counter.snapshot().reps]))
}

function print(line: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

function lengthSeconds(frames: Frames): number {
  return ((frames.at(-1)?.timestampMs ?? 0) - (frames[0]?.timestampMs ?? 0)) / 1000
}

const ONLY = '--only='
const beginnings = process.argv
  .filter((each) => each.startsWith(ONLY))
  .map((each) => each.slice(ONLY.length))
const isAsked = (variation: string): boolean =>
  beginnings.length === 0 || beginnings.some((each) => variation.startsWith(each))

for (const file of process.argv.slice(2).filter((each) => !each.startsWith(ONLY))) {
  const name = basename(file).replace(/\.json(\.gz)?$/, '')
  const frames = readFrames(file)
  for (const { name: variation, change, only } of VARIATIONS) {
    if (!isAsked(variation)) continue
    const changed = change(frames, seeded(SEED))
    print({
      name,
      variation,
      seconds: lengthSeconds(changed),
      counts: countTogether(only === null ? COUNTED : [only], changed),
    })
  }
  if (beginnings.length > 0) continue
  for (const exercise of CUT)
    for (const part of cuts(frames, repetitions(exercise, frames), seeded(SEED)))
      print({
        name,
        variation: part.name,
        seconds: lengthSeconds(part.frames),
        counts: { [exercise]: repetitions(exercise, part.frames).length },
        truth: { [exercise]: part.wholeReps },
      })
}
