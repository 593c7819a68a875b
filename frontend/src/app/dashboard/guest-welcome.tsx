import { t } from '@lingui/core/macro'
import { ChartColumn, type LucideIcon, ShieldCheck, Smartphone } from 'lucide-react'
import type { ReactNode } from 'react'
import { Card } from '@/shared/ui/card'
import { LinkButton } from '@/shared/ui/link-button'

const reasons = (): readonly { icon: LucideIcon; title: string; text: string }[] => [
  {
    icon: ShieldCheck,
    title: t`No picture leaves your device`,
    text: t`The camera is read here, in your browser. Only the count is kept.`,
  },
  {
    icon: Smartphone,
    title: t`Train first, sign up later`,
    text: t`Sets wait on this device and move into your account when you open one.`,
  },
  {
    icon: ChartColumn,
    title: t`See what it adds up to`,
    text: t`Streaks, bests and every rep, by day, week and month.`,
  },
]

export function GuestWelcome(): ReactNode {
  return (
    <div className="mt-2 flex flex-col gap-6">
      <ul className="m-0 grid list-none grid-cols-1 gap-4 p-0 sm:grid-cols-3">
        {reasons().map(({ icon: Icon, title, text }) => (
          <li key={title}>
            <Card className="h-full">
              <Icon aria-hidden className="text-accent-ink mb-3 size-6" />
              <h2 className="font-bold">{title}</h2>
              <p className="text-muted mt-1 text-sm">{text}</p>
            </Card>
          </li>
        ))}
      </ul>
      <Card tone="panel" className="flex flex-wrap items-center justify-between gap-4">
        <div>
          <h2 className="text-xl font-bold tracking-tight">{t`Keep what you do`}</h2>
          <p className="text-on-panel-muted mt-1">{t`An account is free and takes half a minute.`}</p>
        </div>
        <LinkButton to="/register" variant="accent">
          {t`Create an account`}
        </LinkButton>
      </Card>
    </div>
  )
}
