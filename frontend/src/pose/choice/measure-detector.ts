import { poseAssets } from '../assets'
import type { FromWorker, ToWorker } from '../worker/protocol'
import type { Detector } from './detector'
import { median } from './median'
import type { Measured } from './probe'
import figure from './standing-figure.webp?no-inline'

/** The first pictures warm up and find the person; the median of the others counts. */
const WARM_UP = 5
const MEASURED = 25
/** A detector that takes longer is far too slow; the times so far are enough to tell. */
const LONGEST_MS = 4000
/** For download and start: compiling shaders takes seconds. */
const LONGEST_START_MS = 60_000
const PICTURE_MS = 33

/**
 * Times one detector on a drawn figure, in its own worker. Rejects if it does not run, finds nobody in time, or
 * `signal` aborts; the worker has then been terminated.
 */
export async function measureDetector(detector: Detector, signal: AbortSignal): Promise<Measured> {
  signal.throwIfAborted()
  const picture = await (await fetch(figure, { signal })).blob()
  const worker = new Worker(new URL('../worker/pose.worker.ts', import.meta.url), {
    type: 'module',
    name: 'pose probe',
  })
  try {
    return await timed(worker, detector, picture, signal)
  } finally {
    worker.terminate()
  }
}

function timed(
  worker: Worker,
  detector: Detector,
  picture: Blob,
  signal: AbortSignal,
): Promise<Measured> {
  const { model, delegate } = detector
  const times: number[] = []
  let [sent, sentMs, firstMs] = [0, 0, 0]
  return new Promise((resolve, reject) => {
    const post = (message: ToWorker, transfer: Transferable[] = []): void =>
      worker.postMessage(message, transfer)
    const send = (): void => {
      createImageBitmap(picture).then((bitmap) => {
        sent += 1
        sentMs = performance.now()
        firstMs ||= sentMs
        post({ type: 'frame', picture: bitmap, timestampMs: sent * PICTURE_MS }, [bitmap])
      }, reject)
    }
    const hear = ({ data }: MessageEvent<FromWorker>): void => {
      if (data.type === 'failed') reject(new Error(data.message))
      else if (data.type === 'ready') send()
      else if (data.type === 'pose') {
        times.push(performance.now() - sentMs)
        const isLate = performance.now() - firstMs > LONGEST_MS
        if (times.length < WARM_UP + MEASURED && !isLate) send()
        else resolve({ medianMs: median(times.slice(warmUp(times))), landmarks: data.landmarks })
      }
    }
    worker.onmessage = hear
    worker.onerror = (event) => reject(new Error(event.message))
    signal.addEventListener('abort', () => reject(new Error('stopped')), { once: true })
    AbortSignal.timeout(LONGEST_START_MS).addEventListener('abort', () =>
      reject(new Error('took too long to begin')),
    )
    post({ type: 'start', origin: location.origin, assets: poseAssets(model), delegate })
  })
}

/** How many of the first times to ignore: fewer if there are too few pictures, but at least one time is kept. */
function warmUp(times: readonly number[]): number {
  return Math.min(WARM_UP, times.length - 1)
}
