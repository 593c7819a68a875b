import type { PoseFrame } from '@/engine'

/** Why no pose can be had. */
export type PoseFailure =
  /** The browser lacks WebGL2 in workers, module workers or WebAssembly SIMD. */
  | 'unsupported'
  /** Model or runtime could not be downloaded. */
  | 'download'
  /** The detector broke again and again. */
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

/** Where poses come from. Frames are delivered in order of time, their timestamps strictly increasing. */
export interface PoseSource {
  /** Begin loading; the listener hears of it at once. */
  start(listener: PoseListener): void
  /** Look at this playing video, or, with null, at nothing for now. */
  watch(video: HTMLVideoElement | null): void
  /** Free everything; the source is of no more use. */
  dispose(): void
}
