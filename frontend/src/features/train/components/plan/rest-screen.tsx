import { t } from '@lingui/core/macro'
import { type ReactNode, useEffect } from 'react'
import { useRestSounds } from '../../hooks/use-rest-sounds'
import type { LastTime } from '../../plan/last-time'
import { doneText, setNumber, spokenTarget, targetText } from '../../plan/plan-words'
import { type DoneSet, type NextSet, totalsOf } from '../../plan/training'
import { useWakeLock } from '@/shared/hooks/use-wake-lock'
import { exerciseName } from '@/shared/lib/exercises'
import { formatClock } from '@/shared/lib/format'
import { Button } from '@/shared/ui/button'
import { PageTitle } from '@/shared/ui/page-title'
import type { Plan } from '@/workouts/plan'

interface RestScreenProps {
  readonly plan: Plan
  readonly done: readonly DoneSet[]
  readonly next: NextSet
  readonly last: LastTime | null
  readonly secondsLeft: number
  /** Called with the milliseconds to add; negative to shorten the rest. */
  readonly onChangeRest: (byMs: number) => void
  readonly onSkip: () => void
  readonly onEnd: () => void
}

const STEP_MS = 15_000

/** The rest between two sets: a clock readable from three metres, and the next set. */
export function RestScreen(props: RestScreenProps): ReactNode {
  const { plan, done, next, last, secondsLeft, onChangeRest, onSkip, onEnd } = props
  const { exercise } = next.step
  const lastSet = last?.sets[next.position]
  const nextUp = `${exerciseName(exercise)}, ${targetText(next.target, exercise)}`
  useWakeLock(true)
  useRestSounds(secondsLeft, `${exerciseName(exercise)}, ${spokenTarget(next.target, exercise)}`)
  useRestKeys(onChangeRest, onSkip)
  return (
    <main
      data-testid="rest"
      className="bg-canvas text-ink fixed inset-0 z-40 flex flex-col overflow-y-auto p-4 pb-[max(1rem,env(safe-area-inset-bottom))]"
    >
      <PageTitle title={t`Rest`} />
      <div className="short:gap-2 m-auto grid w-full max-w-3xl gap-6 text-center">
        <h1 className="text-muted text-2xl font-bold sm:text-4xl">{t`Rest`}</h1>
        <p
          role="timer"
          translate="no"
          data-testid="rest-left"
          className="numeral text-[clamp(7rem,30vmin,18rem)] leading-none"
        >
          {formatClock(secondsLeft)}
        </p>
        <div>
          <p className="text-muted text-xl">{setNumber(plan, next.position)}</p>
          <p className="text-[clamp(1.75rem,7vmin,4.5rem)] leading-tight font-extrabold tracking-tight">
            {nextUp}
          </p>
          {lastSet === undefined ? null : (
            <p className="text-muted mt-2 text-xl">{t`Last time ${doneText(exercise, lastSet)}`}</p>
          )}
        </div>
        <DoneSoFar plan={plan} done={done} />
      </div>
      <div className="mx-auto grid w-full max-w-xl grid-cols-2 gap-3 sm:grid-cols-4">
        <Button variant="secondary" size="large" onClick={() => onChangeRest(-STEP_MS)}>
          {t`−15 s`}
        </Button>
        <Button variant="secondary" size="large" onClick={() => onChangeRest(STEP_MS)}>
          {t`+15 s`}
        </Button>
        <Button variant="accent" size="large" onClick={onSkip}>
          {t`Skip`}
        </Button>
        <Button variant="ghost" size="large" onClick={onEnd}>
          {t`Finish`}
        </Button>
      </div>
    </main>
  )
}

/** "Done so far: 12 + 10", or "12 + 10 · 22 of 100" */
function DoneSoFar({
  plan,
  done,
}: {
  readonly plan: Plan
  readonly done: readonly DoneSet[]
}): ReactNode {
  const { reps } = totalsOf(done)
  const sets = done.map((set) => doneText(set.exercise, set)).join(' + ')
  return (
    <p className="text-muted text-lg" translate="no">
      {plan.until_reps === null
        ? t`Done so far: ${sets}`
        : `${sets} · ${t`${reps} of ${plan.until_reps}`}`}
    </p>
  )
}

/** Space and Enter skip the rest, the arrow keys change it. Buttons keep their own keys. */
function useRestKeys(onChangeRest: (byMs: number) => void, onSkip: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.target instanceof Element && event.target.closest('button, a') !== null) return
      if (event.key === ' ' || event.key === 'Enter') onSkip()
      else if (event.key === 'ArrowUp' || event.key === 'ArrowRight') onChangeRest(STEP_MS)
      else if (event.key === 'ArrowDown' || event.key === 'ArrowLeft') onChangeRest(-STEP_MS)
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [onChangeRest, onSkip])
}
