import { t } from '@lingui/core/macro'
import { Play } from 'lucide-react'
import type { ReactNode } from 'react'
import { exerciseGuide } from '../lib/exercise-guide'
import type { LiveSession } from '../session/live-session'
import { Illustration } from './illustration'
import { SoundNotice } from './sound-notice'
import { Button } from '@/shared/ui/button'

interface ReadyPanelProps {
  readonly session: LiveSession
  readonly cameraOn: boolean
  /** Camera and pose detection both run. */
  readonly ready: boolean
  readonly onStart: () => void
}

/** How to place the device and oneself, and the way to begin. */
export function ReadyPanel({ session, cameraOn, ready, onStart }: ReadyPanelProps): ReactNode {
  return (
    <div className="rounded-card border-line bg-surface short:p-3 small:p-3 flex h-full flex-col gap-3 border p-4 sm:p-6">
      <HowTo session={session} />
      <SoundNotice />
      {cameraOn ? (
        <Button
          data-testid="start-set"
          size="large"
          variant="accent"
          className="shrink-0"
          disabled={!ready}
          onClick={onStart}
        >
          <Play aria-hidden className="size-6 shrink-0 fill-current" />
          {ready ? t`Start set` : t`Getting ready …`}
        </Button>
      ) : null}
    </div>
  )
}

function HowTo({ session }: { readonly session: LiveSession }): ReactNode {
  const guide = exerciseGuide(session.exercise)
  return (
    <section aria-label={t`Set up`} className="min-h-0 flex-1 overflow-y-auto">
      <Illustration
        exercise={session.exercise}
        className="short:hidden mb-3 hidden h-[min(18dvh,11rem)] w-full sm:block landscape:h-[26dvh]"
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
            <span>{line}</span>
          </li>
        ))}
      </ol>
      {/* Takes the focus, so that a keyboard can scroll. */}
      <details className="text-muted mt-3 text-sm">
        <summary className="text-ink cursor-pointer font-semibold">{t`What counts`}</summary>
        <p className="mt-1">{guide.counts}</p>
      </details>
    </section>
  )
}
