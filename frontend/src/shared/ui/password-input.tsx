import { t } from '@lingui/core/macro'
import { Eye, EyeOff } from 'lucide-react'
import { type ComponentProps, type ReactNode, useState } from 'react'
import { Input } from './input'

/** A password input with a button to show the password. */
export function PasswordInput(props: ComponentProps<'input'>): ReactNode {
  const [shown, setShown] = useState(false)
  const Icon = shown ? EyeOff : Eye
  return (
    <span className="relative block">
      <Input {...props} type={shown ? 'text' : 'password'} className="pe-12" />
      <button
        type="button"
        aria-pressed={shown}
        aria-label={t`Show password`}
        onClick={() => setShown(!shown)}
        className="rounded-control text-muted hover:text-ink absolute end-0 top-0 inline-flex size-11 cursor-pointer items-center justify-center"
      >
        <Icon aria-hidden className="size-5" />
      </button>
    </span>
  )
}
