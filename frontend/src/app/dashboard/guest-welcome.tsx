import { ChartColumn, type LucideIcon, ShieldCheck, Smartphone } from 'lucide-react'
import type { ReactNode } from 'react'
import { Card } from '@/shared/ui/card'
import { LinkButton } from '@/shared/ui/link-button'

const REASONS: readonly { icon: LucideIcon; title: string; text: string }[] = [
  {
    icon: ShieldCheck,
    title: 'No picture leaves your device',
    text: 'The camera is read here, in your browser. Only the count is kept.',
  },
  {
    icon: Smartphone,
    title: 'Train first, sign up later',
    text: 'Workouts wait on this device and move into your account when you open one.',
  },
  {
    icon: ChartColumn,
    title: 'See what it adds up to',
    text: 'Streaks, bests and every rep, by day, week and month.',
  },
]

export function GuestWelcome(): ReactNode {
  return (
    <div className="mt-8 flex flex-col gap-6">
      <ul className="m-0 grid list-none gap-4 p-0 sm:grid-cols-3">
        {REASONS.map(({ icon: Icon, title, text }) => (
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
          <h2 className="text-xl font-bold tracking-tight">Keep what you do</h2>
          <p className="text-on-panel-muted mt-1">An account is free and takes half a minute.</p>
        </div>
        <LinkButton to="/register" variant="accent">
          Create an account
        </LinkButton>
      </Card>
    </div>
  )
}
