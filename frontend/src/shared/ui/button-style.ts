import { cn } from '@/shared/lib/cn'

export type ButtonVariant = 'primary' | 'accent' | 'secondary' | 'ghost' | 'danger'
export type ButtonSize = 'small' | 'medium' | 'large'

const BASE =
  'inline-flex max-w-full items-center justify-center gap-2 text-center font-semibold whitespace-nowrap max-[25rem]:whitespace-normal max-[25rem]:break-words select-none cursor-pointer [&>span]:min-w-0 [&_svg]:shrink-0 ' +
  'transition-[background-color,opacity,transform] active:scale-[0.98] ' +
  // In forced-colours mode the button's own colour is lost: a border tells it from text.
  'forced-colors:border disabled:cursor-not-allowed disabled:opacity-50 disabled:active:scale-100'

const VARIANTS: Record<ButtonVariant, string> = {
  primary: 'bg-primary text-on-primary hover:opacity-90',
  accent: 'bg-accent text-on-accent hover:opacity-90',
  secondary: 'border border-line-strong bg-surface text-ink hover:bg-sunken',
  ghost: 'text-ink hover:bg-sunken',
  danger: 'border border-danger bg-surface text-danger hover:bg-danger-soft',
}

const SIZES: Record<ButtonSize, string> = {
  small: 'min-h-9 pointer-coarse:min-h-11 rounded-lg px-3 text-sm',
  medium: 'min-h-11 rounded-control px-5',
  large: 'min-h-14 rounded-2xl px-7 text-lg max-[25rem]:px-3',
}

/** The classes of a button, also for links that look like one. */
export function buttonStyle(variant: ButtonVariant, size: ButtonSize, className?: string): string {
  return cn(BASE, VARIANTS[variant], SIZES[size], className)
}
