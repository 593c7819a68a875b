import { t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import { MonitorPlay, ScreenShare, ShieldCheck, UserRound, UsersRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { InstallApp } from '../profile/install-app'
import { Reminders } from '../profile/reminders'
import { SoundPreference } from '../profile/sound-preference'
import { UsePhone } from '../profile/use-phone'
import { SessionGate } from '../session-gate'
import { meQuery } from '@/account/me'
import { problemText } from '@/account/problem-text'
import { Appearance } from '@/features/profile/components/appearance'
import { DataSection } from '@/features/profile/components/data-section'
import { Habits } from '@/features/profile/components/habits'
import { ProfileForm } from '@/features/profile/components/profile-form'
import { SignOutButton } from '@/features/profile/components/sign-out-button'
import { Card, CardTitle } from '@/shared/ui/card'
import { LinkButton } from '@/shared/ui/link-button'
import { LoadError } from '@/shared/ui/load-error'
import { PageHeader } from '@/shared/ui/page-header'
import { Spinner } from '@/shared/ui/spinner'

export function Component(): ReactNode {
  return (
    <>
      <PageHeader title={t`Profile`} />
      <div className="flex flex-col gap-6">
        <Card aria-labelledby="device-title" className="flex flex-col gap-4">
          <CardTitle id="device-title">{t`On this device`}</CardTitle>
          <Appearance />
          <Habits />
          <SoundPreference />
          <InstallApp />
        </Card>
        <UsePhone />
        <SessionGate
          icon={UserRound}
          title={t`No account yet`}
          reason={t`With an account your training is kept and follows you to every device.`}
        >
          <Account />
        </SessionGate>
      </div>
    </>
  )
}

function Account(): ReactNode {
  const { data: me, error, refetch } = useQuery(meQuery)
  if (me === undefined) {
    if (error === null) return <Spinner label={t`Loading your profile`} />
    return <LoadError text={problemText(error)} onRetry={() => void refetch()} />
  }
  return (
    <>
      <Card aria-labelledby="you-title">
        <div className="mb-5 flex flex-wrap items-start justify-between gap-3">
          <div>
            <CardTitle id="you-title">{t`You`}</CardTitle>
            <p className="text-muted text-sm wrap-anywhere">
              {me.username} · {me.email}
            </p>
          </div>
          <SignOutButton />
        </div>
        <ProfileForm key={me.id} user={me} />
      </Card>
      <Card aria-labelledby="together-title">
        <CardTitle id="together-title" className="mb-2">
          {t`Together`}
        </CardTitle>
        <p className="text-muted mb-4">
          {t`Follow people on this server, challenge them, and choose what they see of your training.`}
        </p>
        <LinkButton to="/together" variant="secondary">
          <UsersRound aria-hidden className="size-5" />
          {t`Together`}
        </LinkButton>
      </Card>
      <Reminders user={me} />
      <Card aria-labelledby="second-screen-title">
        <CardTitle id="second-screen-title" className="mb-2">
          {t`Second screen`}
        </CardTitle>
        <p className="text-muted mb-4">
          {t`A laptop or a television shows live what your phone counts. It does not have to sign in: open Second screen there, and connect it with its code.`}
        </p>
        <div className="flex flex-wrap gap-3">
          <LinkButton to="/connect" variant="secondary">
            <ScreenShare aria-hidden className="size-5" />
            {t`Connect a screen`}
          </LinkButton>
          <LinkButton to="/watch" variant="secondary">
            <MonitorPlay aria-hidden className="size-5" />
            {t`Watch here`}
          </LinkButton>
        </div>
      </Card>
      <Card aria-labelledby="security-title">
        <CardTitle id="security-title" className="mb-2">
          {t`Security`}
        </CardTitle>
        <p className="text-muted mb-4">
          {t`Password, passkeys, two-step sign-in, email, and where you are signed in.`}
        </p>
        <LinkButton to="/profile/security" variant="secondary">
          <ShieldCheck aria-hidden className="size-5" />
          {t`Security`}
        </LinkButton>
      </Card>
      <Card aria-labelledby="data-title">
        <CardTitle id="data-title" className="mb-4">
          {t`Your data`}
        </CardTitle>
        <DataSection />
      </Card>
    </>
  )
}
