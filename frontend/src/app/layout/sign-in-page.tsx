import { t } from '@lingui/core/macro'
import { type ReactNode, useEffect } from 'react'
import { Navigate, useSearchParams } from 'react-router'
import { GuestWorkoutsNotice } from './guest-workouts-notice'
import { useSession } from '@/account/use-session'
import { session } from '@/api/session'
import { Alert } from '@/shared/ui/alert'
import { Card } from '@/shared/ui/card'
import { PageHeader } from '@/shared/ui/page-header'

interface SignInPageProps {
  readonly title: string
  readonly lead: string
  readonly children: ReactNode
  readonly footer: (search: string) => ReactNode
  /** For those who are signed in as well. */
  readonly forEverybody?: boolean
}

/**
 * Accepts only paths on this site, read as the browser does: it skips a tab or line break in `/\t/elsewhere.example`.
 */
function safePath(next: string | null): string {
  if (next?.startsWith('/') !== true || !URL.canParse(next, location.origin)) return '/'
  const { origin, pathname, search, hash } = new URL(next, location.origin)
  return origin === location.origin && !pathname.startsWith('//') ? pathname + search + hash : '/'
}

/** The frame of the login and register pages. Signed-in users are redirected to where they were going. */
export function SignInPage({
  title,
  lead,
  children,
  footer,
  forEverybody = false,
}: SignInPageProps): ReactNode {
  const status = useSession((state) => state.status)
  const expired = useSession((state) => state.expired)
  const [parameters] = useSearchParams()
  useEffect(() => session.setState({ sawSignIn: true }), [])
  if (status === 'signed-in' && !forEverybody)
    return <Navigate to={safePath(parameters.get('next'))} replace />
  const query = parameters.toString()
  return (
    <div className="mx-auto max-w-md">
      <PageHeader title={title} lead={lead} />
      <div className="flex flex-col gap-4">
        {expired ? <Alert>{t`Your session has ended. Sign in again to continue.`}</Alert> : null}
        <GuestWorkoutsNotice />
        <Card>{children}</Card>
        <p className="text-muted text-center">{footer(query === '' ? '' : `?${query}`)}</p>
      </div>
    </div>
  )
}
