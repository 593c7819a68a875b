import { useQuery } from '@tanstack/react-query'
import { WifiOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { hasPoseFiles } from '../service-worker/pose-files'
import { Banner } from './banner'
import { problemText } from '@/account/problem-text'
import { useSession } from '@/account/use-session'
import type { ApiError } from '@/api/errors'
import { useOnline } from '@/shared/hooks/use-online'

/** Says what is in the way to the server, and that nothing is lost by it. */
export function ConnectionBanner(): ReactNode {
  const online = useOnline()
  const status = useSession((state) => state.status)
  const problem = useSession((state) => state.problem)
  const inTheWay = !online || status === 'unreachable'
  const { data: canTrain } = useQuery({
    queryKey: ['has-pose-files'],
    queryFn: () => hasPoseFiles().catch(() => false),
    networkMode: 'always',
    staleTime: 0,
    enabled: inTheWay,
  })
  if (!inTheWay) return null
  return (
    <Banner icon={WifiOff}>
      <span>{online ? hindranceOf(problem) : 'You are offline.'}</span>{' '}
      <span>
        {canTrain === false
          ? 'Pose detection is not on this device yet, so training has to wait. What you did is kept here and sent later.'
          : 'You can go on training: workouts are kept here and sent later.'}
      </span>
    </Banner>
  )
}

function hindranceOf(problem: ApiError | null): string {
  const away = problem === null || problem.code === 'network'
  return away ? 'The server cannot be reached.' : problemText(problem)
}
