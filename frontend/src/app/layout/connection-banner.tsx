import { WifiOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { useSession } from '@/account/use-session'
import { useOnline } from '@/shared/hooks/use-online'

/** Says that there is no way to the server, and that nothing is lost by it. */
export function ConnectionBanner(): ReactNode {
  const online = useOnline()
  const unreachable = useSession((state) => state.status === 'unreachable')
  if (online && !unreachable) return null
  return (
    <div role="status" className="border-warning/30 bg-warning-soft text-warning border-b">
      <p className="mx-auto flex max-w-5xl items-center gap-2.5 px-4 py-2.5 text-sm font-medium sm:px-6">
        <WifiOff aria-hidden className="size-4 shrink-0" />
        {online
          ? 'The server cannot be reached. You can go on training: workouts are kept here and sent later.'
          : 'You are offline. You can go on training: workouts are kept here and sent later.'}
      </p>
    </div>
  )
}
