import { queryOptions } from '@tanstack/react-query'
import { session } from '@/api/session'
import type { Goal } from '@/api/types'
import { storage } from '@/shared/lib/browser/storage'

/** There is one goal of each kind, so a change can be repeated safely, whether or not an earlier attempt succeeded. */
export type GoalKind = Pick<Goal, 'exercise_type' | 'measure' | 'period'>

/** The wanted state of a goal: its target, or null to delete it. */
export interface GoalChange extends GoalKind {
  readonly target: number | null
}

interface Waiting {
  /** The owner; the changes are never sent for anyone else. */
  readonly userId: string
  readonly changes: readonly GoalChange[]
}

const KEY = 'exercise-buddy.goal-changes'

/** Works without a network; refetched after each change. */
export const waitingGoalsQuery = queryOptions({
  queryKey: ['goal-changes'],
  queryFn: waitingChanges,
  networkMode: 'always',
})

/** The signed-in user's changes that the server has not confirmed. */
export function waitingChanges(): readonly GoalChange[] {
  return waitingOf(session.getState().userId)
}

/** The same of any account. */
export function waitingOf(account: string | null): readonly GoalChange[] {
  return everybodys().find(({ userId }) => userId === account)?.changes ?? []
}

function everybodys(): readonly Waiting[] {
  try {
    const kept = JSON.parse(storage.get(KEY) ?? '[]') as Waiting | readonly Waiting[]
    // An earlier version kept one account's only.
    return [kept].flat()
  } catch {
    // Not ours, or truncated: nothing in it can be sent.
    return []
  }
}

/** The goals with the waiting changes applied. The progress of a new one is not known on this device. */
export function withWaiting(goals: readonly Goal[], changes: readonly GoalChange[]): Goal[] {
  let shown = [...goals]
  for (const change of changes) {
    const { target } = change
    const before = shown.find((goal) => isSame(goal, change))
    shown = shown.filter((goal) => goal !== before || target !== null)
    if (target === null) continue
    if (before === undefined) shown.push(newGoal(change, target))
    else shown = shown.map((goal) => (goal === before ? { ...goal, target } : goal))
  }
  return shown
}

function newGoal({ exercise_type, measure, period }: GoalKind, target: number): Goal {
  const id = `waiting ${exercise_type ?? 'all'} ${measure} ${period}`
  const created_at = new Date().toISOString()
  return { id, exercise_type, measure, period, target, progress: 0, created_at }
}

/** Replaces the account's waiting changes. */
export function keepWaiting(account: string, changes: readonly GoalChange[]): void {
  const others = everybodys().filter(({ userId }) => userId !== account)
  const waiting = changes.length === 0 ? others : [...others, { userId: account, changes }]
  if (waiting.length === 0) storage.remove(KEY)
  else storage.set(KEY, JSON.stringify(waiting))
}

export function isSame(one: GoalKind, other: GoalKind): boolean {
  return (
    one.exercise_type === other.exercise_type &&
    one.measure === other.measure &&
    one.period === other.period
  )
}
