import { describe, expect, it } from 'vitest'
import type { PoseStatus } from './pose-source'
import { type Recording, ReplaySource } from './replay-source'
import type { PoseFrame } from '@/engine'

const RECORDING: Recording = {
  width: 640,
  height: 480,
  frames: [
    { t: 0, lm: [[0.5, 0.25, 0, 1]], world: [[0.1, 0.2, 0.3]] },
    { t: 33, lm: null },
    { t: 66, lm: [[0.6, 0.25, 0, 1]], world: [[0.1, 0.2, 0.3]] },
  ],
}

function replay(): { source: ReplaySource; frames: PoseFrame[]; statuses: PoseStatus[] } {
  const source = new ReplaySource(RECORDING)
  const frames: PoseFrame[] = []
  const statuses: PoseStatus[] = []
  source.start({
    onFrame: (frame) => frames.push(frame),
    onStatus: (status) => statuses.push(status),
  })
  return { source, frames, statuses }
}

describe('ReplaySource', () => {
  it('is ready at once', () => {
    expect(replay().statuses).toEqual([{ phase: 'ready' }])
  })

  it('delivers the frames whose time has come', () => {
    const { source, frames } = replay()
    source.advance(33)
    expect(frames.map((frame) => frame.timestampMs)).toEqual([0, 33])
    source.finish()
    expect(frames.map((frame) => frame.timestampMs)).toEqual([0, 33, 66])
  })

  it('gives landmarks as the engine takes them, and nobody as null', () => {
    const { source, frames } = replay()
    source.finish()
    expect(frames[0]).toEqual({
      landmarks: [{ x: 0.5, y: 0.25, z: 0, visibility: 1 }],
      worldLandmarks: [{ x: 0.1, y: 0.2, z: 0.3 }],
      timestampMs: 0,
      width: 640,
      height: 480,
    })
    expect(frames[1]).toMatchObject({ landmarks: null, worldLandmarks: null })
  })

  it('is silent once disposed', () => {
    const { source, frames } = replay()
    source.dispose()
    source.finish()
    expect(frames).toEqual([])
  })
})
