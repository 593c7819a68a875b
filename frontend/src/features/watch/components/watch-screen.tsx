import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { type Watched, useLiveState } from '../hooks/use-live-state'
import { refresh } from '@/api/client'
import { toApiError } from '@/api/errors'
import type { LiveState } from '@/api/types'
import { useWakeLock } from '@/shared/hooks/use-wake-lock'
import { cn } from '@/shared/lib/cn'
import { exerciseName, isHold } from '@/shared/lib/exercises'
import { formatClock } from '@/shared/lib/format'

const phases = (): Readonly<Record<LiveState['phase'], string>> => ({
  ready: t`Ready`,
  countdown: t`Starts in`,
  counting: '',
  paused: t`Paused`,
  resting: t`Rest`,
  finished: t`Done`,
})

interface WatchScreenProps {
  /** The token of a paired screen; otherwise the session is used. */
  readonly screenToken?: string
  /** Called when that token or session has ended. */
  readonly onOver?: () => void
}

/** A request makes the server's refusal known to the whole page, which then offers to sign in. */
function tellThePage(): void {
  refresh().catch(toApiError)
}

/** The numbers that another device of the account counts, readable from three metres. */
export function WatchScreen({ screenToken, onOver = tellThePage }: WatchScreenProps): ReactNode {
  const watched = useLiveState(screenToken, onOver)
  useWakeLock(watched.state !== null && !watched.quiet)
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-2 p-4 text-center">
      <p role="status" className="text-muted min-h-8 text-xl">
        {newsOf(watched)}
      </p>
      {watched.state === null ? <Waiting /> : <Numbers {...watched} state={watched.state} />}
    </div>
  )
}

function newsOf({ connection, state, quiet }: Watched): string {
  if (connection === 'over') return t`Your session has ended. Sign in again to continue.`
  if (connection === 'connecting') return state === null ? t`Connecting …` : t`Connecting again …`
  if (quiet) return t`Nothing has arrived from the other device for a while.`
  return ''
}

function Waiting(): ReactNode {
  return (
    <div className="grid flex-1 place-content-center gap-4">
      <p className="text-5xl font-extrabold tracking-tight lg:text-7xl">{t`Start a set`}</p>
      <p className="text-muted text-xl lg:text-3xl">
        {t`Open the training on your phone. Its count appears here.`}
      </p>
    </div>
  )
}

function Numbers({ state, quiet, connection }: Watched & { readonly state: LiveState }): ReactNode {
  const stale = quiet || connection !== 'open'
  return (
    <>
      <h2 className="text-3xl font-bold lg:text-5xl" translate="no">
        {titleOf(state)}
      </h2>
      <div className="[container-type:size] grid min-h-0 flex-1 place-items-center overflow-hidden">
        <p
          data-testid="watched-count"
          translate="no"
          className={cn('numeral text-[min(80cqh,40cqw)] leading-[0.85]', stale && 'opacity-40')}
        >
          {figureOf(state)}
        </p>
      </div>
      <p
        role="status"
        data-testid="watched-line"
        translate="no"
        className="min-h-14 text-5xl font-extrabold tracking-tight lg:min-h-20 lg:text-7xl"
      >
        {lineOf(state)}
      </p>
      <p translate="no" data-testid="watched-clock" className="numeral text-6xl lg:text-8xl">
        {formatClock(state.elapsed_seconds ?? 0)}
      </p>
    </>
  )
}

function titleOf(state: LiveState): string {
  const { exercise_type: exercise, set_number: number, sets, target } = state
  const parts = [exerciseName(exercise)]
  if (isKnown(number)) {
    parts.push(isKnown(sets) ? t`Set ${number} of ${sets}` : t`Set ${number}`)
  }
  if (isKnown(target)) parts.push(isHold(exercise) ? t`${target} s to do` : t`${target} to do`)
  return parts.join(' · ')
}

/** The seconds left before something begins by itself, otherwise the count. */
function figureOf({ phase, seconds_left: left, count }: LiveState): string {
  const waits = phase === 'countdown' || phase === 'resting'
  return String(waits && isKnown(left) ? Math.ceil(left) : count)
}

function lineOf({ phase, hint }: LiveState): string {
  if (phase === 'countdown' || phase === 'resting') return phases()[phase]
  return hint === undefined || hint === '' ? phases()[phase] : hint
}

function isKnown(value: number | null | undefined): value is number {
  return value !== null && value !== undefined
}
