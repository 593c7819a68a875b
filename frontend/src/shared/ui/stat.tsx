import type { ReactNode } from 'react'
import { cn } from '@/shared/lib/cn'

interface StatProps {
  readonly label: string
  readonly value: ReactNode
  readonly note?: ReactNode
  readonly size?: 'medium' | 'large'
  readonly className?: string
}

/** Limited, so that figures fit into their cards even at a text size of 200 %. */
const SIZES = { medium: 'text-[min(1.875rem,9.5vw)]', large: 'text-[min(3rem,15vw)] sm:text-6xl' }

/** A figure with its name. Put several inside a <dl>. */
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
