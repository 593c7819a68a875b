import { ChevronDown } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from '@/shared/lib/cn'

const CONTROL =
  'w-full rounded-control border border-line-strong bg-surface px-3.5 text-ink ' +
  'placeholder:text-muted aria-invalid:border-danger disabled:opacity-60'

interface InputProps extends ComponentProps<'input'> {
  /** For a form's main figure. */
  readonly large?: boolean
}

export function Input({ large = false, className, ...rest }: InputProps): ReactNode {
  const size = large ? 'numeral min-h-16 text-3xl' : 'min-h-11'
  return <input {...rest} className={cn(CONTROL, size, className)} />
}

export function TextArea({ className, ...rest }: ComponentProps<'textarea'>): ReactNode {
  return <textarea {...rest} className={cn(CONTROL, 'min-h-24 py-2.5', className)} />
}

export function Select({ className, children, ...rest }: ComponentProps<'select'>): ReactNode {
  return (
    <span className="relative block">
      <select {...rest} className={cn(CONTROL, 'min-h-11 appearance-none pe-10', className)}>
        {children}
      </select>
      <ChevronDown
        aria-hidden
        className="text-muted pointer-events-none absolute end-3 top-1/2 size-5 -translate-y-1/2"
      />
    </span>
  )
}
