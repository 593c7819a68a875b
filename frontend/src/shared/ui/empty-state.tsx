import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

interface EmptyStateProps {
  readonly icon: LucideIcon
  readonly title: string
  readonly children?: ReactNode
  readonly actions?: ReactNode
}

export function EmptyState({ icon: Icon, title, children, actions }: EmptyStateProps): ReactNode {
  return (
    <div className="rounded-card border-line-strong flex flex-col items-center border border-dashed px-6 py-12 text-center">
      <span className="bg-accent-soft text-accent-ink mb-4 inline-flex size-14 items-center justify-center rounded-full">
        <Icon aria-hidden className="size-7" />
      </span>
      <h2 className="text-xl font-bold tracking-tight">{title}</h2>
      {children === undefined ? null : <div className="text-muted mt-2 max-w-md">{children}</div>}
      {actions === undefined ? null : (
        <div className="mt-6 flex flex-wrap justify-center gap-3">{actions}</div>
      )}
    </div>
  )
}
