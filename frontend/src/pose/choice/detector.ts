import type { PoseModel } from '../assets'

export type Delegate = 'CPU' | 'GPU'

/** A pose model, and what runs it. */
export interface Detector {
  readonly model: PoseModel
  readonly delegate: Delegate
}

/** Runs on every device; the baseline for all others. */
export const PLAIN: Detector = { model: 'lite', delegate: 'CPU' }

export type DetectorName = `${PoseModel}-${Delegate}`

export function nameOf({ model, delegate }: Detector): DetectorName {
  return `${model}-${delegate}`
}
