/**
 * Counts recordings under many settings of exercises' profiles, for the benchmark's cross-validation: one
 * JSON line a file, {"name", "counts": {"EXERCISE": {"SETTING": reps, ...}}}. The first setting is the profile as it is.
 *
 *   node scripts/counting/sweep.ts EXERCISE,EXERCISE FPS FILES...      FPS 0 keeps every frame
 */
import { basename } from 'node:path'
import { CounterShell } from '../../src/engine/counter/counter-shell.ts'
import { CyclicCounter } from '../../src/engine/cyclic/cyclic-counter.ts'
import type { CyclicProfile, Features } from '../../src/engine/cyclic/profile.ts'
import { HIGH_KNEES } from '../../src/engine/profiles/high-knees.ts'
import { JUMPING_JACK } from '../../src/engine/profiles/jumping-jack.ts'
import { LUNGE } from '../../src/engine/profiles/lunge.ts'
import { PUSH_UP } from '../../src/engine/profiles/push-up.ts'
import { SIT_UP } from '../../src/engine/profiles/sit-up.ts'
import { SQUAT } from '../../src/engine/profiles/squat.ts'
import { readFrames, replay, thin } from './recordings.ts'

/** Factors on the profile's own numbers, the profile as it is first. */
const TRAVEL_FACTORS = [1, 0.8, 1.25]
const REST_FACTORS = [1, 0.85, 1.15]

/** One counter a setting, each fresh. */
function counters<F extends Features>(profile: CyclicProfile<F>): Map<string, CounterShell> {
  const made = new Map<string, CounterShell>()
  for (const travel of TRAVEL_FACTORS)
    for (const rest of REST_FACTORS) {
      const varied = {
        ...profile,
        leastTravel: profile.leastTravel * travel,
        restFrom: profile.restFrom * rest,
        restSurely: profile.restSurely * rest,
      }
      made.set(`travel ${travel} rest ${rest}`, new CounterShell(new CyclicCounter(varied)))
    }
  return made
}

const SWEEPS: ReadonlyMap<string, () => Map<string, CounterShell>> = new Map([
  ['push-up', () => counters(PUSH_UP)],
  ['squat', () => counters(SQUAT)],
  ['lunge', () => counters(LUNGE)],
  ['sit-up', () => counters(SIT_UP)],
  ['jumping-jack', () => counters(JUMPING_JACK)],
  ['high-knees', () => counters(HIGH_KNEES)],
])

const [exercises = '', fps, ...files] = process.argv.slice(2)
const sweeps = exercises.split(',').map((exercise) => {
  const sweep = SWEEPS.get(exercise)
  if (sweep === undefined)
    throw new RangeError(`${exercise} is none of ${[...SWEEPS.keys()].join(', ')}`)
  return [exercise, sweep] as const
})
for (const file of files) {
  const frames = thin(readFrames(file), Number(fps))
  const counts = sweeps.map(([exercise, sweep]) => {
    const bySetting = [...sweep()].map(
      ([setting, counter]) => [setting, replay(counter, frames).snapshot().reps] as const,
    )
    return [exercise, Object.fromEntries(bySetting)] as const
  })
  const name = basename(file).replace(/\.json(\.gz)?$/, '')
  process.stdout.write(`${JSON.stringify({ name, counts: Object.fromEntries(counts) })}\n`)
}
