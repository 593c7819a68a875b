import { t } from '@lingui/core/macro'
import { Flag, Pause, Play, X } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useShallow } from 'zustand/shallow'
import { useLive } from '../../hooks/use-live-session'
import type { LiveSession } from '../../session/live-session'
import type { LiveView, Stage } from '../../session/live-view'
import { cn } from '@/shared/lib/cn'
import { isHold } from '@/shared/lib/exercises'
import { formatClock } from '@/shared/lib/format'
import { Button } from '@/shared/ui/button'
import type { SetTarget } from '@/workouts/plan'

interface LivePanelProps {
  readonly session: LiveSession
  readonly ready: boolean
}

/** For two buttons side by side: no language's word may break. Without icons on the narrowest screens. */
const NARROW =
  '@max-[23rem]:px-2 @max-[23rem]:text-base @max-[19rem]:[&_svg]:hidden @max-[15rem]:px-1'

/** The count, readable from three metres, and the set's controls. */
export function LivePanel({ session, ready }: LivePanelProps): ReactNode {
  const stage = useLive(session, (view) => view.stage)
  const panelRef = useRef<HTMLDivElement>(null)

  // The pressed Start button has disappeared; the tab order continues from here.
  useEffect(() => panelRef.current?.focus(), [])

  return (
    <div
      ref={panelRef}
      tabIndex={-1}
      className="rounded-card border-line bg-surface short:gap-1.5 short:p-3 small:gap-2 flex h-full flex-col gap-3 border p-3 sm:p-5"
    >
      {stage === 'countdown' ? (
        <Countdown session={session} />
      ) : (
        <Count session={session} dimmed={stage !== 'running' && stage !== 'finished'} />
      )}
      <Figures session={session} />
      <div className="@container shrink-0">
        <div className="grid grid-cols-2 gap-3">
          <FirstButton session={session} stage={stage} ready={ready} />
          <SecondButton session={session} stage={stage} />
        </div>
      </div>
    </div>
  )
}

interface FirstButtonProps extends LivePanelProps {
  readonly stage: Stage
}

/** Begins, pauses or resumes: a second tap on "Start now" ends no set. */
function FirstButton({ session, stage, ready }: FirstButtonProps): ReactNode {
  if (!isBefore(stage) && stage !== 'paused') {
    return (
      <Button
        size="large"
        variant="secondary"
        className={NARROW}
        onClick={() => session.pause('asked')}
      >
        <Pause aria-hidden className="size-5 fill-current" />
        {t`Pause`}
      </Button>
    )
  }
  const isPaused = stage === 'paused'
  return (
    <Button
      data-testid={isPaused ? undefined : 'start-now'}
      size="large"
      variant="accent"
      className={NARROW}
      disabled={isPaused && !ready}
      onClick={() => (isPaused ? session.resume() : session.beginNow())}
    >
      <Play aria-hidden className="size-5 fill-current" />
      {isPaused ? t`Resume` : t`Start now`}
    </Button>
  )
}

/** Cancels the start or finishes the set. Only one of the two buttons is the primary action. */
function SecondButton({ session, stage }: Omit<FirstButtonProps, 'ready'>): ReactNode {
  if (isBefore(stage)) {
    return (
      <Button size="large" variant="secondary" className={NARROW} onClick={() => session.cancel()}>
        <X aria-hidden className="size-5" />
        {t`Cancel`}
      </Button>
    )
  }
  return (
    <Button
      data-testid="finish-workout"
      size="large"
      variant={stage === 'paused' ? 'secondary' : 'accent'}
      className={NARROW}
      onClick={() => session.finish('touch')}
    >
      <Flag aria-hidden className="size-5" />
      {t`Finish`}
    </Button>
  )
}

function isBefore(stage: Stage): boolean {
  return stage === 'armed' || stage === 'countdown'
}

/** Digits are as large as the panel's height, and its width divided by their number, allow. */
const SIZES = [
  'text-[min(88cqh,130cqw)]',
  'text-[min(88cqh,70cqw)]',
  'text-[min(88cqh,46cqw)]',
  'text-[min(88cqh,35cqw)]',
]

function Count({
  session,
  dimmed,
}: {
  readonly session: LiveSession
  readonly dimmed: boolean
}): ReactNode {
  const hold = isHold(session.exercise)
  const count = useLive(session, (view) => (hold ? view.heldSeconds : view.reps))
  return (
    <Giant number={count}>
      <p data-testid="rep-count" translate="no" className={dimmed ? 'opacity-40' : ''}>
        {count}
      </p>
    </Giant>
  )
}

/** Shown in place of the count, which is still 0. */
function Countdown({ session }: { readonly session: LiveSession }): ReactNode {
  const left = useLive(session, (view) => view.countdownLeft)
  return (
    <Giant number={left}>
      <p role="timer" translate="no" className="text-accent-ink">
        {left}
      </p>
      <p data-testid="rep-count" className="sr-only">
        0
      </p>
    </Giant>
  )
}

interface GiantProps {
  readonly number: number
  readonly children: ReactNode
}

function Giant({ number, children }: GiantProps): ReactNode {
  const size = SIZES[Math.min(String(number).length, SIZES.length) - 1]
  return (
    <div className="[container-type:size] grid min-h-0 flex-1 place-items-center overflow-hidden">
      <div className={cn('numeral relative leading-[0.85]', size)}>{children}</div>
    </div>
  )
}

function Figures({ session }: { readonly session: LiveSession }): ReactNode {
  const view = useLive(
    session,
    useShallow(({ elapsedSeconds, cadencePerMinute, longestRun, trips }) => ({
      elapsedSeconds,
      cadencePerMinute,
      longestRun,
      trips,
    })),
  )
  return (
    <dl className="m-0 flex shrink-0 flex-wrap justify-around gap-x-4 gap-y-1 text-center">
      {figuresOf(session, view).map(([label, value]) => (
        <div key={label} className="flex flex-col-reverse">
          <dt className="text-muted text-sm">{label}</dt>
          <dd
            translate="no"
            className="numeral short:text-xl small:text-xl m-0 text-2xl sm:text-4xl"
          >
            {value}
          </dd>
        </div>
      ))}
    </dl>
  )
}

type FigureView = Pick<LiveView, 'elapsedSeconds' | 'cadencePerMinute' | 'longestRun' | 'trips'>

function figuresOf({ exercise, target }: LiveSession, view: FigureView): [string, string][] {
  const time: [string, string] = [t`Time`, formatClock(view.elapsedSeconds)]
  const goal: [string, string][] = target.kind === 'open' ? [] : [[t`Target`, targetFigure(target)]]
  if (isHold(exercise)) return [time, ...goal]
  const cadence: [string, string] = [t`Cadence`, String(view.cadencePerMinute ?? '–')]
  if (exercise !== 'jump-rope') return [time, cadence, ...goal]
  // No more than four fit beside each other on a phone.
  const run: [string, string][] = [[t`Longest run`, String(view.longestRun)]]
  return [time, cadence, ...(goal.length > 0 ? goal : run), [t`Trips`, String(view.trips)]]
}

function targetFigure(target: Exclude<SetTarget, { kind: 'open' }>): string {
  return target.kind === 'reps' ? String(target.reps) : formatClock(target.seconds)
}
