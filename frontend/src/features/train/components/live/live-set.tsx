import { type ReactNode, Suspense, lazy, useRef } from 'react'
import { useCamera } from '../../hooks/use-camera'
import { exerciseGuide } from '../../lib/exercise-guide'
import { useTrainingSettings } from '../../lib/training-settings'
import { LiveBoundary } from './live-boundary'
import type { LiveScreenProps, LiveSetProps } from './live-screen'
import { StartingScreen } from './starting-screen'
import { whenIdle } from '@/shared/lib/browser/idle'
import type { SetRecord } from '@/workouts/record/set-record'

/**
 * Loaded after the page is shown: the counting code is larger than the rest, and not needed before the camera is on.
 */
const LiveScreen = lazy(async () => {
  await whenIdle()
  const { LiveScreen: Screen } = await import('./live-screen')
  return { default: Screen }
})

/** A set, from the open camera to its end, or to its last checkpoint if the screen breaks. */
export function LiveSet(props: LiveSetProps): ReactNode {
  const { exercise, onFinish } = props
  const savedRef = useRef<SetRecord | null>(null)
  return (
    <LiveBoundary
      exercise={exercise}
      saved={savedRef}
      onBroken={(record) => onFinish(record, 'touch')}
    >
      <CameraFirst {...props} onSaved={(record) => (savedRef.current = record)} />
    </LiveBoundary>
  )
}

type CameraFirstProps = LiveSetProps & Pick<LiveScreenProps, 'onSaved'>

/** Requests the camera while the counting code loads. */
function CameraFirst(props: CameraFirstProps): ReactNode {
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
