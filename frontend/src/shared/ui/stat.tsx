import type { ReactNode } from 'react'
import { cn } from '@/shared/lib/cn'

interface StatProps {
  readonly label: string
  readonly value: ReactNode
  readonly note?: ReactNode
  readonly size?: 'medium' | 'large'
  readonly className?: string
}

/** Read with the browser's letters twice as large, a figure still keeps to its card. */
const SIZES = { medium: 'text-[min(1.875rem,9.5vw)]', large: 'text-[min(3rem,15vw)] sm:text-6xl' }

/** One figure under its name. Put several inside a <dl>. */
export function Stat({ label, value, note, size = 'medium', className }: StatProps): ReactNode {
  return (
    <div className={cn('flex flex-col gap-1.5', className)}>
      <dt className="text-sm font-medium opacity-75">{label}</dt>
      <dd className="m-0">
        <span translate="no" className={cn('numeral block', SIZES[size])}>
          {value}
        </span>
        {note === undefined ? null : (
          <span className="mt-1.5 block text-sm opacity-75">{note}</span>
        )}
      </dd>
    </div>
  )
}
