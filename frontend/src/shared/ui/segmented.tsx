import { type ReactNode, useId } from 'react'
import { cn } from '@/shared/lib/cn'

interface SegmentedProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly onChange: (value: Value) => void
  readonly className?: string
}

/** A segmented control made of radio buttons, so that arrow keys work. */
export function Segmented<Value extends string>({
  label,
  value,
  options,
  onChange,
  className,
}: SegmentedProps<Value>): ReactNode {
  const nameId = useId()
  return (
    <fieldset className={cn('m-0 min-w-0 border-0 p-0', className)}>
      <legend className="sr-only">{label}</legend>
      <div className="rounded-control bg-sunken inline-flex w-full flex-wrap p-1">
        {options.map((option) => (
          <label
            key={option.value}
            className={cn(
              'text-muted flex min-h-9 flex-1 pointer-coarse:min-h-11 pointer-coarse:min-w-11 cursor-pointer items-center justify-center rounded-lg px-1 text-sm font-semibold whitespace-nowrap min-[26rem]:px-2 sm:px-3',
              'has-checked:bg-surface has-checked:text-ink dark:has-checked:bg-line has-checked:shadow-sm',
              'has-focus-visible:outline-accent-ink has-focus-visible:outline-3 has-focus-visible:outline-offset-2',
            )}
          >
            <input
              type="radio"
              name={nameId}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className="sr-only"
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
