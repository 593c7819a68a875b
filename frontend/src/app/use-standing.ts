import { useQuery } from '@tanstack/react-query'
import { useSession } from '@/account/use-session'
import { goalsQuery } from '@/features/goals/api/goals'
import { statisticsQuery } from '@/features/statistics/api/queries'
import type { Standing } from '@/features/train/lib/standing'

/** What a set is compared with: bests, streak and goals; null for guests and until the server has answered. */
export function useStanding(): Standing | null {
  const enabled = useSession(({ status }) => status === 'signed-in')
  const { data: statistics } = useQuery({ ...statisticsQuery(), enabled })
  const { data: goals = [] } = useQuery({ ...goalsQuery, enabled })
  if (statistics === undefined) return null
  return { bests: statistics.bests, streakDays: statistics.streak.current, goals }
}
