/**
 * What the push-up counter sees in a recording, for the plots of docs/counting.md: one JSON line a file,
 * {"name", "seconds": [...], "signal": [...], "reps": [...]}: shoulders over hands in body metres, times of the counts.
 *
 *   node scripts/counting/trace.ts FILES...
 */
import { basename } from 'node:path'
import { BodyTracker } from '../../src/engine/body/body-tracker.ts'
import { createCounter } from '../../src/engine/index.ts'
import { PUSH_UP } from '../../src/engine/profiles/push-up.ts'
import { readFrames } from './recordings.ts'

for (const file of process.argv.slice(2)) {
  const tracker = new BodyTracker()
  const counter = createCounter('push-up')
  const seconds: number[] = []
  const signal: number[] = []
  const reps: number[] = []
  for (const frame of readFrames(file)) {
    tracker.track(frame, (body) => {
      const value = PUSH_UP.signal(body)
      if (value === null) return
      seconds.push(body.timestampMs / 1000)
      signal.push(Math.round(value * 1000) / 1000)
    })
    for (const event of counter.process(frame))
      if (event.type === 'rep') reps.push(event.timestampMs / 1000)
  }
  const name = basename(file).replace(/\.json(\.gz)?$/, '')
  process.stdout.write(`${JSON.stringify({ name, seconds, signal, reps })}\n`)
}
