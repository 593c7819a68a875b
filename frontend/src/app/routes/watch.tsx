import { t } from '@lingui/core/macro'
import { MonitorPlay } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { SessionGate } from '../session-gate'
import { WatchScreen } from '@/features/watch/components/watch-screen'
import { PageTitle } from '@/shared/ui/page-title'

export function Component(): ReactNode {
  return (
    <main className="bg-canvas text-ink fixed inset-0 z-30 flex flex-col">
      <PageTitle title={t`Second screen`} />
      <h1 className="sr-only">{t`Second screen`}</h1>
      <Link to="/" className="text-muted self-start p-4 font-semibold underline">
        Exercise Buddy
      </Link>
      <SessionGate
        icon={MonitorPlay}
        title={t`Sign in to watch`}
        reason={t`Signed in to the same account as your phone, this screen shows what it counts.`}
      >
        <WatchScreen />
      </SessionGate>
    </main>
  )
}
