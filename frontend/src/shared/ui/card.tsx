import type { ComponentProps, ReactNode } from 'react'
import { cn } from '@/shared/lib/cn'

interface CardProps extends ComponentProps<'section'> {
  /** `panel` is the dark card with a page's main figure. */
  readonly tone?: 'surface' | 'panel'
}

const TONES = {
  surface: 'border border-line bg-surface',
  panel: 'bg-panel text-on-panel forced-colors:border print:border print:border-line',
}

export function Card({ tone = 'surface', className, ...rest }: CardProps): ReactNode {
  return <section {...rest} className={cn('rounded-card p-5 sm:p-6', TONES[tone], className)} />
}

export function CardTitle({ className, children, ...rest }: ComponentProps<'h2'>): ReactNode {
  return (
    <h2 {...rest} className={cn('text-lg font-bold tracking-tight', className)}>
      {children}
    </h2>
  )
}
