import { t } from '@lingui/core/macro'
import { Camera, CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Viewfinder } from '../../hooks/use-viewfinder'
import { cameraProblemWords, poseFailureWords, type ProblemWords } from '../../lib/camera-words'
import type { PoseStatus } from '@/pose/pose-source'
import { Button } from '@/shared/ui/button'
import { LinkButton } from '@/shared/ui/link-button'
import { ProgressBar } from '@/shared/ui/progress-bar'
import { addSetPath } from '@/workouts/exercise-filter'

interface StageNoticeProps extends Pick<Viewfinder, 'camera' | 'pose'> {
  readonly exercise: string
  /** Whether a set is in progress: the notice then says how to continue it, without links away from it. */
  readonly inSet: boolean
}

/** The notice over the picture: a question, a problem, or loading progress. */
export function StageNotice({ exercise, inSet, camera, pose }: StageNoticeProps): ReactNode {
  if (camera.state.phase === 'problem') {
    const { problem } = camera.state
    const onRetry = () => camera.use({ facing: problem === 'unsuitable' ? 'back' : 'front' })
    return (
      <Problem words={cameraProblemWords(problem)} testId="camera-error" onRetry={onRetry}>
        {inSet ? null : <ByHand exercise={exercise} />}
      </Problem>
    )
  }
  if (pose.status.phase === 'failed') {
    const { failure } = pose.status
    return (
      <Problem words={poseFailureWords(failure)} testId="pose-error" onRetry={pose.retry}>
        {inSet ? null : <ByHand exercise={exercise} />}
      </Problem>
    )
  }
  // One at a time: on a phone the progress would cover what is said about the picture while the browser asks.
  if (camera.state.phase === 'asking') return <Asking slow={camera.state.slow} />
  return <Loading status={pose.status} />
}

function Asking({ slow }: { readonly slow: boolean }): ReactNode {
  return (
    <div className="text-on-panel absolute inset-0 grid place-content-center justify-items-center gap-3 p-6 text-center">
      <Camera aria-hidden className="text-accent size-10" />
      <p className="text-lg font-bold">{t`Allow the camera`}</p>
      <p className="text-on-panel-muted max-w-sm text-sm sm:text-base" role="status">
        {slow
          ? t`The browser is waiting for your answer: look for its question near the address bar, and choose “Allow”.`
          : t`The picture stays on this device. Nothing is recorded or sent.`}
      </p>
    </div>
  )
}

/** Two of them fit side by side into a phone's camera picture. */
const FLAT_BUTTON = 'flat:min-h-9 flat:px-3 flat:text-sm'

interface ProblemProps {
  readonly words: ProblemWords
  readonly testId: string
  readonly onRetry: () => void
  readonly children: ReactNode
}

function Problem({ words, testId, onRetry, children }: ProblemProps): ReactNode {
  return (
    <div className="text-on-panel flat:gap-2 flat:p-3 absolute inset-0 grid place-content-center-safe justify-items-center gap-3 overflow-y-auto bg-[#0b0d0e]/90 p-6 text-center">
      <CircleAlert aria-hidden className="text-accent flat:hidden size-10" />
      <div role="alert" data-testid={testId} className="grid gap-2">
        <p className="text-lg font-bold">{words.title}</p>
        <p className="text-on-panel-muted max-w-md text-sm sm:text-base">{words.text}</p>
      </div>
      <div className="flat:gap-2 flex flex-wrap justify-center gap-3">
        {words.retry === null ? null : (
          <Button variant="accent" className={FLAT_BUTTON} onClick={onRetry}>
            {words.retry}
          </Button>
        )}
        {children}
      </div>
    </div>
  )
}

/** For users without a working camera: a link to enter a set by hand. */
function ByHand({ exercise }: { readonly exercise: string }): ReactNode {
  return (
    <LinkButton to={addSetPath(exercise)} variant="secondary" className={FLAT_BUTTON}>
      {t`Enter a set by hand`}
    </LinkButton>
  )
}

function Loading({ status }: { readonly status: PoseStatus }): ReactNode {
  if (status.phase !== 'loading' && status.phase !== 'warming-up') return null
  const fraction = status.phase === 'loading' ? status.loadedBytes / status.totalBytes : null
  return (
    <div className="bg-surface text-ink absolute inset-x-4 bottom-4 rounded-2xl p-4 shadow-lg">
      <ProgressBar
        label={status.phase === 'loading' ? t`Loading the pose model` : t`Warming up`}
        fraction={Number.isNaN(fraction) ? 0 : fraction}
      />
    </div>
  )
}
