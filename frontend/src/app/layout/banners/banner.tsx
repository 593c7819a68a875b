import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

interface BannerProps {
  readonly icon: LucideIcon
  readonly children: ReactNode
  readonly actions?: ReactNode
}

/** A line at the top of every page except the training screen, about something that concerns all of them. */
export function Banner({ icon: Icon, children, actions }: BannerProps): ReactNode {
  return (
    <div
      role="status"
      className="border-warning/30 bg-warning-soft text-warning border-b print:hidden"
    >
      <div className="mx-auto flex max-w-5xl flex-wrap items-center gap-x-2.5 gap-y-2 px-4 py-2.5 text-sm font-medium sm:px-6">
        <Icon aria-hidden className="size-4 shrink-0" />
        <p className="min-w-[min(16rem,75%)] flex-1">{children}</p>
        {actions}
      </div>
    </div>
  )
}
