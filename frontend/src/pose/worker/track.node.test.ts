import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readFrames, thin } from '../../../scripts/recordings.ts'
import { type Seen, Track } from './track'
import type { PoseFrame } from '@/engine'

const [WIDTH, HEIGHT] = [640, 480]
const RECORDINGS = join(import.meta.dirname, '../../../../benchmarks/counting/recordings-2')

function packed({ landmarks, worldLandmarks }: PoseFrame): Seen | null {
  if (landmarks === null || worldLandmarks === null) return null
  return {
    landmarks: Float32Array.from(landmarks.flatMap((p) => [p.x, p.y, p.z, p.visibility])),
    worldLandmarks: Float32Array.from(worldLandmarks.flatMap(({ x, y, z }) => [x, y, z])),
  }
}

function lostFrames(frames: readonly PoseFrame[]): number {
  const track = new Track()
  return frames.filter((frame) => {
    const [pose, { timestampMs, width, height }] = [packed(frame), frame]
    if (pose === null) return false
    const isLost = track.isLost(pose, timestampMs, width, height)
    track.follow(pose, timestampMs, width, height)
    return isLost
  }).length
}

/** In the middle of the picture, with a trunk of 96 pixels. */
function standing(): Seen {
  const landmarks = new Float32Array(4 * 33).fill(0.5)
  const worldLandmarks = new Float32Array(3 * 33)
  for (const shoulder of [11, 12]) {
    landmarks[4 * shoulder + 1] = 0.3
    worldLandmarks[3 * shoulder + 1] = -0.5
  }
  return { landmarks, worldLandmarks }
}

function moved({ landmarks, worldLandmarks }: Seen, share: number): Seen {
  return { landmarks: landmarks.map((v, i) => (i % 4 === 0 ? v + share : v)), worldLandmarks }
}

function onItsHead({ landmarks, worldLandmarks }: Seen): Seen {
  return { landmarks, worldLandmarks: worldLandmarks.map((v, i) => (i % 3 === 1 ? -v : v)) }
}

describe('Track', () => {
  it.each(['burpee', 'high-knees', 'jump-rope', 'jump-squat', 'jumping-jack', 'squat'])(
    'follows real people through every %s, at 30 and at 10 frames a second',
    (exercise) => {
      const folder = join(RECORDINGS, exercise)
      for (const file of readdirSync(folder)) {
        const frames = readFrames(join(folder, file))
        expect(lostFrames(frames), file).toBe(0)
        expect(lostFrames(thin(frames, 10)), `${file}, thinned`).toBe(0)
      }
    },
  )

  it('has lost whoever stands on their head', () => {
    const track = new Track()
    expect(track.isLost(standing(), 0, WIDTH, HEIGHT)).toBe(false)
    expect(track.isLost(onItsHead(standing()), 0, WIDTH, HEIGHT)).toBe(true)
  })

  it('has lost whoever is elsewhere at once, not whoever is there after a gap', () => {
    const track = new Track()
    track.follow(standing(), 0, WIDTH, HEIGHT)
    expect(track.isLost(moved(standing(), 0.05), 33, WIDTH, HEIGHT)).toBe(false)
    expect(track.isLost(moved(standing(), 0.4), 33, WIDTH, HEIGHT)).toBe(true)
    expect(track.isLost(moved(standing(), 0.4), 500, WIDTH, HEIGHT)).toBe(false)
  })

  it('compares with the last figure that was followed', () => {
    const track = new Track()
    track.follow(standing(), 0, WIDTH, HEIGHT)
    track.follow(moved(standing(), 0.4), 33, WIDTH, HEIGHT)
    expect(track.isLost(moved(standing(), 0.4), 67, WIDTH, HEIGHT)).toBe(false)
  })
})
