import { type ReactNode, useEffect } from 'react'
import { useAnnouncer } from '../../hooks/use-announcer'
import type { CameraControl } from '../../hooks/use-camera'
import { useLive, useLiveSession } from '../../hooks/use-live-session'
import type { CreateSource } from '../../hooks/use-pose'
import { useSecondScreen } from '../../hooks/use-second-screen'
import { useTrainingKeys } from '../../hooks/use-training-keys'
import { useViewfinder } from '../../hooks/use-viewfinder'
import { unlockSound } from '../../lib/sound/sound'
import { useTrainingSettings } from '../../lib/training-settings'
import type { EndReason } from '../../session/set-flow'
import { CameraStage } from './camera-stage'
import { LiveLine } from './live-line'
import { LivePanel } from './live-panel'
import { ReadyPanel } from './ready-panel'
import { SpokenCount } from './spoken-count'
import { TrainingBar } from './training-bar'
import { TrainingLayout } from './training-layout'
import type { ExerciseType } from '@/engine'
import { sourceFor } from '@/pose/choice/source-for'
import { useWakeLock } from '@/shared/hooks/use-wake-lock'
import type { SetTarget } from '@/workouts/plan'
import type { SetRecord } from '@/workouts/record/set-record'

export interface LiveSetProps {
  readonly exercise: ExerciseType
  /** What ends the set automatically; without it, the user ends it. */
  readonly target?: SetTarget
  /** The most of an earlier set, to say when it is passed. */
  readonly best?: number
  /** The training that it is a set of. */
  readonly trainingId?: string | null
  /** An interrupted set to continue. */
  readonly earlier: SetRecord | null
  /** The title, if it is not just the exercise's name. */
  readonly title?: string
  /** Start or resume without pressing Start, as for the next set of a workout. */
  readonly startsItself?: boolean
  readonly createSource?: CreateSource | undefined
  readonly onFinish: (record: SetRecord, reason: EndReason) => void
}

const OPEN: SetTarget = { kind: 'open' }

export interface LiveScreenProps extends LiveSetProps {
  readonly title: string
  readonly camera: CameraControl
  /** Called with each checkpoint. */
  readonly onSaved: (record: SetRecord) => void
}

/** A set, from the open camera to its end. */
export function LiveScreen({
  exercise,
  title,
  target = OPEN,
  best = 0,
  trainingId = null,
  earlier,
  startsItself = false,
  camera,
  createSource = sourceFor,
  onSaved,
  onFinish,
}: LiveScreenProps): ReactNode {
  const wish = { exercise, target, best, trainingId, earlier, onSaved, onEnded: onFinish }
  const session = useLiveSession(wish)
  const viewfinder = useViewfinder(session, exercise, camera, createSource)
  const stage = useLive(session, (view) => view.stage)
  useAnnouncer(session)
  useSecondScreen(session)
  useWakeLock(stage !== 'ready' && stage !== 'paused' && stage !== 'finished')
  const cameraOn = camera.state.phase === 'on'
  const ready =
    cameraOn && viewfinder.aspectRatio !== null && viewfinder.pose.status.phase === 'ready'

  const start = (): void => {
    if (!ready) return
    unlockSound()
    useTrainingSettings.getState().change({ soundAsked: true })
    session.start(useTrainingSettings.getState().countdownSeconds)
  }
  useTrainingKeys(session, start)
  useEffect(() => {
    if (!ready || !startsItself) return
    session.start(useTrainingSettings.getState().countdownSeconds)
    if (earlier !== null) session.resume('in-position')
  }, [session, ready, startsItself, earlier])

  return (
    <TrainingLayout
      ratio={viewfinder.aspectRatio}
      bar={<TrainingBar title={title} session={session} camera={camera} />}
      stage={<CameraStage exercise={exercise} viewfinder={viewfinder} session={session} />}
      line={
        <>
          <LiveLine session={session} ready={ready} />
          <SpokenCount session={session} />
        </>
      }
      panel={
        stage === 'ready' ? (
          <ReadyPanel exercise={exercise} cameraOn={cameraOn} ready={ready} onStart={start} />
        ) : (
          <LivePanel session={session} ready={ready} />
        )
      }
    />
  )
}
