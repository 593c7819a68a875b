import type { PoseFrame } from '@/engine'

/** Why no poses are available. */
export type PoseFailure =
  /** The browser lacks WebGL2 in workers, module workers or WebAssembly SIMD. */
  | 'unsupported'
  /** Model or runtime could not be downloaded. */
  | 'download'
  /** The detector failed repeatedly. */
  | 'crashed'

export type PoseStatus =
  | { readonly phase: 'loading'; readonly loadedBytes: number; readonly totalBytes: number }
  | { readonly phase: 'warming-up' }
  | { readonly phase: 'ready' }
  | { readonly phase: 'failed'; readonly failure: PoseFailure; readonly message: string }

export interface PoseListener {
  onFrame(frame: PoseFrame): void
  onStatus(status: PoseStatus): void
}

/** A source of poses. Frames are delivered in order, with strictly increasing timestamps. */
export interface PoseSource {
  /** Start loading; the listener is notified at once. */
  start(listener: PoseListener): void
  /** Analyse this playing video, or nothing if null. */
  watch(video: HTMLVideoElement | null): void
  /** Free everything; the source cannot be used afterwards. */
  dispose(): void
}
