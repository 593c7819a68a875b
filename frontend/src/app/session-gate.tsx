import { t } from '@lingui/core/macro'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Navigate, useLocation } from 'react-router'
import { AsLastSeen } from './layout/as-last-seen'
import { useSession } from '@/account/use-session'
import { EmptyState } from '@/shared/ui/empty-state'
import { LinkButton } from '@/shared/ui/link-button'
import { Spinner } from '@/shared/ui/spinner'

interface SessionGateProps {
  readonly icon: LucideIcon
  /** What a guest gains by signing in. */
  readonly title: string
  readonly reason: string
  readonly children: ReactNode
  /** The first parts of the query keys that the children show, if these are stored on the device. */
  readonly shows?: readonly (readonly unknown[])[]
}

/**
 * Shows its children to signed-in users, and guests what they would gain by signing in. Whoever the server has
 * signed out is led to sign in, once, and back.
 */
export function SessionGate({ icon, title, reason, children, shows }: SessionGateProps): ReactNode {
  const status = useSession((state) => state.status)
  const expired = useSession((state) => state.expired)
  const { pathname, search, hash } = useLocation()
  const sawSignIn = useSession((state) => state.sawSignIn)
  // Last seen data is on this device; parts without it say so themselves.
  if (status === 'signed-in' || status === 'unreachable') {
    return (
      <>
        {shows === undefined ? null : <AsLastSeen of={shows} />}
        {children}
      </>
    )
  }
  if (status === 'starting') return <Spinner label={t`Loading`} />
  const next = `?next=${encodeURIComponent(pathname + search + hash)}`
  if (expired && !sawSignIn) return <Navigate to={`/login${next}`} replace />
  return (
    <EmptyState
      icon={icon}
      title={expired ? t`Your session has ended` : title}
      actions={
        <>
          <LinkButton to={`/login${next}`}>{t`Sign in`}</LinkButton>
          <LinkButton to={`/register${next}`} variant="secondary">
            {t`Create an account`}
          </LinkButton>
        </>
      }
    >
      {expired ? t`Sign in again to continue.` : reason}
    </EmptyState>
  )
}
