import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { MailedLinkPage } from '../layout/mailed-link-page'
import { StopWeeklyMail } from '@/features/profile/components/stop-weekly-mail'

export function Component(): ReactNode {
  return (
    <MailedLinkPage title={t`Weekly email`}>
      {(token) => <StopWeeklyMail token={token} />}
    </MailedLinkPage>
  )
}
