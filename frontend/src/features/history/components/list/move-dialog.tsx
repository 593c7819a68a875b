import { plural, t } from '@lingui/core/macro'
import { type ReactNode, useState } from 'react'
import { problemText } from '@/account/problem-text'
import type { Workout } from '@/api/types'
import { dateTimeIn, instantIn } from '@/shared/lib/dates'
import { Alert } from '@/shared/ui/alert'
import { Button } from '@/shared/ui/button'
import { Dialog } from '@/shared/ui/dialog'
import { Field } from '@/shared/ui/field'
import { Input } from '@/shared/ui/input'
import { useDay } from '@/workouts/use-day'
import { useMoveWorkouts } from '@/workouts/use-workout-changes'

interface MoveDialogProps {
  readonly workouts: readonly Workout[]
  readonly onClose: () => void
  readonly onMoved: () => void
}

/** Moves the workouts to another day, each keeping its time of day. */
export function MoveDialog({ workouts, onClose, onMoved }: MoveDialogProps): ReactNode {
  const { timeZone, today } = useDay()
  const [day, setDay] = useState(workouts[0]?.local_date ?? today)
  const moving = useMoveWorkouts()
  const move = (): void => {
    const moves = workouts.map((workout) => {
      const time = dateTimeIn(new Date(workout.started_at), timeZone).slice(10)
      const started_at = instantIn(`${day}${time}`, timeZone).toISOString()
      return { workout, started_at, time_zone: timeZone }
    })
    moving.mutate(moves, { onSuccess: onMoved })
  }
  return (
    <Dialog
      title={t`Move ${plural(workouts.length, { one: '# set', other: '# sets' })}`}
      onClose={onClose}
    >
      <div className="flex flex-col gap-5">
        {moving.isError ? <Alert tone="danger">{problemText(moving.error)}</Alert> : null}
        <Field label={t`To the day`} hint={t`Each keeps its time of day.`}>
          {(control) => (
            <Input
              {...control}
              type="date"
              value={day}
              max={today}
              onChange={(event) => setDay(event.target.value)}
            />
          )}
        </Field>
        <div className="flex flex-wrap justify-end gap-3">
          <Button variant="secondary" onClick={onClose}>
            {t`Cancel`}
          </Button>
          <Button disabled={day === '' || day > today} busy={moving.isPending} onClick={move}>
            {t`Move`}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
