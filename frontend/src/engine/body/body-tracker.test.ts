import { expect, test } from 'vitest'
import { film } from '../testing/synthetic-body.ts'
import type { PoseFrame } from '../types.ts'
import { BodyTracker } from './body-tracker.ts'

const FILM = film({ reps: 2, framesPerSecond: 25 })

/** Half as large and in the corner: someone else, or another shot. */
function elsewhere(frame: PoseFrame): PoseFrame {
  const landmarks = frame.landmarks?.map((p) => ({ ...p, x: 0.05 + p.x / 2, y: 0.4 + p.y / 2 }))
  return { ...frame, landmarks: landmarks ?? null }
}

function during(fromMs: number, toMs: number): readonly PoseFrame[] {
  return FILM.map((frame) =>
    frame.timestampMs >= fromMs && frame.timestampMs < toMs ? elsewhere(frame) : frame,
  )
}

/** Times of the bodies followed, and of those that began a new scene. */
function follow(frames: readonly PoseFrame[]): { times: number[]; scenes: number[] } {
  const tracker = new BodyTracker()
  const [times, scenes]: [number[], number[]] = [[], []]
  for (const frame of frames)
    tracker.track(frame, (body) => {
      times.push(body.timestampMs)
      if (body.isNewScene) scenes.push(body.timestampMs)
    })
  return { times, scenes }
}

test('one person is one scene', () => {
  expect(follow(FILM)).toEqual({ times: FILM.map((frame) => frame.timestampMs), scenes: [0] })
})

test('somebody else who is seen for a moment is ignored, and the scene continues', () => {
  const { times, scenes } = follow(during(1000, 1600))
  expect(scenes).toEqual([0])
  expect(times.filter((ms) => ms >= 1000 && ms < 1600)).toEqual([])
  expect(times.filter((ms) => ms >= 1600)).toEqual(times.slice(25))
})

test('a cut begins a new scene without losing a frame', () => {
  const { times, scenes } = follow(during(1000, Infinity))
  expect(scenes).toEqual([0, 1000])
  expect(times).toEqual(FILM.map((frame) => frame.timestampMs))
})

test('two strangers seen one after the other are two people', () => {
  const frames = during(1000, 1600).map((frame) =>
    frame.timestampMs >= 1600 && frame.timestampMs < 2200
      ? {
          ...frame,
          landmarks: frame.landmarks?.map((p) => ({ ...p, x: 0.7 + p.x / 4, y: p.y / 4 })) ?? null,
        }
      : frame,
  )
  expect(follow(frames).scenes).toEqual([0])
})

test('somebody who comes back after two seconds begins a new scene', () => {
  const frames = FILM.filter(({ timestampMs }) => timestampMs < 1000 || timestampMs > 3100)
  expect(follow(frames).scenes).toHaveLength(2)
})
