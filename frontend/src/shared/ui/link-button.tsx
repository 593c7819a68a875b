import type { ReactNode } from 'react'
import { Link, type LinkProps } from 'react-router'
import { type ButtonSize, type ButtonVariant, buttonStyle } from './button-style'

interface LinkButtonProps extends LinkProps {
  readonly variant?: ButtonVariant
  readonly size?: ButtonSize
}

export function LinkButton({
  variant = 'primary',
  size = 'medium',
  className,
  ...rest
}: LinkButtonProps): ReactNode {
  return <Link {...rest} className={buttonStyle(variant, size, className)} />
}
