import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from '@/shared/lib/cn'

export type AlertTone = 'info' | 'success' | 'warning' | 'danger'

interface AlertProps {
  readonly tone?: AlertTone
  readonly title?: string
  readonly children?: ReactNode
  /** Buttons or links to continue with. */
  readonly actions?: ReactNode
}

const TONES = {
  info: { icon: Info, style: 'border-line bg-surface text-ink' },
  success: { icon: CircleCheck, style: 'border-success/30 bg-success-soft text-success' },
  warning: { icon: TriangleAlert, style: 'border-warning/30 bg-warning-soft text-warning' },
  danger: { icon: CircleAlert, style: 'border-danger/30 bg-danger-soft text-danger' },
}

/** A message that stays on the page. Screen readers announce it at once if it is about a failure. */
export function Alert({ tone = 'info', title, children, actions }: AlertProps): ReactNode {
  const { icon: Icon, style } = TONES[tone]
  return (
    <div
      role={tone === 'danger' ? 'alert' : 'status'}
      className={cn('flex gap-3 rounded-2xl border p-4', style)}
    >
      <Icon aria-hidden className="mt-0.5 size-5 shrink-0" />
      <div className="min-w-0 flex-1">
        {title === undefined ? null : <p className="font-semibold">{title}</p>}
        {children === undefined ? null : <div className="text-sm">{children}</div>}
        {actions === undefined ? null : <div className="mt-3 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  )
}
