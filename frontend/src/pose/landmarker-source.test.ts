import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Detector, PLAIN } from './choice/detector'
import { LandmarkerSource } from './landmarker-source'
import type { PoseStatus } from './pose-source'
import type { FromWorker, ToWorker } from './worker/protocol'
import type { PoseFrame } from '@/engine'

/** Stands in for the pose worker: records what it is told, says what the test lets it say. */
class FakeWorker {
  static all: FakeWorker[] = []
  static get newest(): FakeWorker {
    return FakeWorker.all.at(-1)!
  }

  readonly told: ToWorker[] = []
  terminated = false
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null = null
  onerror: ((event: ErrorEvent) => void) | null = null

  constructor() {
    FakeWorker.all.push(this)
  }

  postMessage(message: ToWorker): void {
    this.told.push(message)
  }

  terminate(): void {
    this.terminated = true
  }

  say(message: FromWorker): void {
    this.onmessage?.({ data: message } as MessageEvent<FromWorker>)
  }

  get frames(): number[] {
    return this.told.flatMap((message) => (message.type === 'frame' ? [message.timestampMs] : []))
  }
}

/** A video whose pictures come when the test says so. */
class FakeVideo {
  #callback: VideoFrameRequestCallback | null = null
  /** What it shows now. */
  picture = 0

  requestVideoFrameCallback(callback: VideoFrameRequestCallback): number {
    this.#callback = callback
    return 1
  }

  cancelVideoFrameCallback(): void {
    this.#callback = null
  }

  async show(mediaSeconds: number, picture = mediaSeconds): Promise<void> {
    this.picture = picture
    this.#callback?.(0, { mediaTime: mediaSeconds } as VideoFrameCallbackMetadata)
    await vi.advanceTimersByTimeAsync(0)
  }
}

/** A canvas on which a picture is one number. */
class FakeCanvas {
  #drawn = 0

