import type { QueryClient } from '@tanstack/react-query'
import type { LoaderFunctionArgs } from 'react-router'
import { capabilitiesQuery } from '@/account/capabilities'
import { meQuery } from '@/account/me'
import { session } from '@/api/session'
import { goalsQuery } from '@/features/goals/api/goals'
import { historyFilter } from '@/features/history/lib/history-filter'
import { isReversed } from '@/features/history/lib/period'
import { figuresQuery, statisticsQuery } from '@/features/statistics/api/queries'
import { workoutListQuery, workoutQuery } from '@/workouts/api/queries'
import { exerciseFilter } from '@/workouts/exercise-filter'

type Loader = (request: LoaderFunctionArgs) => null

export interface Loaders {
  readonly history: Loader
  readonly workout: Loader
  readonly statistics: Loader
  readonly goals: Loader
  readonly account: Loader
  readonly security: Loader
  readonly signIn: Loader
}

/**
 * Starts a page's own queries while its code is still loading. Nothing waits for them: the page shows its own spinner
 * and its own errors.
 */
export function createLoaders(queryClient: QueryClient): Loaders {
  const signedIn =
    (start: (request: LoaderFunctionArgs) => void): Loader =>
    (request) => {
      if (session.getState().status !== 'guest') start(request)
      return null
    }
  return {
    history: signedIn(({ request }) => {
      const parameters = new URL(request.url).searchParams
      const filter = historyFilter(parameters, exerciseFilter(parameters))
      if (!isReversed(filter)) quietly(queryClient.infiniteQuery(workoutListQuery(filter)))
      quietly(queryClient.query(meQuery))
    }),
    workout: signedIn(({ params: { id = '' } }) => {
      quietly(queryClient.query(workoutQuery(id)))
      quietly(queryClient.query(meQuery))
    }),
    statistics: signedIn(({ request }) => {
      const exercise = exerciseFilter(new URL(request.url).searchParams)
      quietly(queryClient.query(statisticsQuery()))
      if (exercise !== null) quietly(queryClient.query(figuresQuery(exercise)))
      quietly(queryClient.query(meQuery))
    }),
    goals: signedIn(() => quietly(queryClient.query(goalsQuery))),
    account: signedIn(() => quietly(queryClient.query(meQuery))),
    security: signedIn(() => {
      quietly(queryClient.query(meQuery))
      quietly(startSecurity(queryClient))
    }),
    signIn: () => {
      quietly(queryClient.query(capabilitiesQuery))
      return null
    },
  }
}

/** Loaded on demand, because no other page uses these queries. */
async function startSecurity(queryClient: QueryClient): Promise<void> {
  const [
    { passkeysQuery, secondFactorQuery },
    { sessionsQuery },
    { apiTokensQuery },
    { webhooksQuery },
  ] = await Promise.all([
    import('@/features/security/api/security'),
    import('@/features/security/api/sessions'),
    import('@/features/security/api/api-tokens'),
    import('@/features/security/api/webhooks'),
  ])
  quietly(queryClient.query(passkeysQuery))
  quietly(queryClient.query(secondFactorQuery))
  quietly(queryClient.query(sessionsQuery))
  quietly(queryClient.query(apiTokensQuery))
  quietly(queryClient.query(webhooksQuery))
}

/** Errors are ignored here: the page runs the same query and shows them. */
function quietly(fetching: Promise<unknown>): void {
  fetching.catch(() => undefined)
}
