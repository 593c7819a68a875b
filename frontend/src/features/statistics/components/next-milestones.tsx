import { t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { statisticsQuery } from '../api/queries'
import { milestoneText, nextMilestones } from '../lib/milestones'
import { Card, CardTitle } from '@/shared/ui/card'
import { ProgressBar } from '@/shared/ui/progress-bar'

const SHOWN = 4

/** The milestones that are nearest to being reached. */
export function NextMilestones(): ReactNode {
  const { data } = useQuery(statisticsQuery())
  const next = data === undefined ? [] : nextMilestones(data).slice(0, SHOWN)
  if (next.length === 0) return null
  return (
    <Card aria-labelledby="milestones-title" className="mt-6">
      <CardTitle id="milestones-title" className="mb-4">
        {t`Next milestones`}
      </CardTitle>
      <ul className="m-0 grid list-none grid-cols-1 gap-5 p-0 sm:grid-cols-2">
        {next.map((milestone) => (
          <li key={milestone.key}>
            <ProgressBar
              label={milestoneText(milestone)}
              fraction={milestone.done / milestone.value}
            />
          </li>
        ))}
      </ul>
    </Card>
  )
}
