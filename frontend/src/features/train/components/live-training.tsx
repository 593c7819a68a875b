import type { CSSProperties, ReactNode } from 'react'
import { useCountSound } from '../hooks/use-count-sound'
import { useLive, useLiveSession } from '../hooks/use-live-session'
import { useTraining } from '../hooks/use-training'
import { useWakeLock } from '../hooks/use-wake-lock'
import { EXERCISE_GUIDES } from '../lib/exercise-guide'
import { CameraStage } from './camera-stage'
import { LivePanel } from './live-panel'
import { ReadyPanel } from './ready-panel'
import { SpokenCount } from './spoken-count'
import { TrainingBar } from './training-bar'
import type { ExerciseType } from '@/engine'
import type { PoseSource } from '@/pose/pose-source'
import type { SetRecord } from '@/workouts/set-record'

interface LiveTrainingProps {
  readonly exercise: ExerciseType
  /** A set that was broken off, to go on with. */
  readonly earlier: SetRecord | null
  readonly createSource: () => PoseSource
  readonly onFinish: (record: SetRecord) => void
}

const DEFAULT_RATIO = 4 / 3

/** From the open camera to the press on Finish. Fills the screen: it is read from three metres away. */
export function LiveTraining({
  exercise,
  earlier,
  createSource,
  onFinish,
}: LiveTrainingProps): ReactNode {
  const session = useLiveSession(exercise, earlier)
  const training = useTraining(session, createSource)
  const stage = useLive(session, (view) => view.stage)
  const unlockSound = useCountSound(session)
  useWakeLock(stage === 'countdown' || stage === 'running')
  const cameraOn = training.camera.state.phase === 'on'
  const ready = cameraOn && training.aspectRatio !== null && training.pose.status.phase === 'ready'

  const finish = () => {
    const record = session.finish()
    if (record !== null) onFinish(record)
  }
  return (
    <main
      style={{ '--ratio': training.aspectRatio ?? DEFAULT_RATIO } as CSSProperties}
      className="bg-canvas text-ink fixed inset-0 z-30 grid grid-rows-[auto_min(42dvh,calc((100vw-1.5rem)/var(--ratio)))_minmax(0,1fr)] pb-[env(safe-area-inset-bottom)] landscape:grid-cols-[minmax(0,1.25fr)_minmax(19rem,1fr)] landscape:grid-rows-[auto_minmax(0,1fr)]"
    >
      <TrainingBar
        title={EXERCISE_GUIDES[exercise].name}
        session={session}
        camera={training.camera}
      />
      <div className="min-h-0 px-3 landscape:pb-3">
        <CameraStage training={training} session={session} />
      </div>
      <SpokenCount session={session} />
      <section aria-label="Set" className="min-h-0 p-3 landscape:pt-0">
        {stage === 'ready' || stage === 'countdown' ? (
          <ReadyPanel session={session} cameraOn={cameraOn} ready={ready} onStart={unlockSound} />
        ) : (
          <LivePanel session={session} ready={ready} onFinish={finish} />
        )}
      </section>
    </main>
  )
}
