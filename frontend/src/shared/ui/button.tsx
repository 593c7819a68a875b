import type { ComponentProps, ReactNode } from 'react'
import { type ButtonSize, type ButtonVariant, buttonStyle } from './button-style'
import { ownText } from './own-text'
import { Spinner } from './spinner'

interface ButtonProps extends ComponentProps<'button'> {
  readonly variant?: ButtonVariant
  readonly size?: ButtonSize
  /** Shows a spinner and ignores presses, without losing the focus as `disabled` would. */
  readonly busy?: boolean
}

export function Button({
  variant = 'primary',
  size = 'medium',
  busy = false,
  type = 'button',
  className,
  children,
  onClick,
  ...rest
}: ButtonProps): ReactNode {
  return (
    <button
      {...rest}
      type={busy ? 'button' : type}
      aria-disabled={busy || undefined}
      className={buttonStyle(variant, size, className)}
      onClick={busy ? undefined : onClick}
    >
      {busy ? <Spinner /> : null}
      {ownText(children)}
    </button>
  )
}
