import { t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { capabilitiesQuery } from '@/account/capabilities'
import type { User } from '@/api/types'
import { WeeklyMail } from '@/features/profile/components/weekly-mail'
import { Card, CardTitle } from '@/shared/ui/card'

/** What reaches people who are not looking at the app, where the server can do it. */
export function Reminders({ user }: { readonly user: User }): ReactNode {
  const { data: capabilities } = useQuery(capabilitiesQuery)
  if (capabilities?.mail !== true) return null
  return (
    <Card aria-labelledby="reminders-title" className="flex flex-col gap-4">
      <CardTitle id="reminders-title">{t`Mails`}</CardTitle>
      <WeeklyMail user={user} />
    </Card>
  )
}
