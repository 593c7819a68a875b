import { type ReactNode, Suspense, lazy, useEffect, useState } from 'react'
import { useToasts } from '@/shared/lib/toasts'

const fetchToaster = () => import('@/shared/ui/toaster')
const Toaster = lazy(() => fetchToaster().then((module) => ({ default: module.Toaster })))

/** The toasts' code comes with the first of them: the first page has none to show. */
export function Toasts(): ReactNode {
  const waiting = useToasts((state) => state.toasts.length > 0)
  const [fetched, setFetched] = useState(false)

  useEffect(() => {
    if (!waiting || fetched) return
    fetchToaster().then(
      () => setFetched(true),
      // The network went away meanwhile: the next toast tries again.
      () => undefined,
    )
  }, [waiting, fetched])

  return fetched ? (
    <Suspense>
      <Toaster />
    </Suspense>
  ) : null
}
