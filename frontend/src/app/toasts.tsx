import { type ReactNode, useState } from 'react'
import { useToasts } from '@/shared/lib/toasts'
import { onDemand } from '@/shared/ui/on-demand'

const fetchToaster = () => import('@/shared/ui/toaster')

/**
 * A page or a part of one, together with the code of toasts: what is deleted there can be undone even if the network is
 * gone by then. If only that code cannot be fetched, the page is shown without.
 */
export async function withToasts<Module>(fetching: Promise<Module>): Promise<Module> {
  const [module] = await Promise.all([fetching, fetchToaster().catch(() => undefined)])
  return module
}

const Toaster = onDemand(async () => (await fetchToaster()).Toaster, { failed: null })

/** The first page has no toasts; their code comes with every other, or with the first toast. */
export function Toasts(): ReactNode {
  const isShowing = useToasts((state) => state.toasts.length > 0)
  const [wasNeeded, setWasNeeded] = useState(false)
  if (isShowing && !wasNeeded) setWasNeeded(true)
  return wasNeeded ? <Toaster /> : null
}
