import type { PoseFrame } from '../types.ts'

/** How frames come through on a machine that has more to do. */
export interface Load {
  /** From one frame to the next, give or take 30 %. */
  readonly stepMs: number
  /** Share of frames after which nothing comes for another `stallMs`, give or take half of it. */
  readonly stallShare: number
  readonly stallMs: number
}

/** Frames come at their own pace: about half of the step between two is waited for. */
const WAIT_MS = 17

/** The frames that are left where the newest one wins whenever the machine is ready for another. */
export function onBusyMachine(
  frames: readonly PoseFrame[],
  { stepMs, stallShare, stallMs }: Load,
  random: () => number,
): readonly PoseFrame[] {
  let readyMs = Number.NEGATIVE_INFINITY
  return frames.filter(({ timestampMs }) => {
    if (timestampMs < readyMs) return false
    readyMs = timestampMs + stepMs * (0.7 + 0.6 * random()) - WAIT_MS
    if (random() < stallShare) readyMs += stallMs * (0.5 + random())
    return true
  })
}
