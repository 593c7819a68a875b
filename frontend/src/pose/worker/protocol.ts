import type { PoseAssets } from '../assets'
import type { Delegate } from '../choice/detector'

/** From the page to the pose worker. */
export type ToWorker =
  | {
      readonly type: 'start'
      readonly origin: string
      readonly assets: PoseAssets
      readonly delegate: Delegate
    }
  | { readonly type: 'frame'; readonly picture: ImageBitmap; readonly timestampMs: number }

export type WorkerFailure = 'unsupported' | 'download' | 'detector'

/** From the pose worker to the page. */
export type FromWorker =
  | { readonly type: 'progress'; readonly loadedBytes: number; readonly totalBytes: number }
  | { readonly type: 'warming-up' }
  | { readonly type: 'ready' }
  | {
      readonly type: 'pose'
      readonly timestampMs: number
      /** Size of the picture in pixels. */
      readonly width: number
      readonly height: number
      /** 33 x (x, y, z, visibility), or null where nobody was found. */
      readonly landmarks: Float32Array | null
      /** 33 x (x, y, z) in metres. */
      readonly worldLandmarks: Float32Array | null
    }
  | { readonly type: 'failed'; readonly failure: WorkerFailure; readonly message: string }
