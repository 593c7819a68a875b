import { LandmarkerSource } from '../landmarker-source'
import type { PoseSource } from '../pose-source'
import { detectorFor, useDevice } from './device'
import type { ExerciseType } from '@/engine'

/** A pose source for an exercise, with the detector that suits it and this device. */
export function sourceFor(exercise: ExerciseType): PoseSource {
  return new LandmarkerSource(detectorFor(exercise), useDevice.getState().correct)
}
