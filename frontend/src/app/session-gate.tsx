import type { LucideIcon } from 'lucide-react'
import { WifiOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { useLocation } from 'react-router'
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
}

/** Shows its children to whoever is signed in; a guest is told what signing in would bring. */
export function SessionGate({ icon, title, reason, children }: SessionGateProps): ReactNode {
  const status = useSession((state) => state.status)
  const { pathname } = useLocation()
  if (status === 'signed-in') return children
  if (status === 'starting') return <Spinner label="Loading" />
  if (status === 'unreachable') {
    return (
      <EmptyState icon={WifiOff} title="Your account is out of reach">
        The line at the top says why. This page comes back by itself as soon as that has passed.
      </EmptyState>
    )
  }
  const next = `?next=${encodeURIComponent(pathname)}`
  return (
    <EmptyState
      icon={icon}
      title={title}
      actions={
        <>
          <LinkButton to={`/login${next}`}>Sign in</LinkButton>
          <LinkButton to={`/register${next}`} variant="secondary">
            Create an account
          </LinkButton>
        </>
      }
    >
      {reason}
    </EmptyState>
  )
}