  getContext(): Pick<OffscreenCanvasRenderingContext2D, 'drawImage' | 'getImageData'> {
    return {
      drawImage: (video: unknown) => {
        this.#drawn = (video as FakeVideo).picture
      },
      getImageData: () => ({ data: new Float64Array([this.#drawn]) }) as unknown as ImageData,
    }
  }
}

const bitmap = { width: 640, height: 480, close: vi.fn() }

function running(detector: Detector = PLAIN): {
  source: LandmarkerSource
  video: FakeVideo
  frames: PoseFrame[]
  statuses: PoseStatus[]
  paces: [Detector, number | null][]
} {
  const paces: [Detector, number | null][] = []
  const source = new LandmarkerSource(detector, (...pace) => paces.push(pace))
  const video = new FakeVideo()
  const frames: PoseFrame[] = []
  const statuses: PoseStatus[] = []
  source.start({
    onFrame: (frame) => frames.push(frame),
    onStatus: (status) => statuses.push(status),
  })
  source.watch(video as unknown as HTMLVideoElement)
  return { source, video, frames, statuses, paces }
}

function nobody(timestampMs: number): FromWorker {
  return {
    type: 'pose',
    timestampMs,
    width: 640,
    height: 480,
    landmarks: null,
    worldLandmarks: null,
  }
}

const FULL: Detector = { model: 'full', delegate: 'CPU' }

/** What the newest worker was told to load. */
function asked(): string | undefined {
  const start = FakeWorker.newest.told.find((message) => message.type === 'start')
  return start && `${/_(lite|full)\./.exec(start.assets.model.path)?.[1] ?? '?'} ${start.delegate}`
}

const BROKEN: FromWorker = { type: 'failed', failure: 'detector', message: 'graph error' }

beforeEach(() => {
  FakeWorker.all = []
  vi.useFakeTimers()
  vi.stubGlobal('Worker', FakeWorker)
  vi.stubGlobal('OffscreenCanvas', FakeCanvas)
  vi.stubGlobal('location', { origin: 'https://app.test' })
  vi.stubGlobal('createImageBitmap', () => Promise.resolve(bitmap))
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('LandmarkerSource', () => {
  it('passes the progress of loading on', () => {
    const { statuses } = running()
    FakeWorker.newest.say({ type: 'progress', loadedBytes: 1, totalBytes: 2 })
    FakeWorker.newest.say({ type: 'warming-up' })
    FakeWorker.newest.say({ type: 'ready' })
    expect(statuses.map(({ phase }) => phase)).toEqual(['loading', 'warming-up', 'ready'])
  })

  it('sends no picture before the model is ready', async () => {
    const { video } = running()
    await video.show(1)
    expect(FakeWorker.newest.frames).toEqual([])
    FakeWorker.newest.say({ type: 'ready' })
    await video.show(2)
    expect(FakeWorker.newest.frames).toHaveLength(1)
  })

  it('has one picture under way and sends the newest of those that came meanwhile', async () => {
    const { video, frames } = running()
    const worker = FakeWorker.newest
    worker.say({ type: 'ready' })
    for (const seconds of [1, 1.033, 1.066, 1.1]) await video.show(seconds)
    expect(worker.frames).toHaveLength(1)
    worker.say(nobody(worker.frames[0]!))
    await vi.advanceTimersByTimeAsync(0)
    expect(worker.frames).toHaveLength(2)
    expect(worker.frames[1]! - worker.frames[0]!).toBeCloseTo(100)
    expect(frames).toEqual([
      {
        landmarks: null,
        worldLandmarks: null,
        timestampMs: worker.frames[0],
        width: 640,
        height: 480,
      },
    ])
  })

  it('skips a picture that a newer one would replace before the answer is due', async () => {
    const { video } = running()
    const worker = FakeWorker.newest
    worker.say({ type: 'ready' })
    await video.show(1)
    await vi.advanceTimersByTimeAsync(200)
    worker.say(nobody(worker.frames[0]!))
    await video.show(1.2)
    const taken = vi.fn(() => Promise.resolve(bitmap))
    vi.stubGlobal('createImageBitmap', taken)
    await vi.advanceTimersByTimeAsync(100)
    await video.show(1.3)
    expect(taken).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(60)
    await video.show(1.36)
    expect(taken).toHaveBeenCalledTimes(1)
  })

  it('sends a picture that is shown again once, with the time at which it was first shown', async () => {
    const { video } = running()
    const worker = FakeWorker.newest
    worker.say({ type: 'ready' })
    await video.show(1, 10)
    for (const seconds of [1.033, 1.066]) await video.show(seconds, 11)
    worker.say(nobody(worker.frames[0]!))
    worker.say(nobody(worker.frames[1]!))
    await video.show(1.1, 11)
    expect(worker.frames).toHaveLength(2)
    expect(worker.frames[1]! - worker.frames[0]!).toBeCloseTo(33)
  })

  it('frees the pictures that are not sent', async () => {
    const { source, video } = running()
    FakeWorker.newest.say({ type: 'ready' })
    bitmap.close.mockClear()
    for (const seconds of [1, 1.033, 1.066]) await video.show(seconds)
    expect(bitmap.close).toHaveBeenCalledTimes(1)
    source.dispose()
    expect(bitmap.close).toHaveBeenCalledTimes(2)
  })

  it('starts a new worker where the detector breaks, and goes on', async () => {
    const { video, statuses } = running()
    const first = FakeWorker.newest
    first.say({ type: 'ready' })
    await video.show(1)
    first.say(BROKEN)
    expect(first.terminated).toBe(true)
    expect(FakeWorker.all).toHaveLength(2)
    FakeWorker.newest.say({ type: 'ready' })
    await video.show(2)
    expect(FakeWorker.newest.frames).toHaveLength(1)
    expect(statuses.some(({ phase }) => phase === 'failed')).toBe(false)
  })

  it('starts a new worker where no answer comes', async () => {
    const { video } = running()
    FakeWorker.newest.say({ type: 'ready' })
    await video.show(1)
    await vi.advanceTimersByTimeAsync(15_000)
    expect(FakeWorker.all).toHaveLength(2)
  })

  it('gives up after breaking again and again', () => {
    const { statuses } = running()
    for (let i = 0; i < 4; i += 1) FakeWorker.newest.say(BROKEN)
    expect(FakeWorker.all).toHaveLength(4)
    expect(statuses.at(-1)).toEqual({ phase: 'failed', failure: 'crashed', message: 'graph error' })
  })

  it('forgives a detector that worked in between, as on a phone that takes its context in each background', async () => {
    const { video, frames, statuses } = running()
    for (let life = 0; life < 6; life += 1) {
      const worker = FakeWorker.newest
      worker.say({ type: 'ready' })
      for (let i = 1; i <= 310; i += 1) {
        await video.show(life * 20 + i / 30)
        worker.say(nobody(worker.frames.at(-1)!))
      }
      worker.say(BROKEN)
    }
    expect(FakeWorker.all).toHaveLength(7)
    expect(frames).toHaveLength(6 * 310)
    expect(statuses.some(({ phase }) => phase === 'failed')).toBe(false)
  })

  it('says so if the detector never becomes ready', async () => {
    const { statuses } = running()
    FakeWorker.newest.say({ type: 'warming-up' })
    await vi.advanceTimersByTimeAsync(59_000)
    expect(statuses.at(-1)).toEqual({ phase: 'warming-up' })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(statuses.at(-1)).toMatchObject({ phase: 'failed', failure: 'crashed' })
  })

  it.each(['unsupported', 'download'] as const)('does not try again where it is %s', (failure) => {
    const { statuses } = running()
    FakeWorker.newest.say({ type: 'failed', failure, message: 'why' })
    expect(FakeWorker.all).toHaveLength(1)
    expect(statuses.at(-1)).toEqual({ phase: 'failed', failure, message: 'why' })
  })

  it('says unsupported at once where there is no OffscreenCanvas', () => {
    Reflect.deleteProperty(globalThis, 'OffscreenCanvas')
    const { statuses } = running()
    expect(FakeWorker.all).toEqual([])
    expect(statuses).toMatchObject([{ phase: 'failed', failure: 'unsupported' }])
  })

  it('skips a picture that cannot be had', async () => {
    const { video } = running()
    const worker = FakeWorker.newest
    worker.say({ type: 'ready' })
    vi.stubGlobal('createImageBitmap', () =>
      Promise.reject(new DOMException('', 'InvalidStateError')),
    )
    await video.show(1)
    vi.stubGlobal('createImageBitmap', () => Promise.resolve(bitmap))
    await video.show(2)
    expect(worker.frames).toHaveLength(1)
  })

  it('frees everything when disposed', async () => {
    const { source, video } = running()
    const worker = FakeWorker.newest
    worker.say({ type: 'ready' })
    source.dispose()
    await video.show(1)
    expect(worker.terminated).toBe(true)
    expect(worker.frames).toEqual([])
  })
})

describe('a detector that was chosen', () => {
  it('is the one that is loaded', () => {
    running({ model: 'full', delegate: 'GPU' })
    expect(asked()).toBe('full GPU')
  })

  it('is replaced by the plain one if it breaks again and again', () => {
    const { statuses, paces } = running(FULL)
    for (let i = 0; i < 4; i += 1) FakeWorker.newest.say(BROKEN)
    expect(asked()).toBe('lite CPU')
    expect(paces).toEqual([[FULL, null]])
    FakeWorker.newest.say({ type: 'ready' })
    expect(statuses.at(-1)).toEqual({ phase: 'ready' })
    for (let i = 0; i < 4; i += 1) FakeWorker.newest.say(BROKEN)
    expect(statuses.at(-1)).toMatchObject({ phase: 'failed', failure: 'crashed' })
  })

  it('is replaced if its model cannot be downloaded, without being taken for slow', () => {
    const { statuses, paces } = running(FULL)
    FakeWorker.newest.say({ type: 'failed', failure: 'download', message: 'offline' })
    expect(asked()).toBe('lite CPU')
    expect(statuses.some(({ phase }) => phase === 'failed')).toBe(false)
    expect(paces).toEqual([])
  })

  it('tells how long pictures with somebody in them took', async () => {
    const { source, video, paces } = running(FULL)
    const worker = FakeWorker.newest
    worker.say({ type: 'ready' })
    const somebody = { landmarks: new Float32Array(132), worldLandmarks: new Float32Array(99) }
    for (let i = 1; i <= 200; i += 1) {
      await video.show(i / 20)
      await vi.advanceTimersByTimeAsync(i % 4 === 0 ? 5 : 40)
      // Where nobody is, a picture takes less.
      worker.say({
        ...nobody(worker.frames.at(-1)!),
        ...(i % 4 === 0 ? {} : somebody),
      })
      await vi.advanceTimersByTimeAsync(10)
    }
    source.dispose()
    expect(paces).toEqual([[FULL, 40]])
  })
})
