import { t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { capabilitiesQuery } from '@/account/capabilities'
import type { User } from '@/api/types'
import { TrainingReminders } from '@/features/profile/components/training-reminders'
import { WeeklyMail } from '@/features/profile/components/weekly-mail'
import { Card, CardTitle } from '@/shared/ui/card'

/** What reaches users outside the app; mail only if the server sends it. */
export function Reminders({ user }: { readonly user: User }): ReactNode {
  const { data: capabilities } = useQuery(capabilitiesQuery)
  return (
    <Card aria-labelledby="reminders-title" className="flex flex-col gap-5">
      <CardTitle id="reminders-title">{t`Reminders`}</CardTitle>
      <TrainingReminders />
      {capabilities?.mail === true ? <WeeklyMail user={user} /> : null}
    </Card>
  )
}
