import { Switch as RadixSwitch } from 'radix-ui'
import { type ReactNode, useId } from 'react'

interface SwitchProps {
  readonly label: string
  readonly hint?: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}

export function Switch({ label, hint, checked, onChange }: SwitchProps): ReactNode {
  const id = useId()
  return (
    <div className="flex items-center justify-between gap-4 max-[17rem]:flex-wrap">
      <div>
        <label htmlFor={id} className="font-semibold">
          {label}
        </label>
        {hint === undefined ? null : (
          <p id={`${id}-hint`} className="text-muted text-sm">
            {hint}
          </p>
        )}
      </div>
      <RadixSwitch.Root
        id={id}
        checked={checked}
        onCheckedChange={onChange}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        className="border-line-strong bg-sunken data-[state=checked]:border-primary data-[state=checked]:bg-primary tap h-7 w-12 shrink-0 cursor-pointer rounded-full border p-0.5 forced-color-adjust-none"
      >
        <RadixSwitch.Thumb className="bg-line-strong data-[state=checked]:bg-on-primary block size-5.5 rounded-full transition-transform data-[state=checked]:translate-x-5" />
      </RadixSwitch.Root>
    </div>
  )
}
