import { Play } from 'lucide-react'
import type { ReactNode } from 'react'
import { useLive } from '../hooks/use-live-session'
import { EXERCISE_GUIDES } from '../lib/exercise-guide'
import { useTrainingSettings } from '../lib/training-settings'
import type { LiveSession } from '../session/live-session'
import { Illustration } from './illustration'
import { Button } from '@/shared/ui/button'

interface ReadyPanelProps {
  readonly session: LiveSession
  readonly cameraOn: boolean
  /** Camera and pose detection both run. */
  readonly ready: boolean
  /** Called within the press on Start. */
  readonly onStart: () => void
}

/** How to place the device and oneself, and the way to begin. */
export function ReadyPanel(props: ReadyPanelProps): ReactNode {
  const { session } = props
  const counting = useLive(session, (view) => view.stage === 'countdown')
  return (
    <div className="rounded-card border-line bg-surface short:p-3 flex h-full flex-col gap-3 border p-4 sm:p-6">
      {counting ? <Countdown session={session} /> : <HowTo session={session} />}
      {counting ? (
        <Button size="large" variant="secondary" onClick={() => session.cancelCountdown()}>
          Cancel
        </Button>
      ) : (
        <StartButton {...props} />
      )}
    </div>
  )
}

function HowTo({ session }: { readonly session: LiveSession }): ReactNode {
  const guide = EXERCISE_GUIDES[session.exercise]
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <h2 className="sr-only">Set up</h2>
      <Illustration
        exercise={session.exercise}
        className="short:hidden mb-3 h-[min(18dvh,11rem)] w-full landscape:h-[26dvh]"
      />
      <ol className="grid list-none gap-2.5 p-0">
        {guide.setUp.map((line, index) => (
          <li key={line} className="flex gap-3">
            <span
              aria-hidden
              className="bg-accent-soft text-accent-ink inline-flex size-6 shrink-0 items-center justify-center rounded-full text-sm font-bold"
            >
              {index + 1}
            </span>
            {line}
          </li>
        ))}
      </ol>
      <p className="text-muted mt-3 text-sm">
        <strong className="text-ink font-semibold">What counts: </strong>
        {guide.counts}
      </p>
    </div>
  )
}

function StartButton({ session, cameraOn, ready, onStart }: ReadyPanelProps): ReactNode {
  const countdownSeconds = useTrainingSettings((settings) => settings.countdownSeconds)
  if (!cameraOn) return null
  return (
    <Button
      data-testid="start-set"
      size="large"
      variant="accent"
      disabled={!ready}
      onClick={() => {
        onStart()
        session.start(countdownSeconds)
      }}
    >
      <Play aria-hidden className="size-6 fill-current" />
      {ready ? 'Start set' : 'Getting ready …'}
    </Button>
  )
}

function Countdown({ session }: { readonly session: LiveSession }): ReactNode {
  const left = useLive(session, (view) => view.countdownLeft)
  return (
    <div className="grid min-h-0 flex-1 place-content-center justify-items-center">
      <p className="text-muted text-xl font-bold">Get into position</p>
      <p
        translate="no"
        className="numeral text-[min(40dvh,60vw)]"
        role="timer"
        aria-live="assertive"
      >
        {left}
      </p>
    </div>
  )
}
