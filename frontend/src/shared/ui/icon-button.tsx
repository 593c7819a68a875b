import type { ComponentProps, ReactNode } from 'react'
import { cn } from '@/shared/lib/cn'

interface IconButtonProps extends ComponentProps<'button'> {
  /** What the button does: the only text it has. */
  readonly label: string
}

export function IconButton({ label, className, ...rest }: IconButtonProps): ReactNode {
  return (
    <button
      {...rest}
      type="button"
      aria-label={label}
      title={label}
      className={cn(
        'rounded-control text-muted inline-flex size-11 shrink-0 cursor-pointer items-center justify-center',
        'hover:bg-sunken hover:text-ink disabled:cursor-not-allowed disabled:opacity-50',
        className,
      )}
    />
  )
}
