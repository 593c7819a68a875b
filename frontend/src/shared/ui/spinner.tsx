import { LoaderCircle } from 'lucide-react'
import type { ReactNode } from 'react'

/** A spinner. Without a label it is decorative, beside a text that says what is going on. */
export function Spinner({ label }: { readonly label?: string }): ReactNode {
  const icon = <LoaderCircle aria-hidden className="size-5 animate-spin" />
  if (label === undefined) return icon
  return (
    <span role="status" className="text-muted inline-flex items-center gap-2">
      {icon}
      {label}
    </span>
  )
}
