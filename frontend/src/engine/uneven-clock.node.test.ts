/** A browser's camera gives its pictures late and unevenly: what is counted does not depend on it. */
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { replay } from '../../scripts/counting/recordings.ts'
import { createCounter } from './index.ts'
import type { PoseFrame } from './index.ts'
import { KEPT, KEPT_SETS, labelled } from './testing/labelled.ts'
import { gaussian, seeded } from './testing/random.ts'
import { runs } from './testing/runs.ts'

type Change = (frames: readonly PoseFrame[], random: () => number) => readonly PoseFrame[]

/** The newest picture whenever there is time for one: that is after `everyMs`, give or take `spreadMs`. */
function taken(everyMs: number, spreadMs: number): Change {
  return (frames, random) => {
    let nextMs = Number.NEGATIVE_INFINITY
    return frames.filter(({ timestampMs }) => {
      if (timestampMs < nextMs) return false
      const waitMs = Math.max(12, everyMs + spreadMs * gaussian(random))
      nextMs = Math.max(nextMs + waitMs, timestampMs)
      return true
    })
  }
}

/** Each picture bears a time later than its own. */
function late(spreadMs: number): Change {
  return (frames, random) => {
    let lastMs = Number.NEGATIVE_INFINITY
    return frames.map((frame) => {
      const ms = frame.timestampMs + Math.abs(spreadMs * gaussian(random))
      lastMs = Math.max(lastMs + 1, ms)
      return { ...frame, timestampMs: lastMs }
    })
  }
}

const CLOCKS: readonly (readonly [string, Change])[] = [
  ['33 ms, give or take 20', taken(33.3, 20)],
  ['50 ms, give or take 20', taken(50, 20)],
  ['times up to 20 ms and more late', late(10)],
]
/** Seconds: the shorter half of the clips, in `make prove` all of them. */
const LONGEST = runs(80)
const CLIPS = KEPT_SETS.flatMap((set) => labelled(join(KEPT, set), 'jump-rope')).filter(
  ({ isSure, seconds }) => isSure && seconds <= LONGEST,
)

function count(frames: readonly PoseFrame[]): number {
  return replay(createCounter('jump-rope'), frames).snapshot().reps
}

describe.each(CLIPS.map((clip, i) => ({ ...clip, i })))('$name', ({ frames, i }) => {
  const even = count(frames)

  test.each(CLOCKS.filter((_, clock) => runs(CLOCKS.length) > (clock + i) % CLOCKS.length))(
    'is counted the same within one at %s',
    (_, change) => {
      expect(Math.abs(count(change(frames, seeded(3000 + i))) - even)).toBeLessThanOrEqual(1)
    },
  )
})
