import { t } from '@lingui/core/macro'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { useLocation } from 'react-router'
import { AsLastSeen } from './layout/as-last-seen'
import { useSession } from '@/account/use-session'
import { EmptyState } from '@/shared/ui/empty-state'
import { LinkButton } from '@/shared/ui/link-button'
import { Spinner } from '@/shared/ui/spinner'

interface SessionGateProps {
  readonly icon: LucideIcon
  /** What signing in would bring, for a guest. */
  readonly title: string
  readonly reason: string
  readonly children: ReactNode
  /** The first parts of the query keys of what the children show, where that is kept on the device. */
  readonly shows?: readonly (readonly unknown[])[]
}

/** Shows its children to whoever is signed in; a guest is told what signing in would bring. */
export function SessionGate({ icon, title, reason, children, shows }: SessionGateProps): ReactNode {
  const status = useSession((state) => state.status)
  const { pathname, hash } = useLocation()
  // What was last seen is on this device; what was not says so itself.
  if (status === 'signed-in' || status === 'unreachable') {
    return (
      <>
        {shows === undefined ? null : <AsLastSeen of={shows} />}
        {children}
      </>
    )
  }
  if (status === 'starting') return <Spinner label={t`Loading`} />
  const next = `?next=${encodeURIComponent(pathname + hash)}`
  return (
    <EmptyState
      icon={icon}
      title={title}
      actions={
        <>
          <LinkButton to={`/login${next}`}>{t`Sign in`}</LinkButton>
          <LinkButton to={`/register${next}`} variant="secondary">
            {t`Create an account`}
          </LinkButton>
        </>
      }
    >
      {reason}
    </EmptyState>
  )
}
