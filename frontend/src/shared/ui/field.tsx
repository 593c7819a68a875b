import { type ReactNode, useId } from 'react'
import { cn } from '@/shared/lib/cn'

/** The props that a field's control needs, so that label, hint and error refer to it. */
export interface FieldControlProps {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': boolean | undefined
}

interface FieldProps {
  readonly label: string
  readonly hint?: ReactNode
  readonly error?: string | undefined
  readonly className?: string
  readonly children: (control: FieldControlProps) => ReactNode
}

export function Field({ label, hint, error, className, children }: FieldProps): ReactNode {
  const id = useId()
  const hintId = `${id}-hint`
  const errorId = `${id}-error`
  const described = [hint === undefined ? '' : hintId, error === undefined ? '' : errorId]
  return (
    <div className={cn('flex flex-col gap-1.5', className)}>
      <label htmlFor={id} className="text-sm font-semibold">
        {label}
      </label>
      {children({
        id,
        'aria-describedby': described.filter(Boolean).join(' ') || undefined,
        'aria-invalid': error !== undefined || undefined,
      })}
      {hint === undefined ? null : (
        <p id={hintId} className="text-muted text-sm">
          {hint}
        </p>
      )}
      {error === undefined ? null : (
        <p id={errorId} role="alert" className="text-danger text-sm font-medium">
          {error}
        </p>
      )}
    </div>
  )
}
