import { offered } from '@/shared/lib/browser/offered'

const LOCK = 'exercise-buddy.running-set'

/**
 * Tells other tabs that a set runs in this one; returns a function that ends it. A crashed tab releases the lock
 * automatically.
 */
export function holdRunningLock(): () => void {
  const { locks } = offered()
  if (locks === undefined) return () => undefined
  const { promise, resolve } = withResolvers()
  void locks.request(LOCK, { ifAvailable: true }, () => promise)
  return resolve
}

/** Whether a set runs in any tab: its checkpoint is then not a leftover. Without Web Locks this is `otherwise`. */
export async function isSetRunning(otherwise = false): Promise<boolean> {
  const held = (await offered().locks?.query())?.held
  return held?.some(({ name }) => name === LOCK) ?? otherwise
}

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined
  const promise = new Promise<void>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
