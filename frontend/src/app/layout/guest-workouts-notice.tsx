import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { countOf } from '@/shared/lib/format'
import { Alert } from '@/shared/ui/alert'
import { outboxQuery } from '@/workouts/outbox/outbox-query'

/** Tells a guest that what they did so far goes into the account they are about to open. */
export function GuestWorkoutsNotice(): ReactNode {
  const { data: items = [] } = useQuery(outboxQuery)
  if (items.length === 0) return null
  return (
    <Alert tone="success">
      {countOf(items.length, 'workout')} on this device will be added to your account.
    </Alert>
  )
}
