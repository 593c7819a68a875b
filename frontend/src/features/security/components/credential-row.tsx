import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '@/shared/ui/button'

interface CredentialRowProps {
  readonly icon: LucideIcon
  readonly name: string
  /** When it was created and last used. */
  readonly about: string
  /** The button's text, and its label for screen readers, who hear it out of context. */
  readonly action: string
  readonly actionLabel: string
  readonly onAction: () => void
}

/** A credential of the account, with a button to remove it. */
export function CredentialRow({
  icon: Icon,
  name,
  about,
  action,
  actionLabel,
  onAction,
}: CredentialRowProps): ReactNode {
  return (
    <li className="border-line flex items-center gap-4 border-b py-3 last:border-0">
      <Icon aria-hidden className="text-muted size-5 shrink-0" />
      <div className="min-w-0 flex-1">
        <p className="truncate font-semibold">{name}</p>
        <p className="text-muted text-sm">{about}</p>
      </div>
      <Button size="small" variant="secondary" aria-label={actionLabel} onClick={onAction}>
        {action}
      </Button>
    </li>
  )
}
