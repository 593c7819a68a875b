import { offered } from './offered'

/** Runs the work while nobody else holds the lock of that name. */
export type Lock = <Result>(name: string, work: () => Promise<Result>) => Promise<Result>

/** A lock within one page: for a browser without Web Locks, as on plain http away from localhost. */
export function createPageLock(): Lock {
  const tails = new Map<string, Promise<unknown>>()
  return (name, work) => {
    const previous = tails.get(name) ?? Promise.resolve()
    const result = previous.then(work, work)
    tails.set(name, result)
    return result
  }
}

const pageLock = createPageLock()

/** A lock across all tabs of this origin, where the browser has Web Locks. */
export const withLock: Lock = (name, work) => {
  const { locks } = offered()
  if (locks === undefined) return pageLock(name, work)
  return locks.request(name, work) as ReturnType<typeof work>
}
