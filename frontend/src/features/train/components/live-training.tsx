import { type ReactNode, Suspense, lazy } from 'react'
import { useCamera } from '../hooks/use-camera'
import { exerciseGuide } from '../lib/exercise-guide'
import { useTrainingSettings } from '../lib/training-settings'
import { LiveBoundary } from './live-boundary'
import type { LiveTrainingProps } from './live-screen'
import { StartingScreen } from './starting-screen'
import { whenIdle } from '@/shared/lib/idle'

/** Counting weighs more than the rest of the page, and nobody is counted before the camera is on: the page shows first. */
const LiveScreen = lazy(async () => {
  await whenIdle()
  const { LiveScreen: Screen } = await import('./live-screen')
  return { default: Screen }
})

/** From the open camera to the end of the set, or to what is kept of it where the screen breaks. */
export function LiveTraining(props: LiveTrainingProps): ReactNode {
  const { exercise, onFinish } = props
  return (
    <LiveBoundary exercise={exercise} onBroken={(record) => onFinish(record, 'touch')}>
      <CameraFirst {...props} />
    </LiveBoundary>
  )
}

/** The camera is asked for while what counts is on its way. */
function CameraFirst(props: LiveTrainingProps): ReactNode {
  const { exercise } = props
  const title = props.title ?? exerciseGuide(exercise).name
  const cameraId = useTrainingSettings((settings) => settings.cameraId)
  const camera = useCamera(cameraId === null ? { facing: 'front' } : { deviceId: cameraId })
  return (
    <Suspense fallback={<StartingScreen exercise={exercise} title={title} camera={camera} />}>
      <LiveScreen {...props} title={title} camera={camera} />
    </Suspense>
  )
}
