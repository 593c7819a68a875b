import type { QueryClient } from '@tanstack/react-query'
import { goalName } from '../lib/goal-words'
import {
  type GoalChange,
  isSame,
  keepWaiting,
  waitingChanges,
  waitingGoalsQuery,
} from './goal-changes'
import { changeTarget, createGoal, deleteGoal, listGoals } from './goals'
import { type ApiError, toApiError } from '@/api/errors'
import { reachability } from '@/api/reachability'
import { session } from '@/api/session'
import { withLock } from '@/shared/lib/lock'
import { GOALS_KEY } from '@/workouts/keys'

const LOCK = 'exercise-buddy.goal-changes'
const CHECK_EVERY_MS = 5_000

/** Makes a change at the server, else keeps it here until that is there again. Throws where the server refuses it. */
export async function changeGoal(
  queryClient: QueryClient,
  change: GoalChange,
): Promise<'at-server' | 'on-device'> {
  return withLock(LOCK, async () => {
    const waiting = waitingChanges()
    try {
      // In their order: what waits of the same kind is older.
      if (waiting.some((each) => isSame(each, change))) throw new Waits()
      await make(change)
      return 'at-server'
    } catch (error) {
      if (!(error instanceof Waits) && !toApiError(error).isPassing) throw error
      keepWaiting([...waiting.filter((each) => !isSame(each, change)), change])
      return 'on-device'
    } finally {
      await tell(queryClient)
    }
  })
}

class Waits extends Error {}

/** Tells the person that a goal, by its name, was not taken. */
type OnRefused = (goal: string, problem: ApiError) => void

/** Sends what waits as soon as the server is there, and goes on trying. Returns the way to stop. */
export function sendGoalChanges(queryClient: QueryClient, onRefused: OnRefused): () => void {
  const send = (): void => {
    if (session.getState().status !== 'signed-in' || waitingChanges().length === 0) return
    void withLock(LOCK, () => sendAll(queryClient, onRefused))
  }
  const timer = setInterval(send, CHECK_EVERY_MS)
  const stopSession = session.subscribe(send)
  const stopReachability = reachability.subscribe(send)
  return () => {
    clearInterval(timer)
    stopSession()
    stopReachability()
  }
}

async function sendAll(queryClient: QueryClient, onRefused: OnRefused): Promise<void> {
  for (const change of waitingChanges()) {
    const problem = await make(change).then(() => null, toApiError)
    if (problem?.isPassing || problem?.isRefusedToken) return
    // A refusal for good would be one for ever.
    if (problem !== null) onRefused(goalName(change), problem)
    keepWaiting(
      waitingChanges().filter((each) => !isSame(each, change) || each.target !== change.target),
    )
    await tell(queryClient)
  }
}

/** What waits is shown at once; the list need not be waited for. */
async function tell(queryClient: QueryClient): Promise<void> {
  void queryClient.invalidateQueries({ queryKey: GOALS_KEY })
  await queryClient.invalidateQueries({ queryKey: waitingGoalsQuery.queryKey })
}

/** Brings the server to where the change wants it, from wherever it is. */
async function make({ target, ...kind }: GoalChange): Promise<void> {
  const there = (await listGoals()).find((goal) => isSame(goal, kind))
  if (target === null) {
    if (there !== undefined) await deleteGoal(there.id).catch(unless('goal_not_found'))
  } else if (there === undefined) {
    await createGoal({ ...kind, target })
  } else if (there.target !== target) {
    await changeTarget(there.id, target)
  }
}

function unless(code: string): (error: ApiError) => void {
  return (error) => {
    if (toApiError(error).code !== code) throw error
  }
}
