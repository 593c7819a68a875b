/**
 * What an hour of frames costs: one JSON line a counter, {"counter", "frames", "median_us", "p99_us", "heap_mb": [...]}, the heap
 * after every ten minutes of film, swept.
 *
 *   node --expose-gc scripts/counting/speed.ts FILES...      the files, one after the other and again, are the film
 */
import { createCounter } from '../../src/engine/index.ts'
import type { ExerciseType } from '../../src/engine/index.ts'
import { readFrames } from './recordings.ts'
import type { Frames } from './variations/frames.ts'

const COUNTERS: readonly (ExerciseType | 'auto')[] = ['push-up', 'jump-rope', 'auto']
const TEN_MINUTES_MS = 600_000
const PARTS = 6
const GAP_MS = 33

/** The heap in use, megabytes, with all garbage swept away. */
function heapMegabytes(): number {
  if (globalThis.gc === undefined) throw new Error('run node with --expose-gc')
  globalThis.gc()
  return Math.round((10 * process.memoryUsage().heapUsed) / 1e6) / 10
}

function measure(name: ExerciseType | 'auto', film: Frames): Readonly<Record<string, unknown>> {
  const counter = createCounter(name)
  const heap: number[] = []
  const costs: number[] = []
  let [shiftMs, frames] = [0, 0]
  while (heap.length < PARTS) {
    for (const frame of film) {
      const sent = { ...frame, timestampMs: frame.timestampMs + shiftMs }
      const before = performance.now()
      counter.process(sent)
      counter.snapshot()
      // The first part is kept for the figures: all of an hour would be measured as the engine's own memory.
      if (heap.length === 0) costs.push(1000 * (performance.now() - before))
      frames += 1
    }
    shiftMs += (film.at(-1)?.timestampMs ?? 0) + GAP_MS
    if (shiftMs >= (heap.length + 1) * TEN_MINUTES_MS) heap.push(heapMegabytes())
  }
  costs.sort((a, b) => a - b)
  const percentile = (share: number): number =>
    Math.round(10 * (costs[Math.floor(share * costs.length)] ?? 0)) / 10
  return {
    counter: name,
    frames,
    median_us: percentile(0.5),
    p99_us: percentile(0.99),
    heap_mb: heap,
  }
}

/** The recordings one after the other. */
function joined(files: readonly string[]): Frames {
  let endMs = 0
  return files.flatMap((file) => {
    const startMs = endMs
    const frames = readFrames(file)
    endMs = startMs + (frames.at(-1)?.timestampMs ?? 0) + GAP_MS
    return frames.map((frame) => ({ ...frame, timestampMs: frame.timestampMs + startMs }))
  })
}

const film = joined(process.argv.slice(2))
for (const name of COUNTERS) process.stdout.write(`${JSON.stringify(measure(name, film))}\n`)
