import { ChartColumn } from 'lucide-react'
import type { ReactNode } from 'react'
import { SessionGate } from '../session-gate'
import { StatisticsView } from '@/features/statistics/components/statistics-view'
import { PageHeader } from '@/shared/ui/page-header'

export function Component(): ReactNode {
  return (
    <>
      <PageHeader title="Statistics" lead="What it all adds up to." />
      <SessionGate
        icon={ChartColumn}
        title="See what it adds up to"
        reason="With an account you get totals, streaks, personal bests and a chart of your days."
      >
        <StatisticsView />
      </SessionGate>
    </>
  )
}
