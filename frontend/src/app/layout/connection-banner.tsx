import { WifiOff } from 'lucide-react'
import type { ReactNode } from 'react'
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
  if (online && status !== 'unreachable') return null
  return (
    <Banner icon={WifiOff}>
      {online ? hindranceOf(problem) : 'You are offline.'} You can go on training: workouts are kept
      here and sent later.
    </Banner>
  )
}

function hindranceOf(problem: ApiError | null): string {
  const away = problem === null || problem.code === 'network'
  return away ? 'The server cannot be reached.' : problemText(problem)
}
