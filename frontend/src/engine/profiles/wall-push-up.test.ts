import { describe, expect, test } from 'vitest'
import { JOINT } from '../body/landmarks.ts'
import { createCounter } from '../index.ts'
import type { EngineEvent, PoseFrame } from '../index.ts'
import { film } from '../testing/synthetic-body.ts'

/** The body hides the arm and leg on its far side, which is the left one here. */
const FAR_VISIBILITY = 0.6
function isFar(landmark: number): boolean {
  return landmark >= JOINT.shoulder && landmark % 2 === 1
}

/**
 * A body that does push-ups on the floor, stood up by this many degrees with all it stands on: hands on a table, on a
 * wall.
 */
function stoodUp(degrees: number, reps = 5): readonly PoseFrame[] {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]
  // The head of the drawn body is on the right, and y points down.
  const turn = (x: number, y: number): readonly [number, number] => [
    cos * x + sin * y,
    cos * y - sin * x,
  ]
  return film({ reps }).map((frame) => ({
    ...frame,
    landmarks:
      frame.landmarks?.map((point, i) => {
        const [x, y] = turn((point.x - 0.5) * frame.width, (point.y - 0.5) * frame.height)
        const visibility = isFar(i) ? FAR_VISIBILITY : point.visibility
        return { ...point, x: 0.5 + x / frame.width, y: 0.5 + y / frame.height, visibility }
      }) ?? null,
    worldLandmarks:
      frame.worldLandmarks?.map((point) => {
        const [x, y] = turn(point.x, point.y)
        return { ...point, x, y }
      }) ?? null,
  }))
}

function play(frames: readonly PoseFrame[]): readonly EngineEvent[] {
  const counter = createCounter('push-up')
  return frames.flatMap((frame) => counter.process(frame))
}

function variants(events: readonly EngineEvent[]): readonly unknown[] {
  return events.flatMap((event) => (event.type === 'rep' ? [event.repetition.variant] : []))
}

describe('a push-up', () => {
  test.each([40, 48, 56])('of a body that leans %i degrees up is a wall push-up', (degrees) => {
    expect(variants(play(stoodUp(degrees)))).toEqual(['wall', 'wall', 'wall', 'wall', 'wall'])
  })

  test.each([0, 15, 30, 35])('of a body that leans %i degrees up is counted once', (degrees) => {
    expect(variants(play(stoodUp(degrees)))).toHaveLength(5)
  })

  test('a single wall push-up does not count, because people also lean on tables', () => {
    expect(variants(play(stoodUp(48, 1)))).toEqual([])
  })

  test('bending and stretching the arms without leaning on anything does not count', () => {
    const standing = film({ exercise: 'standing', reps: 5 })
    expect(variants(play(standing))).toEqual([])
  })

  test('push-ups on the floor and then against a wall are one set', () => {
    const floor = film({ reps: 3 })
    const lastMs = floor.at(-1)?.timestampMs ?? 0
    const later = stoodUp(48, 3).map((frame) => ({
      ...frame,
      timestampMs: frame.timestampMs + lastMs + 3000,
    }))
    const events = play([...floor, ...later])
    const indices = events.flatMap((event) =>
      event.type === 'rep' ? [event.repetition.index] : [],
    )
    expect(indices).toEqual([1, 2, 3, 4, 5, 6])
  })
})
