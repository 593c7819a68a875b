import { type ReactNode, Suspense, lazy, useEffect, useState } from 'react'
import { useToasts } from '@/shared/lib/toasts'

const fetchToaster = () => import('@/shared/ui/toaster')
const Toaster = lazy(() => fetchToaster().then((module) => ({ default: module.Toaster })))

/** Loads the toasts' code with the first toast: the first page has none. */
export function Toasts(): ReactNode {
  const waiting = useToasts((state) => state.toasts.length > 0)
  const [fetched, setFetched] = useState(false)

  useEffect(() => {
    if (!waiting || fetched) return
    fetchToaster().then(
      () => setFetched(true),
      // The network is gone: the next toast tries again.
      () => undefined,
    )
  }, [waiting, fetched])

  return fetched ? (
    <Suspense>
      <Toaster />
    </Suspense>
  ) : null
}
