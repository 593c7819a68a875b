import type { ReactNode } from 'react'
import { useLive, useLiveSession } from '../hooks/use-live-session'
import { useTraining } from '../hooks/use-training'
import { EXERCISE_GUIDES } from '../lib/exercise-guide'
import type { SetRecord } from '../session/set-record'
import { CameraStage } from './camera-stage'
import { LivePanel } from './live-panel'
import { ReadyPanel } from './ready-panel'
import { TrainingBar } from './training-bar'
import type { ExerciseType } from '@/engine'
import type { PoseSource } from '@/pose/pose-source'

interface LiveTrainingProps {
  readonly exercise: ExerciseType
  readonly createSource: () => PoseSource
  readonly onFinish: (record: SetRecord) => void
}

/** From the open camera to the press on Finish. Fills the screen: it is read from three metres away. */
export function LiveTraining({ exercise, createSource, onFinish }: LiveTrainingProps): ReactNode {
  const session = useLiveSession(exercise)
  const training = useTraining(session, createSource)
  const stage = useLive(session, (view) => view.stage)
  const cameraOn = training.camera.state.phase === 'on'
  const ready = cameraOn && training.aspectRatio !== null && training.pose.status.phase === 'ready'

  const finish = () => {
    const record = session.finish()
    if (record !== null) onFinish(record)
  }
  return (
    <main className="fixed inset-0 z-30 grid grid-rows-[auto_minmax(0,42dvh)_minmax(0,1fr)] bg-canvas pb-[env(safe-area-inset-bottom)] text-ink landscape:grid-cols-[minmax(0,1.25fr)_minmax(19rem,1fr)] landscape:grid-rows-[auto_minmax(0,1fr)]">
      <TrainingBar
        title={EXERCISE_GUIDES[exercise].name}
        session={session}
        camera={training.camera}
      />
      <div className="min-h-0 px-3 landscape:pb-3">
        <CameraStage training={training} session={session} />
      </div>
      <section aria-label="Set" className="min-h-0 p-3 landscape:pt-0">
        {stage === 'ready' || stage === 'countdown' ? (
          <ReadyPanel session={session} cameraOn={cameraOn} ready={ready} />
        ) : (
          <LivePanel session={session} ready={ready} onFinish={finish} />
        )}
      </section>
    </main>
  )
}
