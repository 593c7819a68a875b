import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { stopWeeklyMail, weeklyMailQuery } from '../api/weekly-mail'
import { PressLink } from '@/account/press-link'

/** The target of the weekly mail's unsubscribe link. */
export function StopWeeklyMail({ token }: { readonly token: string }): ReactNode {
  return (
    <PressLink
      act={() => stopWeeklyMail(token)}
      queryKey={weeklyMailQuery.queryKey}
      label={t`Unsubscribe`}
      done={t`You will get no more weekly emails. You can turn them on again in your profile.`}
    />
  )
}
