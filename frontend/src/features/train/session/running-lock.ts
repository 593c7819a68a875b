const LOCK = 'exercise-buddy.running-set'

/** Tell other tabs that a set runs in this one; returns the way to end it. A tab that dies lets go by itself. */
export function holdRunningLock(): () => void {
  if (!('locks' in navigator)) return () => undefined
  const { promise, resolve } = withResolvers()
  void navigator.locks.request(LOCK, { ifAvailable: true }, () => promise)
  return resolve
}

/** Whether a set runs, in this tab or another: what is written down of it is then no leftover. */
export async function isSetRunning(): Promise<boolean> {
  if (!('locks' in navigator)) return false
  const { held } = await navigator.locks.query()
  return held?.some(({ name }) => name === LOCK) ?? false
}

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined
  const promise = new Promise<void>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
