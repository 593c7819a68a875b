/** Ticks of push-ups against the lock-outs that recordings of real people show. */
import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { LOCK_OUTS, type Ticked, errorsMs } from '../../../../../scripts/counting/lock-outs.ts'
import { readFrames } from '../../../../../scripts/counting/recordings.ts'
import { RepTicks } from './rep-ticks'
import { type PoseFrame, createCounter } from '@/engine'

const KEPT = resolve(import.meta.dirname, '../../../../../../benchmarks/counting')
/** The second set: what foretells was chosen on the first. */
const FOLDER = join(KEPT, 'recordings-2', 'push-up')
/** A camera and its pose. */
const DELAY_MS = 60

function ticked(frames: readonly PoseFrame[]): Ticked[] {
  const counter = createCounter('push-up')
  const ticks = new RepTicks('push-up')
  return frames.flatMap((frame) => {
    const events = counter.process(frame)
    const tickMs = ticks.hear(frame, events) ?? Number.NaN
    return events.flatMap((event) =>
      event.type === 'rep'
        ? [{ startMs: event.repetition.startMs, ms: frame.timestampMs, tickMs }]
        : [],
    )
  })
}

it('the ticks come within 150 ms of four lock-outs in five, by any angle that counts as straight', () => {
  const clips = readdirSync(FOLDER)
    .map((name) => readFrames(join(FOLDER, name)))
    .map((frames) => ({ frames, reps: ticked(frames) }))
  for (const lockOut of LOCK_OUTS) {
    const errors = clips.flatMap(({ frames, reps }) =>
      errorsMs(frames, reps, lockOut, ({ tickMs }) => tickMs + DELAY_MS),
    )
    expect(errors.length).toBeGreaterThan(60)
    const within = errors.filter((error) => Math.abs(error) <= 150).length / errors.length
    expect(within, lockOut.name).toBeGreaterThan(0.8)
  }
})
