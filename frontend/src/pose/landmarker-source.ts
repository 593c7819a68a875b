import { poseAssets } from './assets'
import { type Detector, PLAIN } from './choice/detector'
import { Pace } from './choice/pace'
import { onEachPicture } from './frame-loop'
import { MediaTimeline } from './media-timeline'
import { NewestWins } from './newest-wins'
import type { PoseFailure, PoseListener, PoseSource } from './pose-source'
import { Repeats, Sampler } from './repeats'
import { unpackLandmarks, unpackWorldLandmarks } from './unpack'
import type { FromWorker, ToWorker } from './worker/protocol'
import type { PoseFrame } from '@/engine'

const MAX_RESTARTS = 3
/** After this many answers a detector counts as healthy, and earlier restarts are forgotten. */
const WELL_AFTER_ANSWERS = 300
/** Longer than the slowest frame seen, also on a phone that returns from the background. */
const ANSWER_TIMEOUT_MS = 15_000
/** A slow phone takes ten seconds to compile the runtime; a hanging graphics driver never returns. */
const WARM_UP_TIMEOUT_MS = 60_000

/**
 * The next picture is captured while the detector is still busy, so that it never waits; but at most this long before
 * the answer is due, because an earlier one would only be replaced by a newer one.
 */
const TAKE_AHEAD_MS = 45

interface Picture {
  readonly bitmap: ImageBitmap
  readonly timestampMs: number
}

/** Called with a detector's median time for a picture with somebody in it, in milliseconds, or null if it failed. */
export type OnPace = (detector: Detector, medianMs: number | null) => void

/**
 * MediaPipe's Pose Landmarker in a worker, analysing a video. If the wanted detector is unavailable, the plain one
 * replaces it.
 */
