import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import { NoSuchExercise } from '../layout/not-found'
import { useStanding } from '../use-standing'
import { meQuery } from '@/account/me'
import { useSession } from '@/account/use-session'
import { TrainPage } from '@/features/train/components/train-page'
import { EXERCISE_TYPES } from '@/shared/lib/exercises'

export function Component(): ReactNode {
  const { exercise: name } = useParams()
  const status = useSession((state) => state.status)
  const { data: me } = useQuery({ ...meQuery, enabled: status === 'signed-in' })
  const standing = useStanding()
  const exercise = EXERCISE_TYPES.find((type) => type === name)
  if (exercise === undefined) return <NoSuchExercise />
  const trainee = { weightKg: me?.weight_kg ?? null, timeZone: me?.time_zone ?? null }
  return (
    <TrainPage
      key={exercise}
      exercise={exercise}
      trainee={trainee}
      standing={standing}
      signedIn={status !== 'guest'}
    />
  )
}
