import { t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import { ShieldCheck } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { SessionGate } from '../session-gate'
import { meQuery } from '@/account/me'
import { problemText } from '@/account/problem-text'
import { webhooksQuery } from '@/features/security/api/webhooks'
import { ApiTokenList } from '@/features/security/components/api-tokens/api-token-list'
import { EmailForm } from '@/features/security/components/email-form'
import { EmailState } from '@/features/security/components/email-state'
import { PasskeyList } from '@/features/security/components/passkeys/passkey-list'
import { PasswordForm } from '@/features/security/components/password-form'
import { SessionList } from '@/features/security/components/session-list'
import { SignOutEverywhere } from '@/features/security/components/sign-out-everywhere'
import { TwoStep } from '@/features/security/components/two-step/two-step'
import { WebhookList } from '@/features/security/components/webhooks/webhook-list'
import { Card, CardTitle } from '@/shared/ui/card'
import { LoadError } from '@/shared/ui/load-error'
import { PageHeader } from '@/shared/ui/page-header'
import { Spinner } from '@/shared/ui/spinner'

export function Component(): ReactNode {
  return (
    <>
      <PageHeader title={t`Security`} back={{ to: '/profile', label: t`Back to your profile` }} />
      <SessionGate
        icon={ShieldCheck}
        title={t`You are not signed in`}
        reason={t`Sign in to see and change how you sign in.`}
      >
        <Sections />
      </SessionGate>
    </>
  )
}

function Sections(): ReactNode {
  const { data: me, error, refetch } = useQuery(meQuery)
  if (me === undefined) {
    if (error === null) return <Spinner label={t`Loading your account`} />
    return <LoadError text={problemText(error)} onRetry={() => void refetch()} />
  }
  return (
    <div className="flex flex-col gap-6">
      <Section title={t`Password`}>
        <PasswordForm />
      </Section>
      <Section title={t`Passkeys`}>
        <PasskeyList />
      </Section>
      <Section title={t`Two-step sign-in`}>
        <TwoStep />
      </Section>
      <Section title={t`Email`}>
        <EmailState user={me} />
        <EmailForm />
      </Section>
      <Section title={t`API tokens`}>
        <ApiTokenList />
      </Section>
      <WebhooksWhereOffered />
      <Section title={t`Signed in on`}>
        <SessionList />
        <SignOutEverywhere />
      </Section>
    </div>
  )
}

/** Empty if the server's operator allows no hosts and no webhooks are left from earlier. */
function WebhooksWhereOffered(): ReactNode {
  const { data: webhooks, error, refetch } = useQuery(webhooksQuery)
  if (webhooks === undefined) {
    if (error === null) return null
    return <LoadError text={problemText(error)} onRetry={() => void refetch()} />
  }
  if (webhooks.items.length + webhooks.allowed_hosts.length === 0) return null
  return (
    <Section title={t`Webhooks`}>
      <WebhookList webhooks={webhooks} />
    </Section>
  )
}

interface SectionProps {
  readonly title: string
  readonly children: ReactNode
}

function Section({ title, children }: SectionProps): ReactNode {
  const id = useId()
  return (
    <Card aria-labelledby={id}>
      <CardTitle id={id} className="mb-4">
        {title}
      </CardTitle>
      {children}
    </Card>
  )
}
