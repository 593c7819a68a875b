import { offered } from '@/shared/lib/browser/offered'
import type { SetRecord } from '@/workouts/record/set-record'

/** The name alone is that of any set or plan in a tab of a version that did not tell them apart. */
const LOCK = 'exercise-buddy.running-set'

/**
 * Tells other tabs that this set or training runs in this one; returns a function that ends it. A crashed tab releases
 * the lock automatically.
 */
export function holdRunningLock(id: string): () => void {
  const { locks } = offered()
  if (locks === undefined) return () => undefined
  const { promise, resolve } = withResolvers()
  void locks.request(`${LOCK}.${id}`, { ifAvailable: true }, () => promise)
  return resolve
}

/** Whether this set or training runs in any tab: what is stored of it is then not a leftover. */
export type IsRunning = (id: string) => boolean

/** Without Web Locks, everything or nothing is taken to run. */
export async function whatRuns(otherwise = false): Promise<IsRunning> {
  const held = await heldLocks()
  if (held === null) return () => otherwise
  return (id) => held.includes(LOCK) || held.includes(`${LOCK}.${id}`)
}

/** Whether the set, or the training that it is a part of, runs in any tab. */
export function isInUse({ id, training_id = null }: SetRecord, runs: IsRunning): boolean {
  return runs(id) || (training_id !== null && runs(training_id))
}

/** Whether any set or training runs in any tab. */
export async function isSetRunning(): Promise<boolean> {
  const held = (await heldLocks()) ?? []
  return held.some((name) => name === LOCK || name.startsWith(`${LOCK}.`))
}

async function heldLocks(): Promise<readonly string[] | null> {
  const { locks } = offered()
  if (locks === undefined) return null
  const { held = [] } = await locks.query()
  return held.flatMap(({ name }) => name ?? [])
}

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined
  const promise = new Promise<void>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
