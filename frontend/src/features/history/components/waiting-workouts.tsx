import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { WorkoutActions } from './workout-actions'
import { WorkoutRow } from './workout-row'
import { asSeen } from '@/api/outbox/create-outbox'
import { outbox } from '@/api/outbox/outbox'
import { outboxQuery } from '@/api/outbox/outbox-query'
import type { OutboxItem } from '@/api/outbox/store'
import { refusalText } from '@/api/problem-text'
import { useSession } from '@/api/session'
import { useDay } from '@/api/use-day'
import { dayName, localDateIn, timeOfDay } from '@/shared/lib/dates'
import { Button } from '@/shared/ui/button'

/** What the server has not confirmed yet. Shows nothing where nothing waits. */
export function WaitingWorkouts(): ReactNode {
  const { data: items = [] } = useQuery(outboxQuery)
  const guest = useSession((state) => state.status === 'guest')
  if (items.length === 0) return null
  return (
    <section aria-labelledby="waiting-title" className="mb-8" data-testid="waiting-workouts">
      <h2 id="waiting-title" className="text-lg font-bold tracking-tight">
        On this device
      </h2>
      <p className="text-muted mt-1 mb-3 text-sm">
        {guest
          ? 'These workouts are kept here. Sign in and they go into your account.'
          : 'These workouts are not at the server yet. They are sent as soon as there is a connection.'}
      </p>
      <ul className="m-0 flex list-none flex-col gap-3 p-0">
        {items.toReversed().map((item) => (
          <li key={item.id}>
            <WaitingWorkout item={item} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function WaitingWorkout({ item }: { readonly item: OutboxItem }): ReactNode {
  const { timeZone, today } = useDay()
  const workout = asSeen(item)
  const startedAt = new Date(workout.started_at)
  const day = dayName(localDateIn(startedAt, timeZone), today)
  return (
    <>
      <WorkoutRow
        workout={workout}
        when={`${day}, ${timeOfDay(startedAt, timeZone)}`}
        note={workout.note}
        actions={<WorkoutActions workout={workout} unsent />}
      />
      {item.refusal === null ? null : (
        <div className="text-danger mt-2 flex flex-wrap items-center gap-3 px-1 text-sm">
          <p className="min-w-0 flex-1">{refusalText(item.refusal)}</p>
          <Button
            size="small"
            variant="secondary"
            onClick={() => void outbox.retry(item.id).then(() => outbox.sync())}
          >
            Try again
          </Button>
        </div>
      )}
    </>
  )
}
