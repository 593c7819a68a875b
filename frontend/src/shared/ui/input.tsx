import { ChevronDown } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from '@/shared/lib/cn'

const CONTROL =
  'w-full rounded-control border border-line-strong bg-surface px-3.5 text-base text-ink ' +
  'placeholder:text-muted aria-invalid:border-danger disabled:opacity-60'

export function Input({ className, ...rest }: ComponentProps<'input'>): ReactNode {
  return <input {...rest} className={cn(CONTROL, 'min-h-11', className)} />
}

export function TextArea({ className, ...rest }: ComponentProps<'textarea'>): ReactNode {
  return <textarea {...rest} className={cn(CONTROL, 'min-h-24 py-2.5', className)} />
}

export function Select({ className, children, ...rest }: ComponentProps<'select'>): ReactNode {
  return (
    <span className="relative block">
      <select {...rest} className={cn(CONTROL, 'min-h-11 appearance-none pr-10', className)}>
        {children}
      </select>
      <ChevronDown
        aria-hidden
        className="text-muted pointer-events-none absolute top-1/2 right-3 size-5 -translate-y-1/2"
      />
    </span>
  )
}
