/**
 * Counts recordings under many settings of an exercise's profile, for the benchmark's leave-one-source-out test: one
 * JSON line a file, {"name", "counts": {"SETTING": reps, ...}}. The first setting is the profile as it is.
 *
 *   node scripts/sweep.ts EXERCISE FILES...
 */
import { basename } from 'node:path'
import { CounterShell } from '../src/engine/counter/counter-shell.ts'
import { CyclicCounter } from '../src/engine/cyclic/cyclic-counter.ts'
import type { CyclicProfile, Features } from '../src/engine/cyclic/profile.ts'
import { JUMPING_JACK } from '../src/engine/profiles/jumping-jack.ts'
import { LUNGE } from '../src/engine/profiles/lunge.ts'
import { PUSH_UP } from '../src/engine/profiles/push-up.ts'
import { SIT_UP } from '../src/engine/profiles/sit-up.ts'
import { SQUAT } from '../src/engine/profiles/squat.ts'
import { readFrames, replay } from './recordings.ts'

/** Factors on the profile's own numbers, the profile as it is first. */
const TRAVEL_FACTORS = [1, 0.6, 0.8, 1.25, 1.6, 2]
const REST_FACTORS = [1, 0.7, 0.85, 1.15, 1.3]
const SLOWEST_FACTORS = [1, 2]

/** One counter a setting, each fresh. */
function counters<F extends Features>(profile: CyclicProfile<F>): Map<string, CounterShell> {
  const made = new Map<string, CounterShell>()
  for (const travel of TRAVEL_FACTORS)
    for (const rest of REST_FACTORS)
      for (const slowest of SLOWEST_FACTORS) {
        const varied = {
          ...profile,
          leastTravel: profile.leastTravel * travel,
          restFrom: profile.restFrom * rest,
          restSurely: profile.restSurely * rest,
          leastMs: profile.leastMs * slowest,
        }
        const name = `travel ${travel} rest ${rest} least ${slowest}`
        made.set(name, new CounterShell(new CyclicCounter(varied)))
      }
  return made
}

const SWEEPS: ReadonlyMap<string | undefined, () => Map<string, CounterShell>> = new Map([
  ['push-up', () => counters(PUSH_UP)],
  ['squat', () => counters(SQUAT)],
  ['lunge', () => counters(LUNGE)],
  ['sit-up', () => counters(SIT_UP)],
  ['jumping-jack', () => counters(JUMPING_JACK)],
])

const [exercise, ...files] = process.argv.slice(2)
const sweep = SWEEPS.get(exercise)
if (sweep === undefined)
  throw new RangeError(`EXERCISE must be one of ${[...SWEEPS.keys()].join(', ')}`)
for (const file of files) {
  const frames = readFrames(file)
  const counts = Object.fromEntries(
    [...sweep()].map(([name, counter]) => [name, replay(counter, frames).snapshot().reps]),
  )
  const name = basename(file).replace(/\.json(\.gz)?$/, '')
  process.stdout.write(`${JSON.stringify({ name, counts })}\n`)
}
