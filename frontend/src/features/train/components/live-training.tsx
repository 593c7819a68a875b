import { t } from '@lingui/core/macro'
import { type CSSProperties, type ReactNode, useEffect } from 'react'
import { useAnnouncer } from '../hooks/use-announcer'
import { useLive, useLiveSession } from '../hooks/use-live-session'
import type { CreateSource } from '../hooks/use-pose'
import { useSecondScreen } from '../hooks/use-second-screen'
import { useTraining } from '../hooks/use-training'
import { useTrainingKeys } from '../hooks/use-training-keys'
import { exerciseGuide } from '../lib/exercise-guide'
import { unlockSound } from '../lib/sound/sound'
import { useTrainingSettings } from '../lib/training-settings'
import type { EndReason } from '../session/set-flow'
import { CameraStage } from './camera-stage'
import { LiveBoundary } from './live-boundary'
import { LiveLine } from './live-line'
import { LivePanel } from './live-panel'
import { ReadyPanel } from './ready-panel'
import { SpokenCount } from './spoken-count'
import { TrainingBar } from './training-bar'
import type { ExerciseType } from '@/engine'
import { useWakeLock } from '@/shared/hooks/use-wake-lock'
import { cn } from '@/shared/lib/cn'
import type { SetTarget } from '@/workouts/plan'
import type { SetRecord } from '@/workouts/set-record'

interface LiveTrainingProps {
  readonly exercise: ExerciseType
  /** What ends the set by itself; an open one goes on until the person stops. */
  readonly target?: SetTarget
  /** A set that was broken off, to go on with. */
  readonly earlier: SetRecord | null
  /** Where it is not the exercise's name alone. */
  readonly title?: string
  /** Begin, or go on, without a press on Start, as the next set of a workout does. */
  readonly startsItself?: boolean
  readonly createSource: CreateSource
  readonly onFinish: (record: SetRecord, reason: EndReason) => void
}

/** Bar, picture, line and panel below one another; on a small phone the picture gives way to the count. */
const PORTRAIT =
  'grid grid-cols-[minmax(0,1fr)] grid-rows-[auto_min(40dvh,calc((100vw-1.5rem)/var(--ratio)))_auto_minmax(0,1fr)] pb-[env(safe-area-inset-bottom)] small:grid-rows-[auto_24dvh_auto_minmax(0,1fr)]'
/** Picture and panel side by side, the line above both. */
const LANDSCAPE =
  'landscape:grid-cols-[minmax(0,1.25fr)_minmax(min(17rem,50vw),1fr)] landscape:grid-rows-[auto_auto_minmax(0,1fr)]'

const DEFAULT_RATIO = 4 / 3
const OPEN: SetTarget = { kind: 'open' }

/** From the open camera to the end of the set, or to what is kept of it where the screen breaks. */
export function LiveTraining(props: LiveTrainingProps): ReactNode {
  const { exercise, onFinish } = props
  return (
    <LiveBoundary exercise={exercise} onBroken={(record) => onFinish(record, 'touch')}>
      <LiveScreen {...props} />
    </LiveBoundary>
  )
}

/** Fills the screen: it is read from three metres away. */
function LiveScreen({
  exercise,
  title,
  target = OPEN,
  earlier,
  startsItself = false,
  createSource,
  onFinish,
}: LiveTrainingProps): ReactNode {
  const session = useLiveSession({ exercise, target, earlier, onEnded: onFinish })
  const training = useTraining(session, exercise, createSource)
  const stage = useLive(session, (view) => view.stage)
  useAnnouncer(session)
  useSecondScreen(session)
  useWakeLock(stage !== 'ready' && stage !== 'paused' && stage !== 'finished')
  const cameraOn = training.camera.state.phase === 'on'
  const ready = cameraOn && training.aspectRatio !== null && training.pose.status.phase === 'ready'

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
    <main
      style={{ '--ratio': training.aspectRatio ?? DEFAULT_RATIO } as CSSProperties}
      className={cn('bg-canvas text-ink fixed inset-0 z-30', PORTRAIT, LANDSCAPE)}
    >
      <TrainingBar
        title={title ?? exerciseGuide(exercise).name}
        session={session}
        camera={training.camera}
      />
      <div className="min-h-0 px-3 landscape:order-1 landscape:pb-3">
        <CameraStage training={training} session={session} />
      </div>
      <div className="landscape:col-span-2">
        <LiveLine session={session} ready={ready} />
      </div>
      <SpokenCount session={session} />
      <section
        aria-label={t`Set`}
        className="small:px-2 small:pb-2 min-h-0 p-3 pt-0 landscape:order-1"
      >
        {stage === 'ready' ? (
          <ReadyPanel session={session} cameraOn={cameraOn} ready={ready} onStart={start} />
        ) : (
          <LivePanel session={session} ready={ready} />
        )}
      </section>
    </main>
  )
}
