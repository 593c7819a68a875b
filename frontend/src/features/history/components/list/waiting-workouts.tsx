import { plural, t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { WorkoutActions } from '../editing/workout-actions'
import { WorkoutRow } from './workout-row'
import { useSession } from '@/account/use-session'
import type { NewWorkout, Workout } from '@/api/types'
import { saveFile } from '@/shared/lib/browser/save-file'
import { dayName, localDateIn, timeOfDay } from '@/shared/lib/dates'
import { Button } from '@/shared/ui/button'
import { asSeen, isSettled } from '@/workouts/outbox/item'
import type { OutboxItem } from '@/workouts/outbox/item'
import { outbox } from '@/workouts/outbox/outbox'
import { awaitingSignInQuery, outboxQuery } from '@/workouts/outbox/outbox-query'
import { refusalText } from '@/workouts/refusal-text'
import { useDay } from '@/workouts/use-day'

/** Workouts that the server has not confirmed, or has refused. Renders nothing if there are none. */
export function WaitingWorkouts(): ReactNode {
  const { data: items = [] } = useQuery(outboxQuery)
  const { data: awaitingSignIn = 0 } = useQuery(awaitingSignInQuery)
  const guest = useSession((state) => state.status === 'guest')
  if (items.length + awaitingSignIn === 0) return null
  const isChange = (item: OutboxItem): boolean => item.atServer === true || item.removed
  const changes = items.filter((item) => isChange(item) && item.refusal === null)
  const rows = items.filter((item) => !changes.includes(item))
  return (
    <section aria-labelledby="waiting-title" className="mb-8" data-testid="waiting-workouts">
      <h2 id="waiting-title" className="text-lg font-bold tracking-tight">
        {t`On this device`}
      </h2>
      {awaitingSignIn === 0 ? null : <AwaitingSignIn awaitingSignIn={awaitingSignIn} />}
      {items.length === 0 ? null : (
        <p className="text-muted mt-1 mb-3 text-sm">
          {guest
            ? t`These sets are kept here. Sign in and they go into your account.`
            : waitingText(rows, changes)}
        </p>
      )}
      <ul className="m-0 flex list-none flex-col gap-3 p-0">
        {rows.toReversed().map((item) => (
          <li key={item.id}>
            <WaitingWorkout item={item} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A deleted account cannot sign in again: its workouts can go into another one by a file. */
function AwaitingSignIn({ awaitingSignIn }: { readonly awaitingSignIn: number }): ReactNode {
  const save = async (): Promise<void> => {
    const workouts = (await outbox.awaitingSignIn()).map(withDay)
    const file = { format: 'exercise-buddy', version: 1, workouts }
    saveFile(new Blob([JSON.stringify(file)]), 'exercise-buddy-workouts.json')
  }
  return (
    <>
      <p className="mt-1 font-semibold">
        {plural(awaitingSignIn, {
          one: '# set done with an account waits here. Sign in again and it is sent.',
          other: '# sets done with an account wait here. Sign in again and they are sent.',
        })}
      </p>
      <p className="text-muted mt-1 mb-3 text-sm">
        {t`If that account is gone, save a file here and import it into another one.`}{' '}
        <Button size="small" variant="ghost" onClick={() => void save()}>
          {t`Save a file`}
        </Button>
      </p>
    </>
  )
}

/** An import knows the reader's zone only; the workout stays on the day of the zone that it was done in. */
function withDay(workout: NewWorkout | Workout): object {
  if (!('time_zone' in workout) || !workout.time_zone) return workout
  return {
    ...workout,
    local_date: localDateIn(new Date(workout.started_at), workout.time_zone),
  }
}

function waitingText(rows: readonly OutboxItem[], changes: readonly OutboxItem[]): string {
  const sentences: string[] = []
  if (rows.some(({ refusal }) => refusal === null)) {
    sentences.push(t`These sets are not at the server yet. They are sent as soon as possible.`)
  }
  if (changes.length > 0) {
    sentences.push(
      plural(changes.length, {
        one: '# change made here waits for a connection.',
        other: '# changes made here wait for a connection.',
      }),
    )
  }
  return sentences.join(' ')
}

function WaitingWorkout({ item }: { readonly item: OutboxItem }): ReactNode {
  const { timeZone, today } = useDay()
  const workout = isSettled(item) ? item.workout : asSeen(item)
  const startedAt = new Date(workout.started_at)
  const day = dayName(localDateIn(startedAt, timeZone), today)
  return (
    <>
      <WorkoutRow
        workout={workout}
        when={`${day}, ${timeOfDay(startedAt, timeZone)}`}
        note={workout.note}
        actions={isSettled(item) ? undefined : <WorkoutActions workout={workout} />}
      />
      {item.refusal === null ? null : <Refusal item={item} refusal={item.refusal} />}
    </>
  )
}

function Refusal({
  item,
  refusal,
}: {
  readonly item: OutboxItem
  readonly refusal: string
}): ReactNode {
  return (
    <div className="text-danger mt-2 flex flex-wrap items-center gap-3 px-1 text-sm">
      <p className="min-w-0 flex-1">{refusalText(refusal)}</p>
      {isSettled(item) ? (
        <Button size="small" variant="secondary" onClick={() => void outbox.dismiss(item.id)}>
          OK
        </Button>
      ) : (
        <Button
          size="small"
          variant="secondary"
          onClick={() => void outbox.retry(item.id).then(() => outbox.sync())}
        >
          {t`Try again`}
        </Button>
      )}
    </div>
  )
}
