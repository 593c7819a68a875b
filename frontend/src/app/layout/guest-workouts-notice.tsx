import { plural, t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Alert } from '@/shared/ui/alert'
import { outboxQuery } from '@/workouts/outbox/outbox-query'

/** Tells a guest that what they did so far goes into the account they are about to open. */
export function GuestWorkoutsNotice(): ReactNode {
  const { data: items = [] } = useQuery(outboxQuery)
  if (items.length === 0) return null
  return (
    <Alert tone="success">
      {t`${plural(items.length, { one: '# set', other: '# sets' })} on this device will be added to your account.`}
    </Alert>
  )
}