export class LandmarkerSource implements PoseSource {
  #detector: Detector
  readonly #onPace: OnPace
  readonly #pace = new Pace()
  readonly #timeline = new MediaTimeline()
  readonly #gate = new NewestWins<Picture>(
    (picture) => this.#send(picture),
    ({ bitmap }) => bitmap.close(),
  )
  #listener: PoseListener | null = null
  #sampler: Sampler | null = null
  #worker: Worker | null = null
  #ready = false
  #restarts = 0
  /** Of the current worker. */
  #answers = 0
  #stopLoop: (() => void) | null = null
  #watchdog: ReturnType<typeof setTimeout> | undefined
  #taking = false
  #sentMs = 0
  /** How long the last answer took. */
  #answerMs = 0

  constructor(detector: Detector = PLAIN, onPace: OnPace = () => undefined) {
    this.#detector = detector
    this.#onPace = onPace
  }

  start(listener: PoseListener): void {
    this.#listener = listener
    this.#launch()
  }

  watch(video: HTMLVideoElement | null): void {
    this.#stopLoop?.()
    this.#stopLoop = null
    this.#timeline.restart()
    if (video === null) return
    const repeats = new Repeats()
    this.#stopLoop = onEachPicture(video, (mediaMs) => {
      const timestampMs = this.#timeline.at(mediaMs, performance.now())
      if (timestampMs === null || !this.#isPictureWanted()) return
      if (repeats.isDue(timestampMs)) {
        this.#sampler ??= new Sampler()
        if (repeats.has(this.#sampler.take(video), timestampMs)) return
      }
      void this.#take(video, timestampMs)
    })
  }

  dispose(): void {
    this.watch(null)
    this.#stopWorker()
    this.#listener = null
    const medianMs = this.#pace.medianMs()
    if (medianMs !== null) this.#onPace(this.#detector, medianMs)
  }

  #launch(): void {
    if (!runsHere()) {
      this.#giveUp('unsupported', 'no OffscreenCanvas or no WebAssembly SIMD')
      return
    }
    const worker = new Worker(new URL('./worker/pose.worker.ts', import.meta.url), {
      type: 'module',
      name: 'pose',
    })
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#hear(data)
    worker.onerror = (event) => this.#restart(event.message)
    this.#worker = worker
    const { model, delegate } = this.#detector
    this.#post({ type: 'start', origin: location.origin, assets: poseAssets(model), delegate })
  }

  #hear(message: FromWorker): void {
    switch (message.type) {
      case 'progress':
        this.#listener?.onStatus({ ...message, phase: 'loading' })
        break
      case 'warming-up':
        this.#watchdog = setTimeout(() => this.#giveUp('crashed', 'no start'), WARM_UP_TIMEOUT_MS)
        this.#listener?.onStatus({ phase: 'warming-up' })
        break
      case 'ready':
        clearTimeout(this.#watchdog)
        this.#ready = true
        this.#listener?.onStatus({ phase: 'ready' })
        break
      case 'pose':
        clearTimeout(this.#watchdog)
        this.#answers += 1
        this.#answerMs = performance.now() - this.#sentMs
        if (message.landmarks !== null) this.#pace.push(this.#answerMs)
        this.#gate.done()
        this.#listener?.onFrame(this.#frame(message))
        break
      case 'failed':
        if (message.failure === 'detector') this.#restart(message.message)
        else this.#giveUp(message.failure, message.message)
    }
  }

  #frame(pose: Extract<FromWorker, { type: 'pose' }>): PoseFrame {
    return {
      landmarks: pose.landmarks && unpackLandmarks(pose.landmarks),
      worldLandmarks: pose.worldLandmarks && unpackWorldLandmarks(pose.worldLandmarks),
      timestampMs: pose.timestampMs,
      width: pose.width,
      height: pose.height,
    }
  }

  #isPictureWanted(): boolean {
    if (!this.#ready || this.#taking) return false
    const waitedMs = performance.now() - this.#sentMs
    return !this.#gate.isBusy || waitedMs > this.#answerMs - TAKE_AHEAD_MS
  }

  async #take(video: HTMLVideoElement, timestampMs: number): Promise<void> {
    const worker = this.#worker
    this.#taking = true
    try {
      const bitmap = await createImageBitmap(video)
      if (worker === this.#worker) this.#gate.offer({ bitmap, timestampMs })
      else bitmap.close()
    } catch {
      // The video currently has no picture (a camera being switched or unplugged): wait for the next one.
    } finally {
      this.#taking = false
    }
  }

  #send({ bitmap, timestampMs }: Picture): void {
    this.#watchdog = setTimeout(() => this.#restart('no answer'), ANSWER_TIMEOUT_MS)
    this.#sentMs = performance.now()
    this.#post({ type: 'frame', picture: bitmap, timestampMs }, [bitmap])
  }

  #post(message: ToWorker, transfer: Transferable[] = []): void {
    this.#worker?.postMessage(message, transfer)
  }

  /** A detector that failed on a frame, or lost its WebGL context, stays broken: only a new worker helps. */
  #restart(reason: string): void {
    this.#restarts = this.#answers >= WELL_AFTER_ANSWERS ? 1 : this.#restarts + 1
    this.#stopWorker()
    if (this.#restarts > MAX_RESTARTS) this.#giveUp('crashed', reason)
    else this.#launch()
  }

  #giveUp(failure: PoseFailure, message: string): void {
    this.#stopWorker()
    if (this.#detector !== PLAIN && failure !== 'unsupported') {
      if (failure === 'crashed') this.#onPace(this.#detector, null)
      this.#detector = PLAIN
      this.#restarts = 0
      this.#pace.reset()
      this.#launch()
      return
    }
    this.#listener?.onStatus({ phase: 'failed', failure, message })
  }

  /** Terminating frees all of the detector's memory; closing it normally would leak about 30 MB. */
  #stopWorker(): void {
    clearTimeout(this.#watchdog)
    this.#worker?.terminate()
    this.#worker = null
    this.#ready = false
    this.#answers = 0
    this.#gate.clear()
  }
}

// A function with one v128 instruction, which only validates where WebAssembly has SIMD.
const SIMD_PROBE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15,
  253, 98, 11,
])

function runsHere(): boolean {
  return 'OffscreenCanvas' in globalThis && WebAssembly.validate(SIMD_PROBE)
}
