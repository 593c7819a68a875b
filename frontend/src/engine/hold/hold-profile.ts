import type { Body } from '../body/body.ts'
import type { ExerciseType } from '../types.ts'

/** An exercise that is held, not repeated. */
export interface HoldProfile {
  readonly exercise: ExerciseType
  readonly leastFramesPerSecond: number
  /** How far this frame's posture is the exercise's, 0..1. */
  readonly posture: (body: Body) => number
  /** Heights that keep still in a hold, body metres. */
  readonly heights: (body: Body) => readonly number[]
  /** Faster than this, metres a second averaged over half a second, is movement. */
  readonly mostSpeed: number
}
