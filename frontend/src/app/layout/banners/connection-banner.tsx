import { t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import { WifiOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { hasPoseFiles } from '../../service-worker/pose-files'
import { Banner } from './banner'
import { problemText } from '@/account/problem-text'
import { useHindrance } from '@/account/use-hindrance'
import type { ApiError } from '@/api/errors'

/** Says why the server cannot be reached, and that nothing is lost: in two lines, as it takes room on every page. */
export function ConnectionBanner(): ReactNode {
  const hindrance = useHindrance()
  const { data: canTrain } = useQuery({
    queryKey: ['has-pose-files'],
    queryFn: () => hasPoseFiles().catch(() => false),
    networkMode: 'always',
    staleTime: 0,
    enabled: hindrance !== null,
  })
  if (hindrance === null) return null
  return (
    <Banner icon={WifiOff}>
      <span>
        {hindrance.kind === 'away' ? hindranceOf(hindrance.problem) : t`You are offline.`}
      </span>{' '}
      <span>
        {canTrain === false
          ? t`Training has to wait for pose detection.`
          : t`Keep training: your sets are kept here.`}
      </span>
    </Banner>
  )
}

function hindranceOf(problem: ApiError | null): string {
  const away = problem === null || problem.code === 'network'
  return away ? t`The server cannot be reached.` : problemText(problem)
}
