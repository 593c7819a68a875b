import type { QueryClient } from '@tanstack/react-query'
import { goalName } from '../lib/goal-words'
import {
  type GoalChange,
  isSame,
  keepWaiting,
  waitingChanges,
  waitingGoalsQuery,
  waitingOf,
} from './goal-changes'
import { changeTarget, createGoal, deleteGoal, listGoals } from './goals'
import { ApiError, NOT_SIGNED_IN, toApiError } from '@/api/errors'
import { reachability } from '@/api/reachability'
import { session } from '@/api/session'
import { withLock } from '@/shared/lib/browser/lock'
import { GOALS_KEY } from '@/workouts/api/keys'

const LOCK = 'exercise-buddy.goal-changes'
const CHECK_EVERY_MS = 5_000

/**
 * Sends a change to the server; until it has answered, and the account is signed in, the change waits here, also if the
 * page is closed. Throws if the server refuses it.
 */
export async function changeGoal(
  queryClient: QueryClient,
  change: GoalChange,
): Promise<'at-server' | 'on-device'> {
  const account = signedIn()
  keepWaiting(account, [...waitingOf(account).filter((each) => !isSame(each, change)), change])
  const isKept = waits(account, change)
  return withLock(LOCK, async () => {
    try {
      // Sent, or replaced by a later one, while it waited for its turn: made again, it would undo that.
      if (!isKept || waits(account, change)) await make(change, account)
      drop(account, change)
      return 'at-server'
    } catch (error) {
      if (isKept && isForLater(toApiError(error))) return 'on-device'
      drop(account, change)
      throw error
    } finally {
      await tell(queryClient)
    }
  })
}

function waits(account: string, change: GoalChange): boolean {
  return waitingOf(account).some((each) => isChange(each, change))
}

function drop(account: string, change: GoalChange): void {
  keepWaiting(
    account,
    waitingOf(account).filter((each) => !isChange(each, change)),
  )
}

function isChange(one: GoalChange, other: GoalChange): boolean {
  return isSame(one, other) && one.target === other.target
}

/** Each request is this account's, or is refused: another may sign in between two of them. */
function signedIn(): string {
  const { userId } = session.getState()
  if (userId === null) throw new ApiError(NOT_SIGNED_IN, 401)
  return userId
}

/** Also where the session has ended: it waits for its account to sign in again. */
function isForLater(problem: ApiError): boolean {
  return problem.isPassing || problem.isRefusedToken || problem.code === NOT_SIGNED_IN
}

/** Reports that the server refused a change, with the goal's name. */
type OnRefused = (goal: string, problem: ApiError) => void

/** Sends waiting changes whenever the server is reachable. Returns a function that stops it. */
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
  const account = signedIn()
  for (const change of waitingOf(account)) {
    const problem = await make(change, account).then(() => null, toApiError)
    if (problem?.isPassing || problem?.isRefusedToken) return
    // A permanent refusal would be repeated forever, so the change is dropped.
    if (problem !== null) onRefused(goalName(change), problem)
    drop(account, change)
    await tell(queryClient)
  }
}

/** Waiting changes are shown at once, before the list has been refetched. */
async function tell(queryClient: QueryClient): Promise<void> {
  void queryClient.invalidateQueries({ queryKey: GOALS_KEY })
  await queryClient.invalidateQueries({ queryKey: waitingGoalsQuery.queryKey })
}

/** Applies the change at the server, whatever the goal's present state there. */
async function make({ target, ...kind }: GoalChange, account: string): Promise<void> {
  const there = (await listGoals({ account })).find((goal) => isSame(goal, kind))
  if (target === null) {
    if (there !== undefined) {
      await deleteGoal(there.id, { account }).catch(unless('goal_not_found'))
    }
  } else if (there === undefined) {
    await createGoal({ ...kind, target }, { account })
  } else if (there.target !== target) {
    await changeTarget(there.id, target, { account })
  }
}

function unless(code: string): (error: ApiError) => void {
  return (error) => {
    if (toApiError(error).code !== code) throw error
  }
}
