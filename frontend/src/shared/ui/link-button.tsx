import type { ReactNode } from 'react'
import { Link, type LinkProps } from 'react-router'
import { type ButtonSize, type ButtonVariant, buttonStyle } from './button-style'
import { ownText } from './own-text'

interface LinkButtonProps extends LinkProps {
  readonly variant?: ButtonVariant
  readonly size?: ButtonSize
}

export function LinkButton({
  variant = 'primary',
  size = 'medium',
  className,
  children,
  ...rest
}: LinkButtonProps): ReactNode {
  return (
    <Link {...rest} className={buttonStyle(variant, size, className)}>
      {ownText(children)}
    </Link>
  )
}
