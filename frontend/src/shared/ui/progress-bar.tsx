import { Progress } from 'radix-ui'
import type { ReactNode } from 'react'
import { formatPercent } from '../lib/format'

interface ProgressBarProps {
  readonly label: string
  /** 0..1; null while the total is unknown. */
  readonly fraction: number | null
}

export function ProgressBar({ label, fraction }: ProgressBarProps): ReactNode {
  const percent = fraction === null ? null : Math.round(Math.min(1, Math.max(0, fraction)) * 100)
  return (
    <div>
      <div className="text-muted mb-2 flex justify-between text-sm">
        <span>{label}</span>
        {percent === null ? null : (
          <span className="tabular-nums">{formatPercent(percent / 100)}</span>
        )}
      </div>
      <Progress.Root
        value={percent}
        aria-label={label}
        className="bg-sunken h-2.5 overflow-hidden rounded-full forced-color-adjust-none"
      >
        <Progress.Indicator
          className="bg-accent-ink h-full rounded-full transition-[width] data-[state=indeterminate]:w-1/3 data-[state=indeterminate]:animate-pulse"
          style={percent === null ? undefined : { width: `${percent}%` }}
        />
      </Progress.Root>
    </div>
  )
}
