import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { readFrames, thin } from '../../../scripts/counting/recordings.ts'
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

/** What the worker gives for pictures in which these poses are found, and how often it had MediaPipe let go. */
async function followed(
  pictures: readonly (readonly [atMs: number, ...found: Seen[]])[],
  [width, height] = [WIDTH, HEIGHT],
): Promise<{ poses: readonly (Seen | null)[]; letGo: number }> {
  const track = new Track()
  const letGo = vi.fn()
  const poses: (Seen | null)[] = []
  for (const [atMs, ...found] of pictures) {
    const search = (): Promise<Seen | null> => Promise.resolve(found.shift() ?? null)
    poses.push(await track.find({ atMs, width, height }, search, letGo))
  }
  return { poses, letGo: letGo.mock.calls.length }
}

function pictures(frames: readonly PoseFrame[]): (readonly [number, ...Seen[]])[] {
  return frames.map((frame) => {
    const pose = packed(frame)
    return pose === null ? [frame.timestampMs] : [frame.timestampMs, pose]
  })
}

/** In the middle of the picture, with a trunk of 96 pixels and legs as long. */
function standing(): Seen {
  const landmarks = new Float32Array(4 * 33).fill(0.5)
  const worldLandmarks = new Float32Array(3 * 33)
  for (const shoulder of [11, 12]) {
    landmarks[4 * shoulder + 1] = 0.3
    worldLandmarks[3 * shoulder + 1] = -0.5
  }
  for (const knee of [25, 26]) {
    landmarks[4 * knee + 1] = 0.7
    worldLandmarks[3 * knee + 1] = 0.5
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
    async (exercise) => {
      const folder = join(RECORDINGS, exercise)
      for (const file of readdirSync(folder)) {
        const frames = readFrames(join(folder, file))
        const size: [number, number] = [frames[0]!.width, frames[0]!.height]
        expect((await followed(pictures(frames), size)).letGo, file).toBe(0)
        expect((await followed(pictures(thin(frames, 10)), size)).letGo, `${file}, thin`).toBe(0)
      }
    },
  )

  it('looks anew where somebody stands on their head, and takes what is found then', async () => {
    const person = standing()
    const { poses, letGo } = await followed([[0, onItsHead(person), person]])
    expect([poses, letGo]).toEqual([[person], 1])
  })

  it('looks again if somebody jumps elsewhere, not if they walked there or after a gap', async () => {
    const [here, near, far] = [standing(), moved(standing(), 0.05), moved(standing(), 0.4)]
    const { poses, letGo } = await followed([
      [0, here],
      [33, near],
      [67, far, here],
      [600, far],
    ])
    expect([poses, letGo]).toEqual([[here, near, here, far], 1])
  })

  it('shows nobody if nobody is found again', async () => {
    expect(await followed([[0, onItsHead(standing())]])).toEqual({ poses: [null], letGo: 1 })
  })

  it('shows nobody while all that is found stands on its head, and whoever is on their feet after it', async () => {
    const [upside, person] = [onItsHead(standing()), standing()]
    const { poses } = await followed([
      [0, upside, upside],
      [33, upside],
      [67, person],
    ])
    expect(poses).toEqual([null, null, person])
  })

  it('shows somebody who folds forward over their feet', async () => {
    const { landmarks, worldLandmarks } = onItsHead(standing())
    const knees = [25, 26].map((knee) => 3 * knee + 1)
    const folded = worldLandmarks.map((value, i) => (knees.includes(i) ? -value : value))
    const pose = { landmarks, worldLandmarks: folded }
    expect((await followed([[0, pose, pose]])).poses).toEqual([pose])
  })

  it('follows whom it finds anew, and looks anew four times a second at most', async () => {
    const [here, far] = [standing(), moved(standing(), 0.4)]
    expect(
      (
        await followed([
          [0, here],
          [33, far, far],
          [67, far],
        ])
      ).letGo,
    ).toBe(1)
    const upside = onItsHead(here)
    const second = Array.from({ length: 30 }, (_, i) => [(i * 1000) / 30, upside, upside] as const)
    expect((await followed(second)).letGo).toBe(4)
  })
})
