import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Navigate, useParams } from 'react-router'
import { meQuery } from '@/api/me'
import { useSession } from '@/api/session'
import { EXERCISES } from '@/engine'
import { TrainPage } from '@/features/train/components/train-page'

export function Component(): ReactNode {
  const { exercise: name } = useParams()
  const status = useSession((session) => session.status)
  const { data: me } = useQuery({ ...meQuery, enabled: status === 'signed-in' })
  const exercise = EXERCISES.find((type) => type === name)
  if (exercise === undefined) return <Navigate to="/train" replace />
  const trainee = { weightKg: me?.weight_kg ?? null, timeZone: me?.time_zone ?? null }
  return (
    <TrainPage key={exercise} exercise={exercise} trainee={trainee} signedIn={status !== 'guest'} />
  )
}
