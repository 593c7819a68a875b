/**
 * When a push-up is ticked, beside the lock-outs that whole recordings show: the table in docs/hands-free.md.
 *
 *   node scripts/counting/push-up-ticks.ts [MS]      MS: what the camera and the pose take, 60 unless given
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createCounter } from '../../src/engine/index.ts'
import { KEPT, KEPT_SETS } from '../../src/engine/testing/labelled.ts'
import type { PoseFrame } from '../../src/engine/types.ts'
import { PushUpRise } from '../../src/features/train/session/ticks/push-up-rise.ts'
import { LOCK_OUTS, type Ticked, errorsMs } from './lock-outs.ts'
import { readFrames } from './recordings.ts'

const WITHIN_MS = 150

function ticked(frames: readonly PoseFrame[]): Ticked[] {
  const counter = createCounter('push-up')
  const rise = new PushUpRise()
  return frames.flatMap((frame) => {
    rise.see(frame)
    const reps = counter.process(frame).filter((event) => event.type === 'rep')
    if (reps.length === 0) return []
    const ms = frame.timestampMs
    const tickMs = rise.tickMs() ?? ms
    return reps.map(({ repetition: { startMs } }) => ({ startMs, ms, tickMs }))
  })
}

function row(name: string, errors: readonly number[]): string {
  const sorted = [...errors].sort((a, b) => a - b)
  const at = (share: number): number => Math.round(sorted[Math.floor(share * sorted.length)] ?? 0)
  const part = (holds: (error: number) => boolean): string =>
    `${Math.round((100 * sorted.filter(holds).length) / sorted.length)} %`
  const within = part((error) => Math.abs(error) <= WITHIN_MS)
  const [early, late] = [part((error) => error < -WITHIN_MS), part((error) => error > WITHIN_MS)]
  return `| ${name} | ${at(0.5)} | ${at(0.05)} .. ${at(0.95)} | ${within} | ${early} | ${late} |`
}

const delayMs = Number(process.argv[2] ?? 60)
for (const set of KEPT_SETS) {
  const folder = join(KEPT, set, 'push-up')
  const clips = readdirSync(folder)
    .map((name) => readFrames(join(folder, name)))
    .map((frames) => ({ frames, reps: ticked(frames) }))
  console.log(`\n${set}, ${clips.flatMap(({ reps }) => reps).length} repetitions`)
  console.log('| lock-out is when | middle | nine of ten | within 150 ms | earlier | later |')
  for (const lockOut of LOCK_OUTS) {
    const errors = (of: (rep: Ticked) => number): number[] =>
      clips.flatMap(({ frames, reps }) => errorsMs(frames, reps, lockOut, of))
    console.log(
      row(
        `${lockOut.name}, as counted`,
        errors(({ ms }) => ms + delayMs),
      ),
    )
    console.log(
      row(
        `${lockOut.name}, as ticked`,
        errors(({ tickMs }) => tickMs + delayMs),
      ),
    )
  }
}
