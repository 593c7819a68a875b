import { act } from '@testing-library/react'
import { vi } from 'vitest'
import { ScriptedCounter, frameAt } from './factories'
import * as engine from '@/engine'
import type { PoseListener, PoseSource, PoseStatus } from '@/pose/pose-source'

/** What jsdom lacks for the training screen: a camera, a playing video and an observer of sizes. */
export interface FakeBrowser {
  readonly getUserMedia: ReturnType<typeof vi.fn>
  readonly tracks: FakeTrack[]
}

export class FakeTrack extends EventTarget {
  readonly stop = vi.fn()
  readonly label = 'Webcam'
  getSettings(): MediaTrackSettings {
    return { deviceId: 'webcam' }
  }
}

export function stubBrowser(open: () => Promise<MediaStream> = openStream): FakeBrowser {
  const getUserMedia = vi.fn(open)
  tracks = []
  const devices = Object.assign(new EventTarget(), {
    getUserMedia,
    enumerateDevices: () => Promise.resolve([]),
  })
  vi.stubGlobal('navigator', Object.create(navigator, { mediaDevices: { value: devices } }))
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe = vi.fn()
      unobserve = vi.fn()
      disconnect = vi.fn()
    },
  )
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockImplementation(function play(
    this: HTMLMediaElement,
  ) {
    this.dispatchEvent(new Event('playing'))
    return Promise.resolve()
  })
  return { getUserMedia, tracks }
}

let tracks: FakeTrack[] = []

function openStream(): Promise<MediaStream> {
  const track = new FakeTrack()
  tracks.push(track)
  const list = (): FakeTrack[] => [track]
  return Promise.resolve({ getVideoTracks: list, getTracks: list } as unknown as MediaStream)
}

/** A pose source controlled by the test. */
export class FakeSource implements PoseSource {
  #listener: PoseListener | null = null
  #timestampMs = 0
  watched: HTMLVideoElement | null = null
  disposed = false

  start(listener: PoseListener): void {
    this.#listener = listener
  }

  watch(video: HTMLVideoElement | null): void {
    this.watched = video
  }

  dispose(): void {
    this.disposed = true
  }

  say(status: PoseStatus): void {
    act(() => this.#listener?.onStatus(status))
  }

  /** Deliver that many frames, a thirtieth of a second apart. */
  frames(count: number): void {
    act(() => {
      for (let i = 0; i < count; i += 1) {
        this.#timestampMs += 33
        this.#listener?.onFrame(frameAt(this.#timestampMs))
      }
    })
  }
}

/** Has the counters of sets count one repetition a frame. */
export function countEachFrame(): void {
  vi.spyOn(engine, 'createCounter').mockImplementation(countingEachFrame)
}

function countingEachFrame(): ScriptedCounter {
  const script: engine.EngineEvent[][] = Array.from({ length: 50 }, (_, i) => [
    {
      type: 'rep',
      timestampMs: i * 33,
      repetition: {
        index: i + 1,
        startMs: i * 33,
        endMs: (i + 1) * 33,
        verdict: i % 4 === 3 ? 'shallow' : 'valid',
        bottomDeg: 80,
        topDeg: 165,
        downMs: 16,
        upMs: 17,
        bodyLineDeg: null,
      },
    },
  ])
  return new ScriptedCounter(script)
}
