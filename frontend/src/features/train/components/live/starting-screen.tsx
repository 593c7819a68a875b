import type { ReactNode } from 'react'
import type { CameraControl } from '../../hooks/use-camera'
import { FIRST_STATUS } from '../../hooks/use-pose'
import { HowTo } from '../exercise/how-to'
import { StageNotice } from './stage-notice'
import { TrainingHeader } from './training-header'
import { LineSpace, StartPanel, TrainingLayout } from './training-layout'
import type { ExerciseType } from '@/engine'

interface StartingScreenProps {
  readonly exercise: ExerciseType
  readonly title: string
  readonly camera: CameraControl
}

const LOADING = { status: FIRST_STATUS, retry: () => undefined }

/** The page before a set while the counting code loads: instructions, and the camera's state. */
export function StartingScreen({ exercise, title, camera }: StartingScreenProps): ReactNode {
  return (
    <TrainingLayout
      ratio={null}
      bar={<TrainingHeader title={title} />}
      stage={<StageNotice exercise={exercise} inSet={false} camera={camera} pose={LOADING} />}
      line={<LineSpace />}
      panel={
        <StartPanel>
          <HowTo exercise={exercise} />
        </StartPanel>
      }
    />
  )
}
