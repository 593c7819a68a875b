/**
 * Counts every exercise in recordings, at several frame rates: one JSON line a file on stdout,
 * {"name", "counts": {"FPS": {"EXERCISE": reps, ...}, ...}}. A plank's figure is the seconds held.
 *
 *   node scripts/counting/count-all.ts FPS,FPS FILES...      FPS 0 keeps every frame
 */
import { basename } from 'node:path'
import { countAll } from './ratchet/counts.ts'
import { readFrames } from './recordings.ts'

const [fps = '', ...files] = process.argv.slice(2)
const rates = fps.split(',').map(Number)
if (!rates.every((rate) => rate >= 0))
  throw new RangeError('FPS must be numbers, 0 for every frame')
for (const file of files) {
  const frames = readFrames(file)
  const counts = Object.fromEntries(rates.map((rate) => [rate, countAll(frames, rate).counts]))
  const name = basename(file).replace(/\.json(\.gz)?$/, '')
  process.stdout.write(`${JSON.stringify({ name, counts })}\n`)
}
