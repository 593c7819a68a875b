import { t } from '@lingui/core/macro'
import { UsersRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { SessionGate } from '../session-gate'
import { TogetherView } from '@/features/together/components/together-view'
import { useInvitation } from '@/features/together/hooks/use-invitation'
import { PageHeader } from '@/shared/ui/page-header'

export function Component(): ReactNode {
  const invitation = useInvitation()
  const reason =
    invitation.token === null
      ? t`With an account you can follow people on this server and take part in challenges.`
      : t`You were sent a challenge. Sign in, and you see what it is about before you join.`
  return (
    <>
      <PageHeader
        title={t`Together`}
        back={{ to: '/profile', label: t`Back to your profile` }}
        lead={t`For people who know each other on this server. Everybody chooses what to show.`}
      />
      {invitation.inAddress ? null : (
        <SessionGate icon={UsersRound} title={t`Together needs an account`} reason={reason}>
          <TogetherView invitation={invitation} />
        </SessionGate>
      )}
    </>
  )
}
