import { type ReactNode, useState } from 'react'
import type { SetRecord } from '../session/set-record'
import { LiveTraining } from './live-training'
import type { ExerciseType } from '@/engine'
import { LandmarkerSource } from '@/pose/landmarker-source'
import type { PoseSource } from '@/pose/pose-source'

interface TrainPageProps {
  readonly exercise: ExerciseType
  readonly createSource?: () => PoseSource
}

const landmarkerSource = (): PoseSource => new LandmarkerSource()

/** One exercise: set after set, each from the open camera to its result. */
export function TrainPage({
  exercise,
  createSource = landmarkerSource,
}: TrainPageProps): ReactNode {
  const [finished, setFinished] = useState<SetRecord | null>(null)
  if (finished !== null) return <p data-testid="rep-count">{finished.reps}</p>
  return (
    <LiveTraining exercise={exercise} createSource={createSource} onFinish={setFinished} />
  )
}
