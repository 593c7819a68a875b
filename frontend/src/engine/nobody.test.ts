/** A chair, a dog, a curtain: the model finds somebody there and says itself that it hardly sees them. */
import { expect, test } from 'vitest'
import { createCounter } from './index.ts'
import type { PoseFrame } from './index.ts'
import { film } from './testing/synthetic-body.ts'
import type { Scene } from './testing/synthetic-body.ts'

/** What the model says of bodies that it makes up. */
const HARDLY_SEEN = 0.3

function hardlySeen(frames: readonly PoseFrame[]): readonly PoseFrame[] {
  return frames.map((frame) => ({
    ...frame,
    landmarks:
      frame.landmarks?.map((point) => ({ ...point, visibility: HARDLY_SEEN * point.visibility })) ??
      null,
  }))
}

const MOVEMENTS = [
  { drawn: 'push-up', exercise: 'push-up' },
  { drawn: 'squat', exercise: 'squat' },
  { drawn: 'lunge', exercise: 'lunge' },
  { drawn: 'sit-up', exercise: 'sit-up' },
  { drawn: 'jumping-jack', exercise: 'jumping-jack' },
  { drawn: 'pull-up', exercise: 'pull-up' },
] as const satisfies readonly { drawn: Scene['exercise']; exercise: string }[]

test.each(MOVEMENTS)(
  'the $drawn counter counts nothing of a figure that is hardly seen',
  ({ drawn, exercise }) => {
    const frames = film({ exercise: drawn, repMs: 2000 })
    const counter = createCounter(exercise)
    for (const frame of hardlySeen(frames)) counter.process(frame)
    expect(counter.snapshot().reps).toBe(0)
  },
)

test('a plank of a figure that is hardly seen counts no time', () => {
  const frames = film({ exercise: 'push-up', reps: 0, restMs: 10_000, noiseMetres: 0 })
  const seen = createCounter('plank')
  const guessed = createCounter('plank')
  for (const frame of frames) seen.process(frame)
  for (const frame of hardlySeen(frames)) guessed.process(frame)
  expect(seen.snapshot().heldSeconds).toBeGreaterThan(5)
  expect(guessed.snapshot().heldSeconds).toBe(0)
})
