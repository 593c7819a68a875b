import { t } from '@lingui/core/macro'
import { useQueryClient } from '@tanstack/react-query'
import { History } from 'lucide-react'
import type { ReactNode } from 'react'
import { useHindrance } from '@/account/use-hindrance'
import { momentOf } from '@/shared/lib/dates'

interface AsLastSeenProps {
  /** The first parts of the query keys of what the page shows. */
  readonly of: readonly (readonly unknown[])[]
}

/** While the server is away: the time of the figures on the page. */
export function AsLastSeen({ of }: AsLastSeenProps): ReactNode {
  const hindrance = useHindrance()
  const cache = useQueryClient().getQueryCache()
  if (hindrance === null) return null
  const seenMs = of
    .flatMap((queryKey) => cache.findAll({ queryKey, type: 'active' }))
    .map(({ state }) => state.dataUpdatedAt)
    .filter((moment) => moment > 0)
  if (seenMs.length === 0) return null
  return (
    <p className="text-muted mb-4 flex items-center gap-2 text-sm" data-testid="as-last-seen">
      <History aria-hidden className="size-4 shrink-0" />
      {t`As last seen on ${momentOf(new Date(Math.min(...seenMs)))}.`}
    </p>
  )
}
