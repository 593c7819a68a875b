import { t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import { WifiOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { hasPoseFiles } from '../../service-worker/pose-files'
import { Banner } from './banner'
import { problemText } from '@/account/problem-text'
import { useHindrance } from '@/account/use-hindrance'
import { useSession } from '@/account/use-session'
import type { ApiError } from '@/api/errors'

/** Says why the server cannot be reached, and that nothing is lost. */
export function ConnectionBanner(): ReactNode {
  const hindrance = useHindrance()
  const guest = useSession(({ userId }) => userId === null)
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
          ? t`Pose detection is not on this device yet, so training has to wait. What you did is kept here and sent later.`
          : t`You can keep training: sets are kept here and sent later.`}
      </span>{' '}
      {guest ? null : (
        <span>{t`History, statistics and goals are shown as last seen, and can be changed.`}</span>
      )}
    </Banner>
  )
}

function hindranceOf(problem: ApiError | null): string {
  const away = problem === null || problem.code === 'network'
  return away ? t`The server cannot be reached.` : problemText(problem)
}
