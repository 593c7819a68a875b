import { offered } from '@/shared/lib/offered'

const LOCK = 'exercise-buddy.running-set'

/** Tell other tabs that a set runs in this one; returns the way to end it. A tab that dies lets go by itself. */
export function holdRunningLock(): () => void {
  const { locks } = offered()
  if (locks === undefined) return () => undefined
  const { promise, resolve } = withResolvers()
  void locks.request(LOCK, { ifAvailable: true }, () => promise)
  return resolve
}

/** Whether a set runs, in this tab or another: what is written down of it is then no leftover. */
export async function isSetRunning(): Promise<boolean> {
  const held = (await offered().locks?.query())?.held
  return held?.some(({ name }) => name === LOCK) ?? false
}

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined
  const promise = new Promise<void>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
