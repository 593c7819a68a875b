import { t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { v7 } from 'uuid'
import { type SetValues, setByHand } from '../../lib/set-fields'
import { SetForm } from './set-form'
import { dateTimeIn } from '@/shared/lib/dates'
import { toast } from '@/shared/lib/toasts'
import { Button } from '@/shared/ui/button'
import { lastWorkoutsQuery } from '@/workouts/api/queries'
import { mainFigure } from '@/workouts/figures'
import { storeWorkout } from '@/workouts/store-workout'
import { useDay } from '@/workouts/use-day'

interface AddSetDialogProps {
  /** The exercise that the page shows; null for all. */
  readonly exercise: string | null
  readonly onClose: () => void
}

/** Adds a set that the camera did not see. Like every workout, it goes through the outbox. */
export function AddSetDialog({ exercise, onClose }: AddSetDialogProps): ReactNode {
  const { timeZone } = useDay()
  const [values] = useState((): SetValues => ({
    exercise_type: exercise ?? 'push-up',
    reps_count: 10,
    seconds: 30,
    started: dateTimeIn(new Date(), timeZone),
    note: '',
  }))
  return (
    <SetForm
      name="new-set"
      title={t`Add a set`}
      values={values}
      onClose={onClose}
      onSave={async (given) => {
        await storeWorkout(setByHand(v7(), given, timeZone))
        toast(t`Set added.`)
      }}
    >
      {(chosen, fill) => <LikeLastTime exercise={chosen} fill={fill} />}
    </SetForm>
  )
}

interface LikeLastTimeProps {
  readonly exercise: string
  readonly fill: (values: Partial<SetValues>) => void
}

function LikeLastTime({ exercise, fill }: LikeLastTimeProps): ReactNode {
  const { data } = useQuery(lastWorkoutsQuery(1, { exercise_type: exercise }))
  const last = data?.items[0]
  if (last === undefined) return null
  const { value, unit } = mainFigure(last)
  return (
    <Button
      variant="secondary"
      size="small"
      className="self-start"
      onClick={() => fill({ reps_count: last.reps_count, seconds: last.duration_seconds })}
    >
      {t`Like last time: ${value} ${unit}`}
    </Button>
  )
}
