import { t } from '@lingui/core/macro'
import { PartyPopper } from 'lucide-react'
import type { ReactNode } from 'react'
import { useCelebrations } from '../hooks/use-celebrations'
import { milestoneText } from '../lib/milestones'
import { Button } from '@/shared/ui/button'
import { Card, CardTitle } from '@/shared/ui/card'

/** New milestones and records, until the user has seen them on any device. */
export function Celebration(): ReactNode {
  const { milestones, celebrated } = useCelebrations()
  if (milestones.length === 0) return null
  return (
    <Card aria-labelledby="celebration-title" className="flex flex-wrap items-center gap-4">
      <PartyPopper aria-hidden className="text-accent-ink size-8 shrink-0" />
      <div className="min-w-48 flex-1">
        <CardTitle id="celebration-title">{t`Well done!`}</CardTitle>
        <ul className="m-0 mt-1 list-none p-0">
          {milestones.map((milestone) => (
            <li key={milestone.key}>{milestoneText(milestone)}</li>
          ))}
        </ul>
      </div>
      <Button size="small" variant="secondary" onClick={celebrated}>
        {t`Thanks`}
      </Button>
    </Card>
  )
}
