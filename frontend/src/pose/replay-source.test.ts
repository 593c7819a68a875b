import { describe, expect, it } from 'vitest'
import type { PoseStatus } from './pose-source'
import { ReplaySource } from './replay-source'
import type { PoseFrame } from '@/engine'

const FRAMES: PoseFrame[] = [500, 533, 566].map((timestampMs) => ({
  landmarks: null,
  worldLandmarks: null,
  width: 640,
  height: 480,
  timestampMs,
}))

function replay(): { source: ReplaySource; frames: PoseFrame[]; statuses: PoseStatus[] } {
  const source = new ReplaySource(FRAMES)
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

  it('delivers the frames whose time has come, as they are', () => {
    const { source, frames } = replay()
    source.advance(33)
    expect(frames).toEqual(FRAMES.slice(0, 2))
    expect(source.finished).toBe(false)
    source.advance(33)
    expect(frames).toEqual(FRAMES)
    expect(source.finished).toBe(true)
  })

  it('is silent once disposed', () => {
    const { source, frames } = replay()
    source.dispose()
    source.advance(1_000)
    expect(frames).toEqual([])
  })
})
