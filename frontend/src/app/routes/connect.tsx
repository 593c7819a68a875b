import { t } from '@lingui/core/macro'
import { MonitorPlay } from 'lucide-react'
import type { ReactNode } from 'react'
import { useLocation } from 'react-router'
import { SessionGate } from '../session-gate'
import { ConnectScreen } from '@/features/watch/components/connect-screen'
import { Card } from '@/shared/ui/card'
import { PageHeader } from '@/shared/ui/page-header'

export function Component(): ReactNode {
  const { hash } = useLocation()
  const code = new URLSearchParams(hash.slice(1)).get('code')
  return (
    <div className="mx-auto max-w-md">
      <PageHeader
        title={t`Connect a screen`}
        back={{ to: '/profile', label: t`Back to your profile` }}
        lead={t`Open Second screen on a laptop or a television: it shows a code.`}
      />
      <SessionGate
        icon={MonitorPlay}
        title={t`Sign in to connect the screen`}
        reason={t`The screen then shows what this device counts.`}
      >
        <Card>
          <ConnectScreen key={code} scanned={code} />
        </Card>
      </SessionGate>
    </div>
  )
}
