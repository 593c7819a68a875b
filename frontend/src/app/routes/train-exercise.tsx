import type { ReactNode } from 'react'
import { Navigate, useParams } from 'react-router'
import { EXERCISES } from '@/engine'
import { TrainPage } from '@/features/train/components/train-page'

export function Component(): ReactNode {
  const { exercise: name } = useParams()
  const exercise = EXERCISES.find((type) => type === name)
  if (exercise === undefined) return <Navigate to="/train" replace />
  return <TrainPage key={exercise} exercise={exercise} />
}
